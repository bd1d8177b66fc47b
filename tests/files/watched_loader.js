// In place of the papers' loader: starts the real program, tells the page what each worker of it is asked, and lets whoever is
// asked for a part of a job break down, where the folder says so.
import work from './pdf.js';

const told = new BroadcastChannel('asked');
await work();
const real = self.onmessage;
self.onmessage = (event) => {
  const { kind } = JSON.parse(event.data[0]).job;
  told.postMessage(kind);
  if (kind === 'recompress' && import.meta.url.includes('/breaking/')) throw new Error('broken on purpose');
  real.call(self, event);
};
