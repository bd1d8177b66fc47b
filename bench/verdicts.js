// A verdict on each of some hundred PDFs of other projects, by several readers in turn.
import { inTurn, median, row, summary } from './figures.js';
import { tell } from './tell.js';

const ROUNDS = 3;
const WARM_UP = 20;

/** Asks each of `asked`, readers by their names, of which the first is ours. */
export async function verdicts(papers, asked) {
  tell('step', `fetching ${papers.length} papers`);
  const all = await Promise.all(papers.map(async (paper) => ({ ...paper, file: await fileOf(paper), ms: {}, said: {} })));
  const names = Object.keys(asked);

  for (const paper of all.slice(0, WARM_UP)) {
    for (const name of names) await asked[name].ask(paper.file).catch(() => {});
  }
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [at, paper] of all.entries()) {
      if (at % 100 === 0) tell('step', `papers, round ${round} of ${ROUNDS}, ${at} of ${all.length}`);
      for (const name of inTurn(names, round + at)) await one(asked[name], name, paper);
    }
  }
  names.forEach((name) => asked[name].close());

  // Each file counts once, with the middle one of its times. Who never came back has no time; they are counted apart.
  const times = (name) => summary(all.filter((it) => !it.said[name].hung).map((it) => median(it.ms[name])));
  const rows = names.slice(1).map((name) => row('papers: verdict on a PDF', times('ours'), name, times(name)));
  return { rows, noticed: noticed(all, names), about: { files: all.length } };
}

async function fileOf({ url, name }) {
  return new File([await (await fetch(url)).blob()], name, { type: 'application/pdf' });
}

async function one(reader, name, paper) {
  if (paper.said[name]?.hung) return;
  try {
    const said = await reader.ask(paper.file);
    (paper.ms[name] ??= []).push(said.ms);
    paper.said[name] = said;
  } catch (why) {
    // It broke or did not come back: it said nothing, and is not asked again.
    tell('step', `${name}: ${paper.name}: ${why.message}`);
    paper.said[name] = { hung: true };
  }
}

/** Who noticed what, beside what qpdf says of the same files. `odd` names those where we did not do as one would wish. */
function noticed(all, names) {
  const kinds = {
    'locked (qpdf: encrypted)': [(it) => it.locked, (said) => said.locked, true],
    'damaged (qpdf --check: errors)': [(it) => !it.locked && it.checked === 'errors', (said) => said.broken, true],
    'false alarm (qpdf --check: clean)': [(it) => !it.locked && it.checked === 'clean', (said) => said.locked || said.broken, false],
    'did not come back': [() => true, (said) => said.hung, false],
  };
  return Object.entries(kinds).map(([what, [belongs, noticed, wished]]) => {
    const files = all.filter(belongs);
    const by = Object.fromEntries(names.map((name) => [name, files.filter((it) => noticed(it.said[name])).length]));
    const odd = files.filter((it) => Boolean(noticed(it.said.ours)) !== wished).map((it) => it.name);
    return { what, of: files.length, by, odd };
  });
}
