// In place of the papers' program: it does the work with the real one, but breaks down over files with certain names. Real files that
// make the program break down would be mended as soon as they are known; what the page does then has to stay true.
import work from './real_pdf.js';

export default async function () {
  await work();
  const real = self.onmessage;
  self.onmessage = (event) => {
    const [name] = JSON.parse(event.data[0]).names;
    if (name.startsWith('hang')) for (;;);
    if (name.startsWith('trap')) trap();
    if (name.startsWith('memory')) fill();
    real.call(self, event);
  };
}

// The smallest program there is: one function, exported as "f", that is only `unreachable`.
function trap() {
  const program = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(program))).exports.f();
}

// A program may have so much memory and no more; asking for more than that throws.
function fill() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 16 });
  memory.grow(17);
}
