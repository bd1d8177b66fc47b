// How long a visitor with an empty browser and the line of a phone waits for the first question, and for the page after it.
import { readFile } from 'node:fs/promises';
import { inCircle, row, summary } from '../figures.js';
import { rest, within } from './devtools.js';
import { serve } from './sites.js';
import { visit } from './visit.js';

const LIMIT_MS = 120_000;
/** Nothing is asked for any more when nothing was for so long. */
const QUIET_MS = 2_000;

/** Runs in the page before everything else: notes when a question stands there, and when another stands in its place. */
function watch({ host, question, choice, next }) {
  const EVERY_MS = 10;
  const root = () => (host ? document.querySelector(host)?.shadowRoot : document);
  const stands = (it) => it && it.getClientRects().length > 0;
  const until = (test) =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!test()) return;
        clearInterval(timer);
        resolve(performance.now());
      }, EVERY_MS);
    });
  const middle = (it) => {
    it.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = it.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  window.visit = {
    first: until(() => stands(root()?.querySelector(question))),
    begun: performance.timeOrigin,
    choice: () => middle(root().querySelector(choice)),
    next() {
      const button = root().querySelector(next);
      window.visit.pressed = new Promise((resolve) => {
        // When the button was let go, not when the page got round to hear of it.
        const hear = (event) => event.composedPath().includes(button) && resolve(event.timeStamp);
        addEventListener('click', hear, { capture: true });
      });
      const others = () => [...root().querySelectorAll('[data-field]')].filter(stands);
      window.visit.second = until(() => !root().querySelector(question) && others().length > 0);
      return middle(button);
    },
  };
}

/** Hears what goes over the line. */
function wire(page) {
  const open = new Set();
  const loaded = [];
  let last = performance.now();
  let offset;
  page.on('Network.requestWillBeSent', ({ requestId, timestamp, wallTime }) => {
    open.add(requestId);
    offset ??= wallTime - timestamp;
    last = performance.now();
  });
  const end = ({ requestId, timestamp, encodedDataLength = 0 }) => {
    open.delete(requestId);
    loaded.push({ ms: (timestamp + offset) * 1000, bytes: encodedDataLength });
    last = performance.now();
  };
  page.on('Network.loadingFinished', end);
  page.on('Network.loadingFailed', end);
  const sum = (of) => of.reduce((bytes, it) => bytes + it.bytes, 0);
  return {
    async quiet() {
      while (open.size > 0 || performance.now() - last < QUIET_MS) await rest(50);
    },
    before: (ms) => sum(loaded.filter((it) => it.ms <= ms)),
    all: () => sum(loaded),
  };
}

/** What is looked for on a page of ours, and on one of SurveyJS. */
const OURS = (field) => ({
  host: 'madoguchi-desk',
  question: `[data-field="${field}"]`,
  choice: `[data-field="${field}"] input`,
  next: 'form [type=submit]',
});
const SURVEY = () => ({ question: 'input[type=radio]' });

/** One visit: the first question is answered at once, where a page follows it. */
function stay(config, origin, looked) {
  return visit(config, { slow: true }, async (page) => {
    const line = wire(page);
    await page.before(watch, looked);
    await page.open(`${origin}/`);
    const first = await within(LIMIT_MS, 'the first question', page.run(() => window.visit.first));
    const found = { first };
    if (looked.next) {
      await page.press(await page.run(() => window.visit.choice()));
      await page.press(await page.run(() => window.visit.next()));
      found.second = await within(LIMIT_MS, 'the second page', page.run(() => window.visit.second));
      found.after = found.second - (await page.run(() => window.visit.pressed));
    }
    await within(LIMIT_MS, 'the line to fall silent', line.quiet());
    found.until = line.before((await page.run(() => window.visit.begun)) + first);
    found.all = line.all();
    return found;
  });
}

const config = JSON.parse(await readFile(process.argv[2], 'utf8'));
const sites = {};
const found = {};
for (const { name, folder } of config.sites) {
  sites[name] = await serve(folder);
  found[name] = [];
}
const names = Object.keys(sites);
for (let time = 1; time <= config.times; time += 1) {
  for (const name of inCircle(names, time)) {
    const looked = name === 'survey' ? SURVEY() : OURS(config.about.field);
    found[name].push(await stay(config, sites[name].origin, looked));
  }
  const firsts = names.map((name) => `${name} ${Math.round(found[name].at(-1).first)} ms`);
  console.log(`  first question, round ${time} of ${config.times}: ${firsts.join(', ')}`);
}
Object.values(sites).forEach((site) => site.close());

const of = (name, what) => summary(found[name].map((it) => it[what]));
const lines = (what, key, unit, others) => others.map(({ name, title }) => row(`first: ${what}`, of('ours', key), title, of(name, key), unit));
const alone = (what, key, unit) => row(`first: ${what}`, of('ours', key), undefined, undefined, unit);
const others = config.sites.slice(1);
const builds = others.filter(({ name }) => name === 'beside');
const second = (what, key) => (builds.length > 0 ? lines(what, key, 'ms', builds) : [alone(what, key, 'ms')]);
const rows = [
  ...lines('from the address to the first question', 'first', 'ms', others),
  ...second('from "next" to the second page', 'after'),
  ...second('from the address to the second page, answered at once', 'second'),
  ...lines('loaded until the first question', 'until', 'bytes', others),
  ...lines('loaded in all (ours with the second page)', 'all', 'bytes', others),
];
console.log(JSON.stringify({ rows, about: { rounds: config.times, visits: found } }));
