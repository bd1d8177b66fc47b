// The measuring of `engine.js` on a page.
import * as engine from '../engine.js';
import { tell } from '../tell.js';

const reach = {
  about: {},
  module: (name) => import(`/${name}`),
  bytes: async (name) => new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer()),
};

export function measure(config) {
  return engine.measure(config, reach, tell);
}
