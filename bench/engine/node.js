// The measuring of `engine.js` in Node: the config is the only argument, the figures are the last line that is printed.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { measure } from '../engine.js';

const config = JSON.parse(await readFile(process.argv[2], 'utf8'));
/** `<folder>/<file>` as the server of the page has it. */
function file(name) {
  const [folder, ...rest] = name.split('/');
  return [config.folders[folder], ...rest].join('/');
}
const reach = {
  about: { node: process.version },
  module: (name) => import(pathToFileURL(file(name)).href),
  bytes: (name) => readFile(file(name)),
};
const figures = await measure(config, reach, (_, what) => console.log(`  ${what}`));
console.log(JSON.stringify(figures));
