import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSessionJeton, sessionCookie, sessionCookieName } from "./session-cookie.ts";

const HTTPS = "https://ancrage.ac-exemple.fr";
const HTTP = "http://127.0.0.1:3000";
const JETON = `${"a".repeat(41)}-_`;

describe("the session cookie", () => {
  test("is tied to the host and to https, out of reach of scripts and of other sites' forms", () => {
    expect(sessionCookie(HTTPS, JETON, 36_000)).toBe(
      `__Host-ancrage=${JETON}; Path=/; HttpOnly; SameSite=Lax; Max-Age=36000; Secure`,
    );
  });

  test("drops what plain http cannot carry on the machine itself", () => {
    expect(sessionCookieName(HTTP)).toBe("ancrage");
    expect(sessionCookie(HTTP, JETON, 0)).toBe(`ancrage=${JETON}; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
  });

  test("comes back as it was given, among others", () => {
    const jetons = fc.stringMatching(/^[\w-]{43}$/);
    fc.assert(
      fc.property(jetons, fc.constantFrom(HTTP, HTTPS), (jeton, url) => {
        const [pair] = sessionCookie(url, jeton, 1).split(";");
        return readSessionJeton(`theme=dark; ${pair}; autre=1`, url) === jeton;
      }),
    );
  });

  test.each([
    [null],
    [""],
    ["autre=1"],
    [`ancrage=${JETON}`],
    [`x__Host-ancrage=${JETON}`],
    ["__Host-ancrage="],
    ["__Host-ancrage"],
    [`__Host-ancrage=${JETON}x`],
    [`__Host-ancrage=${JETON.slice(1)}`],
    [`__Host-ancrage="${JETON}"`],
    [`__Host-ancrage=${"é".repeat(43)}`],
  ])("is not read from %j over https", (header) => {
    expect(readSessionJeton(header, HTTPS)).toBeUndefined();
  });
});
