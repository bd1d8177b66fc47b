// Times, and what is made of many of them.

/** How long something takes, in ms, and what it gave. */
export async function timed(work) {
  const start = performance.now();
  const gave = await work();
  return { ms: performance.now() - start, gave };
}

// On a busy machine fewer rounds must do; the table says how many they were.
const PATIENCE_MS = 200_000;
const FEWEST = 5;

// What the one before has left to be cleared away is not to fall on the next.
const REST_MS = 100;

function rest() {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}

/** The names in their order, and the other way round every second time: who comes first falls on all alike too. */
export function inTurn(names, time) {
  return time % 2 === 1 ? names : [...names].reverse();
}

/** The names in their order, another one first each time. */
export function inCircle(names, time) {
  const begin = time % names.length;
  return [...names.slice(begin), ...names.slice(0, begin)];
}

/** Runs each of `works` once after the other, `times` rounds: what else the machine does then falls on all alike. */
export async function rounds(times, works, step = () => {}) {
  const names = Object.keys(works);
  const all = Object.fromEntries(names.map((name) => [name, []]));
  const start = performance.now();
  for (let round = 1; round <= times; round += 1) {
    for (const name of inTurn(names, round)) {
      await rest();
      all[name].push(await works[name]());
    }
    await step(round);
    if (round >= FEWEST && performance.now() - start > PATIENCE_MS) break;
  }
  return all;
}

/** The value that so many parts of a hundred do not exceed. */
function quantile(values, parts) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * parts) / 100) - 1)];
}

export function median(values) {
  return quantile(values, 50);
}

export function summary(values) {
  return { median: median(values), p95: quantile(values, 95), of: values.length };
}

/** One line of the table: what took how long here and there. */
export function row(what, ours, rival, theirs, unit = 'ms') {
  return { what, unit, ours, rival, theirs };
}

/** A single number in the place of a median. */
export function once(value) {
  return { median: value, of: 1 };
}

// A timer cannot come round faster than this (HTML, "nested more than five levels").
const TURN_MS = 4;

/** Watches the page's own thread; asked in the end, it says how long the thread was held at most, in ms. */
export function watchThread() {
  let last = performance.now();
  let longest = 0;
  let timer = 0;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - TURN_MS);
    last = now;
    timer = setTimeout(turn, 0);
  };
  timer = setTimeout(turn, 0);
  return () => {
    clearTimeout(timer);
    return Math.max(longest, performance.now() - last - TURN_MS, 0);
  };
}
