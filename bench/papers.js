// Papers: a verdict on each of some hundred PDFs of other projects, and phone pictures joined into one PDF.
import * as joining from './joining.js';
import * as own from './own.js';
import * as readers from './readers.js';
import { verdicts } from './verdicts.js';

export async function measure(config) {
  const { site, values, papers, rivals } = config;
  const asked = { ours: own.reader(site, values), [rivals.pdfjs]: readers.pdfJs(), [rivals.pdfLib]: readers.pdfLib() };
  const read = await verdicts(papers, asked);
  const joined = await joining.measure(config);
  return { rows: [...read.rows, ...joined.rows], noticed: read.noticed, about: { ...read.about, joined: joined.about } };
}
