// Three who read a PDF, each with one question: `ask(file)` gives what it noticed, or fails when it does not come back.
import * as pdfjs from '/rivals/pdfjs/build/pdf.min.mjs';
import * as jobs from './jobs.js';
import * as worker from './worker.js';

const LIMIT_MS = 10_000;
pdfjs.GlobalWorkerOptions.workerSrc = '/rivals/pdfjs/build/pdf.worker.min.mjs';

/** One of them. `start` makes its worker anew, which is asked for after each failure. */
class Reader {
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
export function ours(build, values) {
  const job = jobs.paper(values);
  return new Reader(
    () => worker.open(build, 'pdf'),
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

/** pdf.js: `getDocument` and `numPages`, in its own worker. Whether it noticed a lock is asked when the clock stands. */
export function pdfJs() {
  return new Reader(
    () => {
      const own = new pdfjs.PDFWorker();
      return { own, terminate: () => own.destroy() };
    },
    async (it, file) => worker.within(LIMIT_MS, it, (async () => {
      const start = performance.now();
      const task = pdfjs.getDocument({ data: await file.arrayBuffer(), worker: it.own, verbosity: 0 });
      try {
        const paper = await task.promise;
        const pages = paper.numPages;
        const ms = performance.now() - start;
        const { info } = await paper.getMetadata().catch(() => ({ info: {} }));
        return { ms, locked: Boolean(info.EncryptFilterName), broken: !(pages > 0) };
      } catch (why) {
        const locked = why?.name === 'PasswordException';
        return { ms: performance.now() - start, locked, broken: !locked };
      } finally {
        await task.destroy();
      }
    })()),
  );
}

/** pdf-lib: `PDFDocument.load`. */
export function pdfLib() {
  const hear = (own) => worker.within(LIMIT_MS, own, new Promise((resolve, reject) => {
    own.onmessage = ({ data }) => resolve(data);
    own.onerror = (event) => reject(new Error(event.message));
  }));
  return new Reader(
    async () => {
      const own = new Worker('pdf_lib.js', { type: 'module' });
      await hear(own);
      return own;
    },
    async (own, file) => {
      const start = performance.now();
      own.postMessage(file);
      const { refused, locked = false } = await hear(own);
      return { ms: performance.now() - start, locked, broken: refused !== undefined && !locked };
    },
  );
}
