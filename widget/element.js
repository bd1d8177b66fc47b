// <madoguchi-desk>: the only JavaScript written by hand. It forwards, and decides nothing.
// The blanks are filled in by xtask/src/post_build/loader.rs; public members are described in madoguchi.d.ts.

const at = (name) => new URL(name, import.meta.url).href;
const checked = (name, integrity) => fetch(at(name), { integrity });

// Once for all desks of a page. Forgotten when it fails, so that a desk put back later tries again.
let loading;
let failures = 0;
const load = () =>
  (loading ??= Promise.all([app(), styles()]).catch((why) => {
    loading = undefined;
    failures += 1;
    throw why;
  }));

async function app() {
  const program = checked("__APP_WASM__", "__APP_WASM_INTEGRITY__");
  program.catch(() => {}); // reported below, where it is awaited
  // A browser remembers that a module did not come, for as long as the page is open; under another name it asks again.
  const glue = await import(at("__APP_JS__") + (failures ? `?${failures}` : ""));
  await glue.default({ module_or_path: program });
  return glue;
}

// A sheet made by script needs no permission in the host's style-src.
async function styles() {
  const file = await checked("__CSS__", "__CSS_INTEGRITY__");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await file.text());
  return sheet;
}

// Said where the page says nothing itself: a few texts of the rulebook, by language, the original first.
const WORDS = new Map("__WORDS__");
const ELSEWHERE = "https://www.moj.go.jp/isa/applications/online/onlineshinsei.html";

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
      if (event.target !== this || event.detail !== "load") return;
      const own = this.querySelectorAll("[data-failed]");
      for (const text of own) text.hidden = false;
      if (!own.length) this.#say("failed");
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
    try {
      const [app, sheet] = await load();
      if (!this.isConnected || this.#desk) return;
      // Only now, if the page has words of its own: a shadow root hides what stands in the element until then.
      const root = this.#root();
      root.adoptedStyleSheets = [sheet];
      this.#box = root.appendChild(document.createElement("div"));
      this.#desk = app.mount(this.#box, this.#options(), at("."), "__CORE_PACK__", this);
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
  }

  // Beside what the page says itself, and heard: what comes into a status is read out.
  #say(what) {
    const wished = this.lang || document.documentElement.lang;
    const lang = [wished, wished.split("-")[0], ...WORDS.keys()].find((it) => WORDS.has(it));
    const words = WORDS.get(lang);
    const put = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
    const lines = [put("p", words[what])];
    if (what === "failed") {
      lines.push(put("button", words.again, { type: "button", onclick: () => this.#again() }));
      const elsewhere = put("p", `${words.elsewhere} `);
      elsewhere.append(put("a", words.official, { href: ELSEWHERE, rel: "noreferrer" }));
      lines.push(elsewhere);
    }
    this.#said ??= this.#root().insertBefore(put("div", "", { role: "status", tabIndex: -1 }), this.#root().firstChild);
    this.#said.lang = lang;
    this.#said.replaceChildren(document.createElement("slot"), ...lines);
  }

  #unsay() {
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
    this.dispatchEvent(new CustomEvent("madoguchi-failed", { bubbles: true, composed: true, detail: "load" }));
  }
}

if (!customElements.get("madoguchi-desk")) customElements.define("madoguchi-desk", MadoguchiDesk);
