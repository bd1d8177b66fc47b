// The measuring page of `cargo xtask bench`: runs one part, tells how far it is, and hands its figures back to the tool.
import { tell } from './tell.js';

const PARTS = { photo: './photo.js', papers: './papers.js', engine: './engine/page.js' };

async function main() {
  const config = await (await fetch('/config.json')).json();
  const part = await import(config.beside && config.part !== 'engine' ? './beside.js' : PARTS[config.part]);
  tell('done', await part.measure(config));
}

addEventListener('error', (event) => tell('failed', `${event.message} (${event.filename}:${event.lineno})`));
main().catch((why) => tell('failed', String(why?.stack ?? why)));
