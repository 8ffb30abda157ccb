const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, "Windows"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/**
 * Browser and system in a few words, from what the browser says of itself, so that a person recognises a session of
 * theirs. A hint for people: nothing is decided on it.
 *
 * @example readAppareil(request) // "Firefox, Windows"
 */
export function readAppareil(request: Request): string {
  const agent = request.headers.get("user-agent") ?? "";
  const named = [BROWSERS, SYSTEMS].map((known) => known.find(([pattern]) => pattern.test(agent))?.[1]);
  return named.filter((name) => name !== undefined).join(", ") || "Navigateur inconnu";
}
