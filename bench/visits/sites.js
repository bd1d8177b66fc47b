// Built folders as a good server sends them: packed, over connections that stay open, each folder at an origin of its own.
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, sep } from 'node:path';

const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
// Longer than a visit: a connection that the server closes would be opened anew in the middle of it.
const KEEP_MS = 120_000;
/** A page with nothing on it, at every origin. */
export const EMPTY = '/empty';

/** Whether the name tells of the content, so that it may be kept for ever. */
function lasts(name) {
  return /[-./][0-9a-f]{8,}[-_./]/.test(name);
}

/** Serves a folder. All of it is held in memory, so that no disk is measured. */
export async function serve(folder) {
  const files = new Map();
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of found.filter((it) => it.isFile())) {
    const path = join(file.parentPath ?? file.path, file.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, await readFile(path));
  }
  if (!files.has('/index.html.br')) throw new Error(`${folder} is no release: its files are not packed`);
  const server = createServer(({ url, headers }, answer) => {
    const path = url.split(/[?#]/)[0];
    const name = path === '/' ? '/index.html' : path;
    if (name === EMPTY) {
      answer.writeHead(200, { 'Content-Type': KINDS['.html'] }).end('<!doctype html>');
      return;
    }
    const plain = files.get(name);
    if (!plain) {
      answer.writeHead(404, { 'Content-Length': 0 }).end();
      return;
    }
    const packed = /\bbr\b/.test(headers['accept-encoding'] ?? '') && files.get(`${name}.br`);
    const body = packed || plain;
    answer.writeHead(200, {
      'Content-Type': KINDS[extname(name)] ?? 'application/octet-stream',
      'Content-Length': body.length,
      ...(packed && { 'Content-Encoding': 'br' }),
      'Cache-Control': lasts(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    });
    answer.end(body);
  });
  server.keepAliveTimeout = KEEP_MS;
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
