/**
 * The public face of `<madoguchi-desk>`, all of it.
 *
 * The module `madoguchi.js` exports nothing: loading it defines the element. Options are **attributes**, written in the
 * page or set with `setAttribute`; `send` is the one property. Methods there are none.
 *
 * This file changes with the version of the package. What a packet looks like has its own number, `Packet.version`.
 */

/** The options of a desk. All may be left out. All but `send` are attributes, and texts. */
export interface DeskOptions {
  /**
   * The procedure to begin with: the name of one in `rulebook/procedures`, for example `extension`. It is chosen for the person, who
   * still sees the question and may choose another. A name that the rulebook does not have is passed over. Read when a new
   * application is begun.
   */
  procedure?: string;

  /**
   * Language of the desk: a code of `rulebook/languages.toml`, written exactly so (`ja`, `en`; not `en-US`). Without it the `lang` of
   * the page's `<html>` counts, and where the desk does not speak that, Japanese. A saved draft comes back in the language in
   * which it was left. May be changed at any time; nothing that was typed is touched.
   */
  lang?: Lang;

  /**
   * Address that takes finished applications by `POST` (`docs/submission.md`), absolute or seen from the page. Without it and without
   * `send` the desk hands over files only. Set it before the desk opens: a later change moves where an application goes, but the
   * desk goes on naming the receiver with which it began.
   */
  backend?: string;

  /** `light` refuses the dark scheme. Anything else follows the person's system. May be changed at any time. */
  theme?: "light";

  /**
   * `hash` says that the page belongs to the desk: the place is mirrored in the address (`#tasks`), the browser's Back goes one place
   * back, and the page's title follows. Without it the desk touches neither. Read when the desk opens.
   */
  routing?: "hash";

  /**
   * `office` is for those who do this every day: closer lines, and what is wrong is said while typing. Without it, it is said on "next".
   * May be changed at any time.
   */
  density?: "office";

  /**
   * `all` fetches every pack of the rulebook when the desk opens, so that their names do not tell the file server which road a person
   * takes. It costs their size. Packs of words are not among them. Read when the desk opens.
   */
  preload?: "all";

  /**
   * A function of yours that takes finished applications, instead of `backend`. The only option that is a property. If both are
   * there when the desk opens, `send` wins; later, whichever was set last.
   */
  send?: Send;
}

/** The languages that the desk speaks today. */
export type Lang = "ja" | "en" | (string & {});

/**
 * Takes a finished application. Called only after the person has pressed send, and without a `this`.
 *
 * Answer with a `Receipt`. To refuse, throw (or reject with) a `Problem`: its findings are shown beside the answers they are
 * about. Whatever else is thrown counts as "it did not arrive", and so does an answer that is no `Receipt`: then the function
 * **is called again**, up to four times by itself and whenever the person asks for it, with the same `key`. So keep one
 * application a key. There is no time limit: you may ask the person to sign in first.
 */
export type Send = (packet: Packet, files: SentFile[], key: string) => Receipt | Promise<Receipt>;

/** One file, with its bytes. */
export interface SentFile {
  /** Names the file: that of one entry of `packet.files`. */
  key: string;
  /** A readable file name, made by the desk. Still only text: do not use it as a path. */
  name: string;
  /** The bytes, as the person chose them. */
  blob: Blob;
}

/** What is sent, without the bytes of the files. `docs/submission.md` says what a receiver must check. */
export interface Packet {
  /** Version of this form. */
  version: 1;
  /** Fingerprint of the rulebook by which it was judged. */
  edition: string;
  /** The day on which it was judged, in Asia/Tokyo: `2026-11-23`. */
  judged_on: string;
  /** The kind of user: `k.self`. */
  applicant: string;
  /** The procedure: `p.extension`. */
  procedure: string;
  /** The status of residence: `s.engineer`. */
  status: string;
  /** The answer to every question that was asked. */
  answers: Answer[];
  /** The rows of each group in order. Absent where there are none. */
  rows?: Record<string, number[]>;
  /** The files that belong to it. */
  files: PacketFile[];
  /** Doubts that the person was shown and sends with: `place: rule`. Absent where there are none. */
  accepted?: string[];
}

/** One answer. */
export interface Answer {
  /** The question: `f.birth_date`. */
  field: string;
  /** The row, for questions that repeat. */
  row?: number;
  /** Exactly what was typed or chosen. Absent where the question was seen and left empty. */
  typed?: string;
}

