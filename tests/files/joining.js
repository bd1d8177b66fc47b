// Run in a page: joins pictures of noise in the worker whose loader is at `loader`, and answers what its workers were asked, what
// broke down, and what came of it.
const [loader] = arguments;

async function picture(seed) {
  const [width, height] = [1200, 1600];
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  const pixels = pen.createImageData(width, height);
  let dice = seed;
  for (let at = 0; at < pixels.data.length; at += 4) {
    dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0;
    pixels.data.fill(dice >>> 24, at, at + 3);
    pixels.data[at + 3] = 255;
  }
  pen.putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

async function digest(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (it) => it.toString(16).padStart(2, '0')).join('');
}

const asked = [];
const told = new BroadcastChannel('asked');
told.onmessage = ({ data }) => asked.push(data);
const files = await Promise.all([1, 2, 3, 4, 5].map(picture));
const bytes = files.reduce((sum, file) => sum + file.size, 0);
const job = {
  kind: 'join', max_bytes: 1e8, max_pixels: 4e7, under_bytes: Math.round(bytes * 0.8), best_dpi: 300, floor_dpi: 150, best_quality: 85,
  floor_quality: 50, parts: files.map((_, file) => ({ file })),
};
const worker = new Worker(loader, { type: 'module' });
const broken = [];
const made = await new Promise((resolve) => {
  worker.onerror = (event) => {
    broken.push(String(event.message));
    resolve(null);
  };
  worker.onmessage = ({ data }) => {
    const [text, made] = Array.isArray(data) ? data : [data];
    const { kind } = JSON.parse(text);
    if (kind === 'ready') worker.postMessage([JSON.stringify({ id: 1, job, names: files.map((_, at) => `${at}.jpg`) }), ...files]);
    if (kind === 'done' || kind === 'failed') resolve(made);
  };
});
worker.terminate();
told.close();
return { asked, broken, under: job.under_bytes, bytes: made && made.length, digest: made && (await digest(made)) };
