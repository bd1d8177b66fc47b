// Two others who read a PDF, each with one question: `ask(file)` gives what it noticed, or fails when it does not come back.
import * as pdfjs from '/rivals/pdfjs/build/pdf.min.mjs';
import { LIMIT_MS, Reader } from './own.js';
import * as worker from './worker.js';

pdfjs.GlobalWorkerOptions.workerSrc = '/rivals/pdfjs/build/pdf.worker.min.mjs';

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
