import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOCK_TOLERANCE_S } from "#app/platform/oidc/claims.ts";
import { type IdentiteAttendue, isMotifRefus, readIdentite } from "./rules.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const S = NOW.getTime() / 1000;
const ATTENDUE: IdentiteAttendue = {
  issuer: "https://proconnect.exemple/api/v2",
  clientId: "ancrage",
  nonce: "n".repeat(43),
  acrValues: ["eidas1-mfa", "eidas2"],
  now: NOW,
  fresh: false,
  sirets: [],
};
const CLAIMS = {
  iss: ATTENDUE.issuer,
  aud: "ancrage",
  sub: "sujet",
  iat: S,
  exp: S + 60,
  nonce: ATTENDUE.nonce,
  acr: "eidas2",
  auth_time: S - 10,
};

describe("claims at random", () => {
  const odd = fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.double(), fc.constant(undefined));
  const near = <T>(good: T) =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: odd });
  const claims = fc.record({
    iss: near(CLAIMS.iss),
    aud: fc.oneof(near<unknown>("ancrage"), fc.array(fc.oneof(fc.constant("ancrage"), fc.string()))),
    azp: fc.oneof(fc.constant(undefined), near("ancrage")),
    sub: near("sujet"),
    iat: fc.oneof(near(S), fc.integer({ min: S - 200, max: S + 200 })),
    exp: fc.oneof(near(S + 60), fc.integer({ min: S - 200, max: S + 200 })),
    nbf: fc.oneof(fc.constant(undefined), fc.integer({ min: S - 200, max: S + 200 })),
    nonce: near(ATTENDUE.nonce),
    acr: fc.oneof(near("eidas2"), fc.constantFrom("eidas1", "eidas0", "eidas1-mfa")),
    auth_time: near(S - 10),
  });
  const userinfo = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({
        sub: near("sujet"),
        idp_id: near("fournisseur"),
        given_name: near("Camille"),
        usual_name: near("Rivage"),
        email: near("camille.rivage@ac-exemple.fr"),
        siret: near("11004401300040"),
      }),
    },
    { weight: 1, arbitrary: odd },
  );

  /** What a whole set of claims is, said a second time and otherwise. */
  const isWhole = (one: Record<string, unknown>, two: unknown): boolean => {
    const person = (two ?? {}) as Record<string, unknown>;
    const isNumber = (value: unknown): value is number => typeof value === "number";
    const { iat, exp, nbf } = one;
    return (
      one.iss === ATTENDUE.issuer &&
      JSON.stringify([one.aud].flat()).replace(/"ancrage",(?="ancrage")/g, "") === '["ancrage"]' &&
      [undefined, "ancrage"].includes(one.azp as string) &&
      one.nonce === ATTENDUE.nonce &&
      one.sub === person.sub &&
      /^[!-~]+$/.test(String(one.sub)) &&
      typeof one.sub === "string" &&
      isNumber(iat) &&
      Math.abs(iat - S) <= CLOCK_TOLERANCE_S &&
      isNumber(exp) &&
      exp > S - CLOCK_TOLERANCE_S &&
      (nbf === undefined || (isNumber(nbf) && nbf <= S + CLOCK_TOLERANCE_S)) &&
      ["eidas1-mfa", "eidas2"].includes(one.acr as string) &&
      [person.idp_id, person.given_name, person.usual_name, person.email].every(
        (value) => typeof value === "string" && value.trim() !== "",
      ) &&
      String(person.email).includes("@")
    );
  };

  test("never give an identity unless they are whole (10 000 runs), and some of them are", () => {
    let entered = 0;
    fc.assert(
      fc.property(claims, userinfo, fc.boolean(), (one, two, fresh) => {
        const lue = readIdentite(one, two, { ...ATTENDUE, fresh });
        if (!lue.ok) return isMotifRefus(lue.motif);
        entered += 1;
        return isWhole(one, two);
      }),
      { numRuns: 10_000 },
    );
    expect(entered).toBeGreaterThan(100);
  });
});
