/** What a document says, in order. Names keep their prefix; an element without content opens, then closes. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Decoded; a long text may come in several pieces. */
  text(text: string): void;
}

/** Longest tag or text accepted, in characters: no cell comes near it. */
const MAX_TOKEN_LENGTH = 1_000_000;

export class XmlSyntaxError extends Error {}

/**
 * Reads XML in blocks, without a tree. Made for the parts of workbooks: no document type, hence no entity that
 * expands, and no recursion, so that a hostile file costs its length and nothing more. Throws `XmlSyntaxError`.
 *
 * @example
 * const scanner = new XmlScanner(handler);
 * for (const block of blocks) scanner.push(block);
 * scanner.end(); // throws when an element is still open
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  #rest = "";
  #depth = 0;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  push(block: string): void {
    const text = this.#rest === "" ? block : this.#rest + block;
    let at = 0;
    for (;;) {
      const tag = text.indexOf("<", at);
      if (tag === -1) break;
      if (tag > at) this.#handler.text(decodeEntities(text.slice(at, tag)));
      const next = this.#markup(text, tag);
      if (next === -1) {
        at = tag;
        break;
      }
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > MAX_TOKEN_LENGTH) throw new XmlSyntaxError("token too long");
  }

  end(): void {
    if (this.#depth !== 0 || this.#rest.trim() !== "") throw new XmlSyntaxError("unfinished document");
  }

  /** Reads the markup at `start`; gives where it ends, or -1 when it is not whole yet. */
  #markup(text: string, start: number): number {
    const kind = text[start + 1];
    if (kind === undefined) return -1;
    if (kind === "?") return after(text, "?>", start + 2);
    if (kind === "!") return this.#declaration(text, start);
    const end = tagEnd(text, start + 1);
    if (end === -1) return -1;
    if (kind === "/") {
      this.#depth -= 1;
      if (this.#depth < 0) throw new XmlSyntaxError("element closed twice");
      this.#handler.close(text.slice(start + 2, end).trimEnd());
    } else this.#element(text, start + 1, end);
    return end + 1;
  }

  #element(text: string, start: number, end: number): void {
    const empty = text.charCodeAt(end - 1) === 0x2f;
    const last = empty ? end - 1 : end;
    let cut = start;
    while (cut < last && text.charCodeAt(cut) > 0x20) cut++;
    const name = text.slice(start, cut);
    this.#handler.open(name, text.slice(cut, last));
    if (empty) this.#handler.close(name);
    else this.#depth += 1;
  }

  #declaration(text: string, start: number): number {
    if (text.length < start + 9) return -1;
    if (text.startsWith("<!--", start)) return after(text, "-->", start + 4);
    // A document type may define entities that grow without end; no spreadsheet writes one.
    if (!text.startsWith("<![CDATA[", start)) throw new XmlSyntaxError("document type");
    const end = text.indexOf("]]>", start + 9);
    if (end === -1) return -1;
    this.#handler.text(text.slice(start + 9, end));
    return end + 3;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

/** Where the tag ends: a `>` inside a quoted value does not end it. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf(">", from);
  let seen = from;
  let quote = 0;
  while (end !== -1) {
    for (; seen < end; seen++) {
      const code = text.charCodeAt(seen);
      if (quote === 0 ? code === 0x22 || code === 0x27 : code === quote) quote = quote === 0 ? code : 0;
    }
    if (quote === 0) return end;
    end = text.indexOf(">", end + 1);
  }
  return -1;
}

/**
 * The value of one attribute, by its name as written.
 *
 * @example attribute(' r="B2" t="s"', "t") // "s"
 */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    if (at > 0 && attributes.charCodeAt(at - 1) > 0x20) continue;
    let open = at + name.length;
    while (attributes.charCodeAt(open) <= 0x20) open++;
    if (attributes[open] !== "=") continue;
    open++;
    while (attributes.charCodeAt(open) <= 0x20) open++;
    const quote = attributes[open];
    if (quote !== '"' && quote !== "'") continue;
    const close = attributes.indexOf(quote, open + 1);
    if (close !== -1) return decodeEntities(attributes.slice(open + 1, close));
  }
  return undefined;
}

/** The name of an element without its prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    // PostgreSQL refuses NUL, and XML does not know it.
    return code === 0 || code > 0x10ffff ? "" : String.fromCodePoint(code);
  });
}
