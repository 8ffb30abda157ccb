/**
 * JSON with the keys of objects in the order of their characters and no space: one value, one text, whatever the order
 * in which it was built. `undefined` keys are left out, as JSON does.
 *
 * @throws TypeError on a number that JSON cannot write: it would silently become null.
 * @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === "number" && !Number.isFinite(part))
      throw new TypeError(`« ${key} » is not a number that JSON can write`);
    if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
    // Millions of small objects are already in order: building each one again is most of the time.
    return isInOrder(Object.keys(part))
      ? part
      : Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function isInOrder(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i += 1) if ((keys[i - 1] as string) > (keys[i] as string)) return false;
  return true;
}

/** Characters gathered before a piece is given: a few milliseconds of work. */
const PIECE = 64 * 1024;

/**
 * The text of `canonicalJson` in pieces, for a plain object of long lists: whoever writes it may answer somebody else
 * between two of them, and the whole text never stands in memory.
 */
export function* canonicalPieces(value: object): Generator<string> {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  let opening = "{";
  for (const [key, part] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield `${opening}${JSON.stringify(key)}:`;
    opening = ",";
    if (Array.isArray(part)) yield* piecesOf(part);
    else yield canonicalJson(part);
  }
  yield opening === "{" ? "{}" : "}";
}

function* piecesOf(items: readonly unknown[]): Generator<string> {
  let piece = "[";
  for (const [place, item] of items.entries()) {
    piece += `${place === 0 ? "" : ","}${item === undefined ? "null" : canonicalJson(item)}`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}]`;
}
