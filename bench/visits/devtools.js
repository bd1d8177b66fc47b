// A Chromium of our own, spoken to over a pipe in its DevTools protocol: JSON messages, each ended by a zero.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** It ends by itself after so many ms, or is ended. */
const END_MS = 5_000;

export class Chromium {
  #child;
  #pipe;
  #last = 0;
  #asked = new Map();
  #ears = new Map();
  #gone;
  #ended = '';

  /** Starts the program with this empty folder as its profile. What it says goes to the file `log`. */
  constructor(program, profile, log, options = []) {
    const said = openSync(log, 'a');
    this.#child = spawn(
      program,
      ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...options, 'about:blank'],
      { stdio: ['ignore', 'ignore', said, 'pipe', 'pipe'] },
    );
    closeSync(said);
    this.#pipe = this.#child.stdio[3];
    // The program may be gone before it is told something; who waits for the answer hears of it below.
    this.#pipe.on('error', () => {});
    this.#gone = new Promise((resolve) => {
      const end = (why) => {
        this.#ended = `Chromium has ended (${why})`;
        for (const { reject } of this.#asked.values()) reject(new Error(this.#ended));
        this.#asked.clear();
        resolve();
      };
      this.#child.on('error', (why) => end(why.message));
      this.#child.on('exit', (code, signal) => end(code ?? signal));
    });
    this.#hear(this.#child.stdio[4]);
  }

  #hear(stream) {
    let rest = [];
    stream.on('data', (piece) => {
      let begin = 0;
      for (let end = piece.indexOf(0); end >= 0; end = piece.indexOf(0, begin)) {
        const message = Buffer.concat([...rest, piece.subarray(begin, end)]);
        rest = [];
        begin = end + 1;
        this.#take(JSON.parse(message.toString()));
      }
      if (begin < piece.length) rest.push(piece.subarray(begin));
    });
  }

  #take({ id, method, params, result, error, sessionId }) {
    if (id === undefined) {
      for (const ear of this.#ears.get(`${sessionId ?? ''} ${method}`) ?? []) ear(params);
      return;
    }
    const { resolve, reject, of } = this.#asked.get(id) ?? {};
    this.#asked.delete(id);
    if (error) reject?.(new Error(`${of}: ${error.message}`));
    else resolve?.(result);
  }

  /** Asks for something, of the browser or of one page, and gives the answer. */
  ask(method, params = {}, sessionId = undefined) {
    if (this.#ended) return Promise.reject(new Error(this.#ended));
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject, of: method });
      this.#pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Calls `ear` whenever it says this. */
  on(method, ear, sessionId = '') {
    const name = `${sessionId} ${method}`;
    this.#ears.set(name, [...(this.#ears.get(name) ?? []), ear]);
  }

  /** The page with which it has started. */
  async page() {
    for (;;) {
      const { targetInfos } = await this.ask('Target.getTargets');
      const page = targetInfos.find(({ type }) => type === 'page');
      if (page) {
        const { sessionId } = await this.ask('Target.attachToTarget', { targetId: page.targetId, flatten: true });
        return new Page(this, sessionId);
      }
      await rest(20);
    }
  }

  /** Ends it, and waits until it has let go of its profile. */
  async end() {
    this.ask('Browser.close').catch(() => {});
    const late = setTimeout(() => this.#child.kill('SIGKILL'), END_MS);
    await this.#gone;
    clearTimeout(late);
  }
}

/** One page of it. */
class Page {
  #browser;
  #session;

  constructor(browser, session) {
    this.#browser = browser;
    this.#session = session;
  }

  ask(method, params) {
    return this.#browser.ask(method, params, this.#session);
  }

  on(method, ear) {
    this.#browser.on(method, ear, this.#session);
  }

  /** Runs a function in the page with these plain values, and gives what it comes to, a promise's value too. */
  async run(work, ...values) {
    const { result, exceptionDetails: wrong } = await this.ask('Runtime.evaluate', {
      expression: call(work, values),
      awaitPromise: true,
      returnByValue: true,
    });
    if (wrong) throw new Error(`the page says: ${wrong.exception?.description ?? wrong.text}`);
    return result.value;
  }

  /** From the next document on, this function runs before everything else in it. */
  before(work, ...values) {
    return this.ask('Page.addScriptToEvaluateOnNewDocument', { source: call(work, values) });
  }

  /** Opens an address; the answer is there when its document has begun. */
  async open(url) {
    const { errorText } = await this.ask('Page.navigate', { url });
    if (errorText) throw new Error(`${url} cannot be opened: ${errorText}`);
  }

  /** Presses the main button over this point of the page. */
  async press({ x, y }) {
    const at = { x, y, button: 'left', clickCount: 1 };
    await this.ask('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' });
    await this.ask('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
  }
}

function call(work, values) {
  return `(${work})(${values.map((value) => JSON.stringify(value)).join(', ')})`;
}

export function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The value of a promise, or an error after so many ms. */
export function within(ms, what, promise) {
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms / 1000} s in vain for ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
