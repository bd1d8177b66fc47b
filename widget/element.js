// <madoguchi-desk>: the only JavaScript written by hand. It forwards, and decides nothing.
// The blanks are filled in by xtask/src/post_build/loader.rs; public members are described in madoguchi.d.ts.

// What loads before the first question: the name of each file, how many bytes it has, and what they hash to where that is checked.
const GLUE = "__GLUE__";
const PROGRAM = "__PROGRAM__";
const STYLES = "__STYLES__";
const CORE = "__CORE__";
const FIRST_WORDS = new Map("__FIRST_WORDS__"); // by language

// Said where the page says nothing itself: a few texts of the rulebook, by language, the original first.
const WORDS = new Map("__WORDS__");
const ELSEWHERE = "https://www.moj.go.jp/isa/applications/online/onlineshinsei.html";

// A slow line is no broken one: a file is given up when nothing of it has come for so long. Where only the browser can check a
// file, it hands it over whole, and until then nobody sees whether anything comes.
const SILENCE = 30_000;
const WHOLE = 300_000;

const at = (name) => new URL(name, import.meta.url).href;

// Bytes that have come of each file, and who wants to hear of more. A second try does not take back what was shown.
const come = new Map();
const listening = new Set();
const count = (file, bytes) => {
  come.set(file, Math.max(Math.min(bytes, file.bytes), come.get(file) ?? 0));
  for (const tell of listening) tell();
};

const hash = async (bytes) =>
  `sha384-${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-384", bytes))))}`;

// `begun` is given the answer before its bytes: what can be done with them as they come need not wait for the last.
async function ask(file, { folder = "", begun, ...how } = {}) {
  const own = globalThis.crypto?.subtle; // not there on pages without TLS
  const by = file.integrity && !own ? { integrity: file.integrity } : {};
  const stop = new AbortController();
  let limit;
  const wait = (ms) => {
    clearTimeout(limit);
    limit = setTimeout(() => stop.abort(), ms);
  };
  try {
    wait(by.integrity ? WHOLE : SILENCE);
    const answer = await fetch(at(folder + file.name), { ...how, ...by, signal: stop.signal });
    if (!answer.ok) throw Object.assign(new Error(`${file.name}: ${answer.status}`), { gone: [404, 410].includes(answer.status) });
    begun?.(answer);
    const pieces = [];
    let length = 0;
    const reader = answer.body.getReader();
    for (let piece; !(piece = await reader.read()).done; ) {
      wait(SILENCE);
      pieces.push(piece.value);
      length += piece.value.length;
      count(file, length);
    }
    const bytes = new Uint8Array(length);
    for (let piece; (piece = pieces.pop()); ) bytes.set(piece, (length -= piece.length));
    if (file.integrity && own && (await hash(bytes)) !== file.integrity) throw new Error(`${file.name}: integrity`);
    return bytes.buffer;
  } finally {
    clearTimeout(limit);
  }
}

// What the browser has kept of it may be the fault: the second time it must ask.
const twice = (file, begun) => ask(file, { begun }).catch(() => ask(file, { begun, cache: "reload" }));

// Once for all desks of a page. What did not come is forgotten, so that a desk put back later tries again.
const loaded = new Map();
const once = (load) => {
  if (!loaded.has(load)) {
    const loading = load();
    loaded.set(load, loading);
    loading.catch(() => loaded.delete(load));
  }
  return loaded.get(load);
};

async function started() {
  const [glue, module_or_path] = await Promise.all([once(imported), once(compiled)]);
  await glue.default({ module_or_path });
  loaded.delete(compiled); // it is not needed twice
  return glue;
}

// A browser remembers that a module did not come, for as long as the page is open; under another name it asks again.
let failures = 0;
const glue = () =>
  heard(import(at(GLUE.name) + (failures ? `?${failures}` : ""))).catch((why) => {
    failures += 1;
    throw why;
  });

async function imported() {
  const module = await glue().catch(async () => {
    await ask(GLUE, { cache: "reload" }); // an import does not tell whether the file is gone
    return glue();
  });
  count(GLUE, GLUE.bytes);
  return module;
}

// An import tells nothing of its bytes: it is given up when nothing at all has come for so long.
const heard = (importing) =>
  new Promise((resolve, reject) => {
    let limit;
    const wait = () => {
      clearTimeout(limit);
      limit = setTimeout(() => reject(new Error(`${GLUE.name}: late`)), SILENCE);
    };
    listening.add(wait);
    wait();
    importing.then(resolve, reject).finally(() => {
      listening.delete(wait);
      clearTimeout(limit);
    });
  });

// Compiled while it comes, and run only when all of it was checked.
async function compiled() {
  let compiling;
  const bytes = await twice(PROGRAM, (answer) => {
    compiling = WebAssembly.compileStreaming(answer.clone());
    compiling.catch(() => {}); // reported below, where it is awaited
  });
  return compiling.catch(() => bytes); // a server that calls it something else than application/wasm
}

// A sheet made by script needs no permission in the host's style-src.
async function styled() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(new TextDecoder().decode(await twice(STYLES)));
  return sheet;
}

// The first packs, asked for as src/ports/packs.rs does, beside the program instead of after it. Each is given once: whoever needs
// it again, or did not get it, asks by itself.
function early(lang) {
  const how = { folder: "packs/", cache: "force-cache", credentials: "omit", referrerPolicy: "no-referrer" };
  const coming = new Map([CORE, ...FIRST_WORDS.get(lang)].map((file) => [file.name, ask(file, how)]));
  for (const it of coming.values()) it.catch(() => {}); // heard of by whoever is given it
  return (name) => {
    const it = coming.get(name);
    coming.delete(name);
    return it;
  };
}

