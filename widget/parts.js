// Parts of the program that come when they are wanted. xtask puts this into the glue: apart, each of the two would import the other.
// The blanks are filled in by xtask/src/post_build/app.rs, which also says `getSharedImports` as the splitter wrote it.

// For each place at which the program is parted, what it needs: name, hash and bytes of each file. The last is the place's own.
const PLACES = "__PLACES__";

// So long a file may take, at least, and so much longer for each byte, in milliseconds: four bytes of it are one on the line at 10 kbit/s.
const LIMIT = 20_000;
const LIMIT_OF_BYTE = 0.2;

// Why the last part did not come: the status of the server, or 0 where there was no answer.
let fault = 0;
const part_fault = () => fault;

const files = new Map();
const begun = new Map();

// Remembered, unless it fails: whoever asks then begins anew.
function once(map, name, make) {
  const kept = map.get(name);
  if (kept) return kept;
  const made = make();
  map.set(name, made);
  made.catch(() => map.delete(name));
  return made;
}

async function bytes([name, integrity, length], cache) {
  const signal = AbortSignal.timeout(LIMIT + length * LIMIT_OF_BYTE);
  const answer = await fetch(new URL(name, import.meta.url), { integrity, cache, signal });
  return answer.arrayBuffer();
}

// What is checked by the browser and is not what it should be has no status, as the page of a server that says that a file is gone.
const told = async (why, [name]) => {
  const head = await fetch(new URL(name, import.meta.url), { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LIMIT) });
  throw head.ok ? why : Object.assign(new Error(`${name}: ${head.status}`), { status: head.status });
};

const file = (it) =>
  once(files, it[0], () => bytes(it, "default").catch(() => bytes(it, "reload")).catch((why) => told(why, it)));

async function begin(place) {
  // All are asked for at once; what belongs to the place alone needs what it shares with others.
  const needs = PLACES[place].map(async (it) => [it[0], await file(it)]);
  for (const [name, program] of await Promise.all(needs)) {
    await once(begun, name, () => WebAssembly.instantiate(program, getSharedImports()));
    files.delete(name);
    files.set(name, Promise.resolve());
  }
}

const place = (name) => async (callback, data) => {
  let came = false;
  try {
    await begin(name);
    came = true;
  } catch (why) {
    fault = why.status ?? 0;
  }
  getSharedImports().__wasm_split.__indirect_function_table.get(callback)(data, came);
};
