import { constants, gunzipSync } from "node:zlib";

/**
 * The first member of an object that was packed, from the beginning of its bytes: keys of canonical JSON are sorted, so
 * that one knows which comes first, and a large object is not unpacked for a small part of it.
 *
 * @param bytes the first bytes of what `packJson` wrote; enough of them to hold the member.
 * @example unpackFirst<Definition>(bytes.subarray(0, 65_536), "definition")
 * @throws RangeError where the object begins with another key, or where the bytes end before the member does.
 */
export function unpackFirst<T>(bytes: Uint8Array, key: string): T {
  const text = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString("utf8");
  const start = `{${JSON.stringify(key)}:`;
  if (!text.startsWith(start)) throw new RangeError(`the object does not begin with ${key}`);
  return JSON.parse(text.slice(start.length, endOf(text, start.length))) as T;
}

/** Where an object or a list that begins at `from` ends: brackets within strings do not count. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (const { 0: token, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth === 0) return from + index + token.length;
  }
  throw new RangeError("the member is longer than the bytes that were given");
}
