// <madoguchi-desk>: the only JavaScript written by hand. It forwards, and decides nothing.
// The blanks are filled in by xtask/src/post_build/loader.rs; public members are described in madoguchi.d.ts.

const at = (name) => new URL(name, import.meta.url).href;
const checked = (name, integrity) => fetch(at(name), { integrity });

// Once for all desks of a page. Forgotten when it fails, so that a desk put back later tries again.
let loading;
const load = () =>
  (loading ??= Promise.all([app(), styles()]).catch((why) => {
    loading = undefined;
    throw why;
  }));

async function app() {
  const program = checked("__APP_WASM__", "__APP_WASM_INTEGRITY__");
  program.catch(() => {}); // reported below, where it is awaited
  const glue = await import(at("__APP_JS__"));
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

class MadoguchiDesk extends HTMLElement {
  static observedAttributes = ["procedure", "lang", "backend", "theme", "routing", "density", "preload"];

  #desk; // the handle of the mounted app
  #box; // where it is mounted
  #send;

  constructor() {
    super();
    // Heard from here when the program does not load, and from the desk when the rulebook does not.
    this.addEventListener("madoguchi-failed", (event) => {
      if (event.target !== this || event.detail !== "load") return;
      for (const text of this.querySelectorAll("[data-failed]")) text.hidden = false;
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
    try {
      const [app, sheet] = await load();
      if (!this.isConnected || this.#desk) return;
      // Only now: a shadow root hides what stands in the element until then.
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      this.#box = root.appendChild(document.createElement("div"));
      this.#desk = app.mount(this.#box, this.#options(), at("."), "__CORE_PACK__", this);
    } catch (why) {
      this.#fail(why);
    }
  }

  #close() {
    this.#desk?.free();
    this.#box?.remove();
    this.#desk = this.#box = undefined;
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
