// pdf-lib reading in a worker: some of the files would hold the page for ever.
import { PDFDocument } from '/rivals/pdf-lib/dist/pdf-lib.esm.min.js';

// It tells the console of each object that it does not understand; there is nobody to read it.
console.warn = () => {};

onmessage = async ({ data: file }) => {
  try {
    const paper = await PDFDocument.load(await file.arrayBuffer());
    postMessage({ pages: paper.getPageCount() });
  } catch (why) {
    postMessage({ refused: String(why?.message ?? why), locked: /encrypted/i.test(String(why?.message)) });
  }
};

postMessage('ready');