/** One file of a packet. */
export interface PacketFile {
  /** Names the file within the packet. */
  key: string;
  /** The document that it is given for: `d.photo`. */
  document: string;
  /** A readable file name, made by the desk. */
  name: string;
  /** Size in bytes. */
  bytes: number;
  /** Media type, by content. */
  media_type: string;
  /** The day on which the paper was issued, as the person said: `2026-10-30`. Absent where nobody did. */
  issued?: string;
  /** SHA-256 of its bytes, in hex. Absent where the page has no TLS, and so no `crypto.subtle`. */
  sha256?: string;
}

/** What the receiving side answers when it has taken a packet. Shown to the person, and kept in the draft. */
export interface Receipt {
  /** Number to name the application by. */
  number: string;
  /** What a question about its state needs. Shown to the person once. */
  secret: string;
  /** When it was taken: `2026-11-23T14:05:09+09:00`. */
  received_at: string;
  /** Fingerprint of what was taken, in hex; `docs/submission.md` says over what. */
  digest: string;
  /** Until which day it is kept: `2026-12-23`. */
  kept_until: string;
  /** Where to ask for its state, if anywhere. */
  status_url?: string;
}

/** Why a packet was not taken: problem details as in RFC 9457. Every member may be left out. */
export interface Problem {
  /** Names the kind of problem. */
  type?: string;
  /** What it is, in English, for whoever runs the page. */
  title?: string;
  /** An HTTP status. Where there are no findings, it says what the desk tells the person: 413 "too large", 503 "busy", and so on. */
  status?: number;
  /** More about this one. */
  detail?: string;
  /** What is wrong with the packet. */
  findings?: Finding[];
  /** Edition of the rulebook by which the receiving side judged. */
  edition?: string;
  /** Edition that the packet names. Where the two differ and there are no findings, the desk asks for a reload. */
  packet_edition?: string;
}

/** Something that is wrong, doubtful or could be better. */
export interface Finding {
  /** Names the rule. */
  rule: string;
  /** Where it is. */
  at: At;
  /** What it means for sending. */
  severity: "blocks" | "warns" | "advises";
  /** How sure it is: the agency's own text, a reproduction, a limit of the software, a third party, nobody's text. */
  grade: "official" | "copy" | "own" | "secondary" | "general";
  /** Id of the text that says what is wrong. An id that the rulebook's texts do not have is shown as it is. */
  text: string;
  /** What to put into `{places}` of the texts. */
  args?: [name: string, value: Arg][];
  /** Id of the text that says how to mend it; one that does not exist is left out. */
  hint: string;
  /** Id of the source where the rule is written. */
  source?: string;
  /** The answers that made it so. */
  because?: { field: string; row?: number }[];
}

/** Where a finding is: at an answer, a group, a document, one file of it (document and key), all papers, or the whole question. */
export type At =
  | { field: { field: string; row?: number } }
  | { group: string }
  | { document: string }
  | { file: [document: string, key: string] }
  | "papers"
  | "eligibility";

/** What is put into a text: as it is, a number, a day (`2026-11-23`), or the text with this id. */
export type Arg = { text: string } | { number: number } | { day: string } | { words: string };

/** What a desk tells its page. No event carries an answer, a file or a receipt. All bubble, also out of shadow roots. */
export interface DeskEvents {
  /** The person is at another place. `detail` is its name, as the address shows it: `step/who`, `verdict`, `tasks`, `photo`. */
  "madoguchi-place": CustomEvent<string>;
  /** An application was taken. `detail` is empty. */
  "madoguchi-sent": CustomEvent<string>;
  /**
   * Something failed that a page may want to know. `detail` says what: `load` the program or the rulebook did not load, `newer` the
   * server does not have the files of this build any more, and the page should be reloaded, `refused` the receiving side refused,
   * `send` it was not reached and the desk has stopped trying by itself.
   */
  "madoguchi-failed": CustomEvent<"load" | "newer" | "refused" | "send">;
}

/** The element `<madoguchi-desk>`. Attributes are not mirrored as properties. */
export interface MadoguchiDesk extends HTMLElement {
  /** See `DeskOptions.send`. */
  send?: Send;
  addEventListener<K extends keyof DeskEvents>(
    type: K,
    listener: (this: MadoguchiDesk, event: DeskEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "madoguchi-desk": MadoguchiDesk;
  }
}
