// Two built sites in turn, in one run and one browser: ours, and another of the same product, as it was before. Nobody else is asked.
import { once, rounds, row, summary } from './figures.js';
import * as jobs from './jobs.js';
import * as own from './own.js';
import { phonePhoto, sheets } from './pictures.js';
import { tell } from './tell.js';
import { verdicts } from './verdicts.js';
import * as worker from './worker.js';

const OTHER = 'the site beside';
const WARM_UP = 2;
const PARTS = { photo, papers };

export function measure(config) {
  return PARTS[config.part](config);
}

/** Rounds of the same work in both, once both have done it. */
async function inBoth(config, name, work, what) {
  const workers = { ours: await worker.open(config.site, name), other: await worker.open(config.beside, name) };
  const works = { ours: () => work(workers.ours), other: () => work(workers.other) };
  tell('step', `${what}, warming up`);
  await rounds(WARM_UP, works);
  const all = await rounds(config.times, works, (round) => tell('step', `${what}, round ${round} of ${config.times}`));
  const line = (text, of, unit) => row(text, summary(all.ours.map(of)), OTHER, summary(all.other.map(of)), unit);
  return { workers, all, line };
}

async function photo(config) {
  tell('step', 'making a photo');
  const file = await phonePhoto('/portrait.jpg');
  const { workers, all, line } = await inBoth(config, 'photo', (it) => own.photo(it, config.values, file), 'photo');
  Object.values(workers).forEach((it) => it.terminate());
  return {
    about: { bytes: file.size },
    rows: [
      line('photo: first verdict, from the header', (it) => it.header),
      line('photo: face found, crop proposed', (it) => it.proposed),
      line('photo: all facts', (it) => it.seen),
      line('photo: crop and encode alone', (it) => it.cut),
      line('photo: decode, see, crop, encode', (it) => it.whole),
      line('photo: page held at most, in one photo', (it) => it.held),
      row('photo: the photo that came out', once(all.ours[0].bytes), OTHER, once(all.other[0].bytes), 'bytes'),
    ],
  };
}

async function papers(config) {
  const { site, beside, values } = config;
  const read = await verdicts(config.papers, { ours: own.reader(site, values), [OTHER]: own.reader(beside, values) });
  tell('step', `making ${own.SHEETS} sheets`);
  const files = await sheets(own.SHEETS);
  const given = files.reduce((sum, file) => sum + file.size, 0);
  const job = jobs.join(values, files.length, own.UNDER_BYTES);
  const { workers, all, line } = await inBoth(config, 'pdf', (it) => own.joined(it, job, files), 'joining');
  const made = { ours: all.ours[0], other: all.other[0] };
  // Both by the same reader.
  const dpi = (it) => own.leastDpi(workers.ours, values, it.bytes);
  const [oursDpi, otherDpi] = [await dpi(made.ours), await dpi(made.other)];
  Object.values(workers).forEach((it) => it.terminate());
  return {
    about: { ...read.about, joined: { sheets: own.SHEETS, bytes: given } },
    noticed: read.noticed,
    rows: [
      ...read.rows,
      line(`papers: ${own.SHEETS} pictures (${Math.round(given / 1e6)} MB) into a PDF under 10 MB`, (it) => it.ms),
      line('papers: page held at most, in one joining', (it) => it.held),
      row('papers: the PDF that came out', once(made.ours.bytes.length), OTHER, once(made.other.bytes.length), 'bytes'),
      row('papers: least resolution of its pictures', once(oursDpi), OTHER, once(otherDpi), 'dpi'),
      row('papers: their least quality, as JPEG encoders count', once(made.ours.quality), OTHER, once(made.other.quality), '%'),
    ],
  };
}