class MadoguchiDesk extends HTMLElement {
  static observedAttributes = ["procedure", "lang", "backend", "theme", "routing", "density", "preload"];

  #desk; // the handle of the mounted app
  #box; // where it is mounted
  #said; // our own words, while there is no desk
  #send;

  constructor() {
    super();
    // Heard from here when the program does not load, and from the desk when the rulebook does not.
    this.addEventListener("madoguchi-failed", (event) => {
      if (event.target === this && event.detail === "newer") this.#sorry("newer", "[data-newer]", "[data-failed]");
      if (event.target === this && event.detail === "load") this.#sorry("failed", "[data-failed]");
    });
    // The first place of a desk: it is open.
    this.addEventListener("madoguchi-place", (event) => {
      if (event.target === this) this.#unsay();
    });
  }

  get send() {
    return this.#send;
  }

  set send(value) {
    this.#send = value;
    this.#desk?.set("send", value);
  }

  connectedCallback() {
    // A host may have set the property before this class was known.
    if (Object.hasOwn(this, "send")) {
      const value = this.send;
      delete this.send;
      this.send = value;
    }
    if (!this.#desk) this.#open();
  }

  disconnectedCallback() {
    // Moving an element disconnects and connects it at once; that must not close the desk.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(name, _before, value) {
    this.#desk?.set(name, value ?? undefined);
  }

  async #open() {
    // Earlier, what the page puts into the element may not be here yet.
    if (document.readyState !== "loading") this.#wait();
    else document.addEventListener("DOMContentLoaded", () => this.#wait(), { once: true });
    listening.add(this.#progress);
    const packs = early(this.#language());
    try {
      const [app, sheet] = await Promise.all([once(started), once(styled)]);
      if (!this.isConnected || this.#desk) return;
      // Only now, if the page has words of its own: a shadow root hides what stands in the element until then.
      const root = this.#root();
      root.adoptedStyleSheets = [sheet];
      this.#box = root.appendChild(document.createElement("div"));
      this.#desk = app.mount(this.#box, this.#options(), at("."), CORE.name, this, packs);
    } catch (why) {
      this.#fail(why);
    }
  }

  #close() {
    this.#unsay();
    this.#desk?.free();
    this.#box?.remove();
    this.#desk = this.#box = undefined;
  }

  #root() {
    return this.shadowRoot ?? this.attachShadow({ mode: "open" });
  }

  #wait() {
    const own = this.childElementCount || this.textContent.trim();
    if (!own && !this.#desk && this.isConnected) this.#say("opening");
    this.#progress();
  }

  // The language in which the desk will speak, chosen as src/errands/words.rs does.
  #language() {
    const wished = this.lang || document.documentElement.lang;
    return [wished, wished.split("-")[0], ...WORDS.keys()].find((it) => WORDS.has(it));
  }

  // In bars of the page, which may come and go, and in our own. One function for each desk, so that it can be told and forgotten.
  #progress = () => {
    const files = [GLUE, PROGRAM, STYLES, CORE, ...FIRST_WORDS.get(this.#language())];
    const sum = (of) => files.reduce((all, file) => all + of(file), 0);
    const own = this.#said?.querySelectorAll("progress") ?? [];
    for (const bar of [...this.querySelectorAll("[data-progress]"), ...own]) {
      bar.max = sum((file) => file.bytes);
      bar.value = sum((file) => come.get(file) ?? 0);
    }
  };

  // In the page's own words, if it has some.
  #sorry(what, ...marks) {
    listening.delete(this.#progress);
    const own = marks.map((mark) => this.querySelectorAll(mark)).find((texts) => texts.length);
    for (const text of own ?? []) text.hidden = false;
    if (!own) this.#say(what);
  }

  // Beside what the page says itself, and heard: what comes into a status is read out.
  #say(what) {
    const lang = this.#language();
    const words = WORDS.get(lang);
    const put = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
    const lines = [put("p", words[what])];
    if (what === "opening") {
      const bar = put("progress", "");
      bar.setAttribute("aria-label", words.opening);
      bar.setAttribute("aria-live", "off"); // how far it is need not be read out with every piece that comes
      lines.push(bar);
    } else {
      // After a new release only the whole page knows the names of what lies there now.
      if (what === "failed") lines.push(put("button", words.again, { type: "button", onclick: () => this.#again() }));
      const elsewhere = put("p", `${words.elsewhere} `);
      elsewhere.append(put("a", words.official, { href: ELSEWHERE, rel: "noreferrer" }));
      lines.push(elsewhere);
    }
    this.#said ??= this.#root().insertBefore(put("div", "", { role: "status", tabIndex: -1 }), this.#root().firstChild);
    this.#said.lang = lang;
    this.#said.replaceChildren(document.createElement("slot"), ...lines);
  }

  #unsay() {
    listening.delete(this.#progress);
    this.#said?.remove();
    this.#said = undefined;
  }

  #again() {
    this.#close();
    this.#open();
    this.#said?.focus(); // the button that was pressed is gone
  }

  #options() {
    const options = { send: this.#send };
    for (const name of MadoguchiDesk.observedAttributes) {
      options[name] = this.getAttribute(name) ?? undefined;
    }
    return options;
  }

  #fail(why) {
    console.error(why);
    const detail = why.gone ? "newer" : "load";
    this.dispatchEvent(new CustomEvent("madoguchi-failed", { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("madoguchi-desk")) customElements.define("madoguchi-desk", MadoguchiDesk);
