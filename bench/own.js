// What our own workers do that is measured, whatever is measured beside it: a photo, a joining, a verdict.
import { timed, watchThread } from './figures.js';
import * as jobs from './jobs.js';
import * as worker from './worker.js';

/** So many pictures are joined, into so many bytes. */
export const SHEETS = 11;
export const UNDER_BYTES = 10_000_000;

/** After so long a reader of papers will not come back. */
export const LIMIT_MS = 10_000;

/** A photo: looked at, cut and encoded. */
export async function photo(photographer, values, file) {
  const held = watchThread();
  const start = performance.now();
  const since = () => performance.now() - start;
  const early = [];
  const looked = await worker.ask(photographer, jobs.photo(values), [file], { early: () => early.push(since()) });
  const seen = since();
  const cut = await worker.ask(photographer, jobs.crop(values, looked.report.facts), [file]);
  if (!cut.made) throw new Error(`no photo was made: ${JSON.stringify(cut.report)}`);
  const whole = since();
  return { header: early[0], proposed: early.at(-1), seen, cut: whole - seen, whole, held: held(), bytes: cut.made.length };
}

/** Pictures joined into one PDF. */
export async function joined(own, job, files) {
  const held = watchThread();
  const { ms, gave } = await timed(() => worker.ask(own, job, files));
  if (!gave.made) throw new Error(`nothing was joined: ${JSON.stringify(gave.report)}`);
  return { ms, held: held(), bytes: gave.made, quality: gave.report.facts['made.least_quality'] };
}

/** The least resolution of the pictures in a PDF. */
export async function leastDpi(own, values, bytes) {
  const file = new File([bytes], 'joined.pdf');
  return (await worker.ask(own, jobs.paper(values), [file])).report.facts['pdf.least_dpi'];
}

/** Somebody who reads papers. `start` makes its worker anew, which is asked for after each failure. */
export class Reader {
  #worker;

  constructor(start, read) {
    this.start = start;
    this.read = read;
  }

  async ask(file) {
    this.#worker ??= await this.start();
    try {
      return await this.read(this.#worker, file);
    } catch (why) {
      this.#worker.terminate();
      this.#worker = undefined;
      throw why;
    }
  }

  close() {
    this.#worker?.terminate();
  }
}

/** Our own worker: everything that is measured in a paper. */
export function reader(site, values) {
  const job = jobs.paper(values);
  return new Reader(
    () => worker.open(site, 'pdf'),
    async (own, file) => {
      const start = performance.now();
      const { report } = await worker.ask(own, job, [file], { limit: LIMIT_MS });
      const ms = performance.now() - start;
      const { unreadable, facts } = report;
      const broken = facts['pdf.damaged'] || facts['pdf.truncated'] || facts['pdf.unreadable_pages'] > 0;
      return { ms, locked: facts['pdf.encrypted'] === true, broken: Boolean(unreadable ?? broken) };
    },
  );
}
