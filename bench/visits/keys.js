// What one key press costs the page's own thread: one more letter in a text box of the largest case, and of the form of a rival.
import { readFile } from 'node:fs/promises';
import { inCircle, row, summary } from '../figures.js';
import { rest, within } from './devtools.js';
import { EMPTY, serve } from './sites.js';
import { visit } from './visit.js';

const LIMIT_MS = 60_000;
const PRESSES = 20;
/** Not measured: what a page does at the first letters only. */
const WARM_UP = 5;
/** After each press. The desk saves a quarter of a second after the last change, and that belongs to its cost. */
const WAIT_MS = 350;
/** What a page does after its opening is over by then. */
const SETTLE_MS = 3_000;
/** Ten in the morning in Tokyo. */
const MORNING = 'T01:00:00Z';

/** Runs in the page before everything else: it is the day on which the person is judged. */
function dated(shift) {
  const real = Date.now;
  Date.now = () => real() + shift;
}

/** Runs in an empty page of the site: puts the draft where the desk keeps drafts, as the one that this tab had open. */
async function lay({ id, draft, files }) {
  const database = await new Promise((resolve, reject) => {
    const open = indexedDB.open('madoguchi', 1);
    open.onupgradeneeded = () => ['drafts', 'files'].forEach((name) => open.result.createObjectStore(name));
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error);
  });
  const tx = database.transaction(['drafts', 'files'], 'readwrite');
  tx.objectStore('drafts').put(draft, id);
  for (const { key, bytes } of files) tx.objectStore('files').put(new Blob([new Uint8Array(bytes)]), `${id}/${key}`);
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  database.close();
  sessionStorage.setItem('madoguchi-open-1', id);
}

/** Runs in the page: waits for the box, and puts the cursor at its end. */
async function settle(host, box) {
  let found;
  while (!found) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = (host ? document.querySelector(host)?.shadowRoot : document)?.querySelector(box);
  }
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  found.focus();
  found.setSelectionRange(found.value.length, found.value.length);
  window.box = found;
}

async function type(page, letter) {
  await page.ask('Input.dispatchKeyEvent', { type: 'keyDown', key: letter, text: letter });
  await page.ask('Input.dispatchKeyEvent', { type: 'keyUp', key: letter });
}

async function spent(page) {
  const { metrics } = await page.ask('Performance.getMetrics');
  const { TaskDuration, ScriptDuration, LayoutDuration, RecalcStyleDuration } = Object.fromEntries(metrics.map((it) => [it.name, it.value]));
  return { whole: TaskDuration, script: ScriptDuration, layout: LayoutDuration + RecalcStyleDuration };
}

/** What the page's thread spends on `act`, in ms, on the average of many. */
async function average(page, act) {
  const before = await spent(page);
  for (let at = 0; at < PRESSES; at += 1) {
    await act();
    await rest(WAIT_MS);
  }
  const after = await spent(page);
  return Object.fromEntries(Object.keys(after).map((key) => [key, ((after[key] - before[key]) * 1000) / PRESSES]));
}

/** One letter, without what the page does anyway. */
async function measure(page, letter) {
  // The thread's own time: what else the machine does counts less.
  await page.ask('Performance.enable', { timeDomain: 'threadTicks' });
  await rest(SETTLE_MS);
  for (let at = 0; at < WARM_UP; at += 1) {
    await type(page, letter);
    await rest(WAIT_MS);
  }
  const length = await page.run(() => window.box.value.length);
  const idle = await average(page, () => {});
  const typed = await average(page, () => type(page, letter));
  const longer = (await page.run(() => window.box.value.length)) - length;
  if (longer !== PRESSES) throw new Error(`of ${PRESSES} letters ${longer} stand in the box`);
  return Object.fromEntries(Object.keys(idle).map((key) => [key, Math.max(0, typed[key] - idle[key])]));
}

const ours = (origin) => (page) => {
  const { day, field, letter, ...draft } = config.about;
  const opened = async () => {
    await page.before(dated, Date.parse(day + MORNING) - Date.now());
    await page.open(origin + EMPTY);
    await page.run(lay, draft);
    await page.open(`${origin}/`);
    await page.run(settle, 'madoguchi-desk', `[data-field="${field}"] :is(input, textarea)`);
  };
  return within(LIMIT_MS, 'the draft to be open', opened()).then(() => measure(page, letter));
};
const survey = (origin, when) => (page) => {
  const opened = async () => {
    await page.open(`${origin}/#${when}`);
    await page.run(settle, '', 'input[type=text]');
  };
  return within(LIMIT_MS, 'the form of SurveyJS', opened()).then(() => measure(page, 'A'));
};

const config = JSON.parse(await readFile(process.argv[2], 'utf8'));
const sites = [];
const works = {};
const titles = {};
for (const { name, folder, title } of config.sites) {
  const site = await serve(folder);
  sites.push(site);
  if (name === 'survey') {
    works.letters = survey(site.origin, 'letters');
    titles.letters = `${title}, judging each letter`;
    works.leaving = survey(site.origin, 'leaving');
    titles.leaving = `${title}, judging when the box is left`;
  } else {
    works[name] = ours(site.origin);
    titles[name] = title;
  }
}
const names = Object.keys(works);
const found = Object.fromEntries(names.map((name) => [name, []]));
for (let time = 1; time <= config.times; time += 1) {
  for (const name of inCircle(names, time)) found[name].push(await visit(config, { slow: false }, works[name]));
  const wholes = names.map((name) => `${name} ${found[name].at(-1).whole.toFixed(1)} ms`);
  console.log(`  one letter, round ${time} of ${config.times}: ${wholes.join(', ')}`);
}
sites.forEach((site) => site.close());

const of = (name, key) => summary(found[name].map((it) => it[key]));
const rows = names.slice(1).flatMap((name) =>
  Object.entries({ whole: 'the whole', script: 'script', layout: 'layout and style' }).map(([key, what]) =>
    row(`keys: one letter typed, ${what}`, of('ours', key), titles[name], of(name, key)),
  ),
);
console.log(JSON.stringify({ rows, about: { rounds: config.times, presses: PRESSES, found } }));
