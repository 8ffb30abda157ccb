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
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
