// Our own workers, spoken to as the desk does: crates/media/src/wire.rs is the wire, src/ports/media is the desk's side of it.

const START_MS = 60_000;

/** One of the workers of a site, ready for jobs. */
export async function open({ at, build }, name) {
  const worker = new Worker(`${at}workers/${build}/${name}_loader.js`, { type: 'module' });
  await within(START_MS, worker, new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(`the worker "${name}" does not start: ${event.message}`));
    worker.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.kind === 'ready' && said.build === build) resolve();
      else reject(new Error(`the worker "${name}" is of build ${said.build}, not ${build}`));
    };
  }));
  return worker;
}

let last = 0;

/** Asks one job of it. `early` hears each report before the last; `made` is the file that came out, if one did. */
export function ask(worker, job, files, { early = () => {}, limit = 120_000 } = {}) {
  last += 1;
  const id = last;
  return within(limit, worker, new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(`the worker broke: ${event.message}`));
    worker.onmessage = ({ data }) => {
      const [text, made] = Array.isArray(data) ? data : [data];
      const said = JSON.parse(text);
      if (said.id !== id) return;
      if (said.kind === 'early') early(said.report);
      if (said.kind === 'done') resolve({ report: said.report, made });
      if (said.kind === 'failed') reject(new Error(`the worker says ${said.why}`));
    };
    worker.postMessage([JSON.stringify({ id, job, names: files.map((file) => file.name) }), ...files]);
  }));
}

/** A promise, or an error after so many ms: then the worker is ended, as it hears nothing while it works. */
export function within(limit, worker, promise) {
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      worker.terminate();
      reject(new Error(`no answer in ${limit} ms`));
    }, limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
