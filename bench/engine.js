// Judging: one change of a form, one key press, a file of many people, the start; by our engine, and by what one would take for a form otherwise.
// The same module runs in Chromium and in Node.
import { rounds, row, summary } from './figures.js';

const WARM_UP = 4;
/** So many changes one after the other, before it is another's turn. */
const CHANGES = 100;
const PEOPLE_ROUNDS = 3;
const START_ROUNDS = 3;
const OTHER = 'the build beside';

/** How long something takes, in us. */
function once(work) {
  const start = performance.now();
  const gave = work();
  return { us: (performance.now() - start) * 1000, gave };
}

function typed(value) {
  return value === true ? 'yes' : String(value);
}

/** The program of one build, and what it opens. */
async function build(reach, folder, data) {
  const program = await reach.module(`${folder}engine_bench.js`);
  program.initSync({ module: await reach.bytes(`${folder}engine_bench_bg.wasm`) });
  const { Desk } = program;
  const form = (times) => Desk.form(data.form, times, data.today);
  const core = () => Desk.open(data.packs.core, data.today);
  const person = (of) => {
    const desk = core();
    for (const [name, bytes] of Object.entries(data.packs)) {
      if (name !== 'core') desk.take(name, bytes);
    }
    desk.person(JSON.stringify(of));
    return desk;
  };
  return { form, core, person };
}

/** One change after the other, each judged whole. Continues where it stopped. */
function changing(desk, changes) {
  let at = 0;
  return () =>
    Array.from({ length: CHANGES }, () => {
      const [name, value] = changes[at++ % changes.length];
      return once(() => {
        desk.set(name, typed(value));
        return desk.assess();
      }).us;
    });
}

/** A text that grows letter by letter, and begins anew. */
function typing(desk, { field, text }) {
  const letters = [...text];
  let at = 0;
  return () =>
    Array.from({ length: CHANGES }, () => {
      const now = letters.slice(0, 1 + (at++ % letters.length)).join('');
      return once(() => {
        desk.set(field, now);
        return desk.assess();
      }).us;
    });
}

function theirs(opened, changes) {
  let at = 0;
  return () =>
    Array.from({ length: CHANGES }, () => {
      const [name, value] = changes[at++ % changes.length];
      return once(() => opened.change(name, value)).us;
    });
}

/** All show the same questions after each of many changes; else nothing is measured. */
function alike(ours, libraries, { changes }) {
  for (let at = 0; at < 2 * changes.length; at += 1) {
    const [name, value] = changes[at % changes.length];
    ours.set(name, typed(value));
    const expected = ours.asked().sort().join();
    for (const [who, opened] of Object.entries(libraries)) {
      opened.change(name, value);
      const shown = opened.shown?.().sort().join() ?? expected;
      if (shown !== expected) throw new Error(`after ${name}, ${who} shows other questions than we`);
    }
  }
}

async function inRounds(times, works, tell, what) {
  await rounds(WARM_UP, works);
  const all = await rounds(times, works, (round) => tell('step', `${what}, round ${round} of ${times}`));
  return Object.fromEntries(Object.entries(all).map(([name, of]) => [name, of.flat()]));
}

/** What is measured of a build of ours, each continuing where it stopped. */
function works(mine, name, data) {
  const { facts, people } = data;
  return {
    [`${name} form`]: changing(mine.form(1), facts.changes),
    [`${name} twice`]: changing(mine.form(2), facts.changes),
    ...Object.fromEntries(people.map((it) => [`${name} ${it.name}`, typing(mine.person(it.person), it.press)])),
  };
}

/** A file of many people is read, checked and written again. */
function filing(mine, data) {
  const desk = mine.person(data.people[0].person);
  const file = desk.file(JSON.stringify(data.people.map((it) => it.person)), data.count);
  return () => {
    const read = once(() => desk.read(file));
    if (read.gave !== data.count) throw new Error(`${read.gave} people were read`);
    const parts = { read: read.us, checked: once(() => desk.check(file)).us, written: once(() => desk.write()).us };
    return { ...parts, whole: parts.read + parts.checked + parts.written };
  };
}

export async function measure(config, reach, tell) {
  const text = async (name) => new TextDecoder().decode(await reach.bytes(name));
  const data = { ...config.engine, form: await text('engine/form.json'), packs: {} };
  data.facts = JSON.parse(data.form);
  for (const name of config.engine.packs) data.packs[name] = await reach.bytes(`data/${name}.bin`);

  const ours = await build(reach, 'own/', data);
  const other = config.beside ? await build(reach, 'beside/', data) : undefined;
  const { libraries = {} } = other ? {} : await reach.module('rivals/engines/libraries.js');
  const opened = () => Object.fromEntries(Object.entries(libraries).map(([name, open]) => [name, open(data.facts)]));
  alike(ours.form(1), opened(), data.facts);

  const changes = data.facts.changes;
  const rivals = Object.fromEntries(Object.entries(opened()).map(([name, it]) => [name, theirs(it, changes)]));
  const both = { ...works(ours, 'ours', data), ...(other && works(other, 'other', data)), ...rivals };
  const judged = await inRounds(config.times, both, tell, `judging in ${config.where}`);

  const files = { ours: filing(ours, data), ...(other && { other: filing(other, data) }) };
  const filed = await rounds(PEOPLE_ROUNDS, files, (round) => tell('step', `${data.count} people, round ${round}`));

  const start = (mine) => () => once(() => mine.core().assess()).us;
  const begin = (mine) => () => once(() => mine.form(1).assess()).us;
  const starts = {
    'ours core': start(ours),
    'ours form': begin(ours),
    ...(other && { 'other core': start(other), 'other form': begin(other) }),
    ...Object.fromEntries(Object.entries(libraries).map(([name, open]) => [name, () => once(() => open(data.facts).change(...changes[0])).us])),
  };
  const started = await rounds(START_ROUNDS * config.times, starts);

  const at = (what) => `engine in ${config.where}: ${what}`;
  const line = (what, of, key, unit = 'us') => row(at(what), summary(of[`ours ${key}`]), other && OTHER, other && summary(of[`other ${key}`]), unit);
  const beside = (what, of, key) => Object.entries(config.rivals ?? {}).map(([name, title]) => row(at(what), summary(of[key]), title, summary(of[name]), 'us'));
  const part = (of, key) => summary(of.map((it) => it[key] / 1000));
  const people = (what, key) => row(at(`${data.count} people ${what}`), part(filed.ours, key), other && OTHER, other && part(filed.other, key), 'ms');
  const change = `one change of ${data.facts.questions.length} questions, judged whole`;
  const opening = 'the form opened and judged once';
  return {
    about: { ...reach.about, changes: judged['ours form'].length },
    rows: [
      ...(other ? [line(change, judged, 'form'), line(opening, started, 'form')] : [...beside(change, judged, 'ours form'), ...beside(opening, started, 'ours form')]),
      row(at('the same of twice the questions, beside once'), summary(judged['ours twice']), 'ours, once', summary(judged['ours form']), 'us'),
      ...(other ? [line('twice the questions', judged, 'twice')] : []),
      ...data.people.map((it) => line(`one key press, ${it.name} (${it.questions} questions)`, judged, it.name)),
      people('read', 'read'),
      people('checked', 'checked'),
      people('written', 'written'),
      people('read, checked and written', 'whole'),
      line('from the core pack to the first judgement', started, 'core'),
    ],
  };
}
