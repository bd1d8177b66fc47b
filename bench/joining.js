// Eleven pictures of sheets, far over ten megabytes, into one PDF below that: by our worker, and by pdf-lib with a canvas.
import { PDFDocument } from '/rivals/pdf-lib/dist/pdf-lib.esm.min.js';
import { once, rounds, row, summary, timed, watchThread } from './figures.js';
import * as jobs from './jobs.js';
import * as own from './own.js';
import { SHEETS, UNDER_BYTES } from './own.js';
import { sheets } from './pictures.js';
import { tell } from './tell.js';
import * as worker from './worker.js';

const WARM_UP = 1;
/** A4, in points of which 72 make an inch. */
const PAPER = { width: 595.28, height: 841.89 };
const POINTS = 72;
/** From the best to the floor, pdf-lib's page tries so many times. */
const TRIES = 4;

export async function measure({ site, values, times, rivals }) {
  const rival = `${rivals.pdfLib} + canvas`;
  tell('step', `making ${SHEETS} sheets`);
  const files = await sheets(SHEETS);
  const given = files.reduce((sum, file) => sum + file.size, 0);
  const joiner = await worker.open(site, 'pdf');
  const job = jobs.join(values, files.length, UNDER_BYTES);

  const ours = () => own.joined(joiner, job, files);
  const theirs = async () => {
    const held = watchThread();
    const { ms, gave } = await timed(() => joinedByCanvas(files, values));
    return { ms, held: held(), ...gave };
  };
  const works = { ours, theirs };
  tell('step', 'joining, warming up');
  await rounds(WARM_UP, works);
  const all = await rounds(times, works, (round) => tell('step', `joining, round ${round} of ${times}`));
  const of = (side, what) => summary(all[side].map((it) => it[what]));

  // What became of the pictures, by the same reader.
  const dpi = ({ bytes }) => own.leastDpi(joiner, values, bytes);
  const made = { ours: all.ours[0], theirs: all.theirs[0] };
  const [oursDpi, theirsDpi] = [await dpi(made.ours), await dpi(made.theirs)];
  joiner.terminate();
  return {
    about: { sheets: SHEETS, bytes: given },
    rows: [
      row(`papers: ${SHEETS} pictures (${Math.round(given / 1e6)} MB) into a PDF under 10 MB`, of('ours', 'ms'), rival, of('theirs', 'ms')),
      row('papers: page held at most, in one joining', of('ours', 'held'), rival, of('theirs', 'held')),
      row('papers: the PDF that came out', once(made.ours.bytes.length), rival, once(made.theirs.bytes.length), 'bytes'),
      row('papers: least resolution of its pictures', once(oursDpi), rival, once(theirsDpi), 'dpi'),
      row('papers: their least quality, as JPEG encoders count', once(made.ours.quality), rival, once(made.theirs.quality), '%'),
    ],
  };
}

/** All of it again with less, until it fits: what a page does that cannot foretell how large an image becomes. */
async function joinedByCanvas(files, values) {
  const between = (name, part) => values[`join-best-${name}`] + part * (values[`join-floor-${name}`] - values[`join-best-${name}`]);
  for (let at = 0; at < TRIES; at += 1) {
    const part = at / (TRIES - 1);
    const quality = Math.round(between('quality', part));
    const bytes = await embedded(files, between('dpi', part), quality / 100);
    if (bytes.length <= UNDER_BYTES) return { bytes, quality };
  }
  throw new Error('even the floor does not fit');
}

async function embedded(files, dpi, quality) {
  const paper = await PDFDocument.create();
  for (const file of files) {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, ((PAPER.width / POINTS) * dpi) / bitmap.width, ((PAPER.height / POINTS) * dpi) / bitmap.height);
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    const image = await paper.embedJpg(await jpeg.arrayBuffer());
    const fit = image.scaleToFit(PAPER.width, PAPER.height);
    const page = paper.addPage([PAPER.width, PAPER.height]);
    page.drawImage(image, { x: (PAPER.width - fit.width) / 2, y: (PAPER.height - fit.height) / 2, ...fit });
  }
  return paper.save();
}
