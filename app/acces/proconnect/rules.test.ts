import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOCK_TOLERANCE_S } from "#app/platform/oidc/claims.ts";
import {
  canDeciderRattachement,
  decideEntree,
  type IdentiteAttendue,
  isMultifacteur,
  MOTIFS_REFUS,
  readIdentite,
  type Situation,
} from "./rules.ts";

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
const USERINFO = {
  sub: "sujet",
  idp_id: "fournisseur",
  given_name: "Camille",
  usual_name: "Rivage",
  email: "camille.rivage@ac-exemple.fr",
  siret: "110 044 013 00040",
};

const motifOf = (claims: object, userinfo: unknown = USERINFO, attendue: Partial<IdentiteAttendue> = {}) => {
  const lue = readIdentite({ ...CLAIMS, ...claims }, userinfo, { ...ATTENDUE, ...attendue });
  return lue.ok ? "entre" : lue.motif;
};

describe("the claims of an identity", () => {
  test("are read when they are whole", () => {
    expect(
      readIdentite(
        CLAIMS,
        { ...USERINFO, email: " C.Rivage@AC-exemple.fr ", usual_name: " de  la Rive " },
        ATTENDUE,
      ),
    ).toEqual({
      ok: true,
      identite: {
        emetteur: ATTENDUE.issuer,
        fournisseur: "fournisseur",
        sujet: "sujet",
        prenom: "Camille",
        nom: "de la Rive",
        courriel: "c.rivage@ac-exemple.fr",
        siret: "11004401300040",
        attributs: {},
        acr: "eidas2",
      },
    });
  });

  test.each([
    ["exp", -CLOCK_TOLERANCE_S, "horloge"],
    ["exp", -CLOCK_TOLERANCE_S + 1, "entre"],
    ["iat", -CLOCK_TOLERANCE_S - 1, "horloge"],
    ["iat", -CLOCK_TOLERANCE_S, "entre"],
    ["iat", CLOCK_TOLERANCE_S, "entre"],
    ["iat", CLOCK_TOLERANCE_S + 1, "horloge"],
    ["nbf", CLOCK_TOLERANCE_S, "entre"],
    ["nbf", CLOCK_TOLERANCE_S + 1, "horloge"],
  ])("with %s at %i seconds: %s", (claim, offset, expected) => {
    expect(motifOf({ [claim]: S + offset })).toBe(expected);
  });

  test.each([
    [S - 300, "entre"],
    [S - 301, "renouvellement_ancien"],
    [S + CLOCK_TOLERANCE_S + 1, "renouvellement_ancien"],
    [undefined, "renouvellement_ancien"],
    ["maintenant", "renouvellement_ancien"],
  ])("confirm an act when the person signed in at %s: %s", (authTime, expected) => {
    expect(motifOf({ auth_time: authTime }, USERINFO, { fresh: true })).toBe(expected);
    expect(motifOf({ auth_time: authTime })).toBe("entre");
  });

  test("name one audience, us", () => {
    expect(motifOf({ aud: ["ancrage"] })).toBe("entre");
    for (const aud of [[], ["ancrage", "autre"], ["autre"], "autre", {}, null, [["ancrage"]]])
      expect(motifOf({ aud })).toBe("destinataire_different");
  });

  test("come from an employer of the list, when there is one", () => {
    expect(motifOf({}, USERINFO, { sirets: ["11004401300040"] })).toBe("entre");
    expect(motifOf({}, USERINFO, { sirets: ["13002526500013"] })).toBe("employeur_refuse");
    expect(motifOf({}, { ...USERINFO, siret: undefined }, { sirets: ["13002526500013"] })).toBe(
      "employeur_refuse",
    );
    expect(motifOf({}, { ...USERINFO, siret: undefined })).toBe("entre");
  });
});

describe("the levels of ProConnect", () => {
  test.each([
    ["eidas0", false],
    ["eidas0-mfa", true],
    ["eidas1", false],
    ["eidas1-mfa", true],
    ["eidas2", true],
    ["eidas3", true],
    ["", false],
    ["EIDAS2", false],
  ])("%j proves two factors: %s", (acr, expected) => {
    expect(isMultifacteur(acr)).toBe(expected);
  });
});

describe("what an identity opens", () => {
  const moi = { agentId: "moi", ferme: false };
  const ferme = { agentId: "moi", ferme: true };
  const autre = { agentId: "autre", ferme: false };
  const rien: Situation = {
    rattachee: undefined,
    invitation: undefined,
    homonyme: undefined,
    refusee: false,
  };
  const invite = (agent: typeof moi, valide = true) => ({ ...agent, valide });
  const refuser = (motif: string) => ({ genre: "refuser", motif });

  test.each<[string, Partial<Situation>, object]>([
    ["nobody knows the person", {}, { genre: "creer" }],
    ["it is linked", { rattachee: moi }, { genre: "entrer", agentId: "moi" }],
    [
      "it is linked and another has the address",
      { rattachee: moi, homonyme: autre },
      { genre: "entrer", agentId: "moi" },
    ],
    ["it is linked to a closed account", { rattachee: ferme }, refuser("compte_ferme")],
    ["the address is known", { homonyme: moi }, { genre: "proposer", agentId: "moi" }],
    ["the address is of a closed account", { homonyme: ferme }, refuser("compte_ferme")],
    ["the holder of the address said no", { homonyme: moi, refusee: true }, refuser("rattachement_refuse")],
    ["the person is invited", { invitation: invite(moi) }, { genre: "accepter", agentId: "moi" }],
    [
      "the person invited has another address",
      { invitation: invite(moi), homonyme: autre },
      { genre: "accepter", agentId: "moi" },
    ],
    [
      "the person invited is linked already",
      { invitation: invite(moi), rattachee: moi },
      { genre: "accepter", agentId: "moi" },
    ],
    [
      "the invitation has served and linked",
      { invitation: invite(moi, false), rattachee: moi },
      { genre: "entrer", agentId: "moi" },
    ],
    ["the invitation is over", { invitation: invite(moi, false) }, refuser("invitation_perimee")],
    [
      "the invitation is over, the address known",
      { invitation: invite(moi, false), homonyme: moi },
      refuser("invitation_perimee"),
    ],
    ["another is invited", { invitation: invite(autre), rattachee: moi }, refuser("identite_deja_rattachee")],
    ["the account invited is closed", { invitation: invite(ferme) }, refuser("compte_ferme")],
    [
      "it is linked to a closed account, and invited",
      { invitation: invite(autre), rattachee: ferme },
      refuser("compte_ferme"),
    ],
  ])("when %s", (_what, situation, expected) => {
    expect(decideEntree({ ...rien, ...situation })).toEqual(expected);
  });

  test("is never somebody else's account, whatever is known", () => {
    const vise = fc.option(fc.record({ agentId: fc.constantFrom("a", "b", "c"), ferme: fc.boolean() }), {
      nil: undefined,
    });
    const invitation = fc.option(
      fc.record({ agentId: fc.constantFrom("a", "b", "c"), ferme: fc.boolean(), valide: fc.boolean() }),
      { nil: undefined },
    );
    const situations = fc.record({ rattachee: vise, invitation, homonyme: vise, refusee: fc.boolean() });
    fc.assert(
      fc.property(situations, (situation) => {
        const issue = decideEntree(situation);
        const { rattachee } = situation;
        if (issue.genre === "entrer") return rattachee?.agentId === issue.agentId && !rattachee.ferme;
        if (issue.genre === "accepter")
          return (
            situation.invitation?.valide && issue.agentId === (rattachee ?? situation.invitation).agentId
          );
        return issue.genre === "refuser" || rattachee === undefined;
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a proposal", () => {
  const base = {
    expireLe: new Date(NOW.getTime() + 1),
    accepte: null,
    agentFerme: false,
    rattacheA: null,
    agentId: "moi",
  };
  test.each([
    ["waits", {}, undefined],
    ["was accepted", { accepte: true }, "deja_decide"],
    ["was refused", { accepte: false }, "deja_decide"],
    ["is of an identity linked meanwhile", { rattacheA: "autre" }, "identite_deja_rattachee"],
    ["is of a closed account", { agentFerme: true }, "compte_ferme"],
    ["ends now", { expireLe: NOW }, "rattachement_expire"],
  ])("that %s: %s", (_what, change, code) => {
    const decision = canDeciderRattachement({ ...base, ...change }, NOW);
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});

describe("every reason", () => {
  test("is a French sentence that says a way out, and never an order nor a reproach", () => {
    for (const [motif, phrase] of Object.entries(MOTIFS_REFUS)) {
      expect(phrase, motif).toMatch(/^[A-ZÀ-Ý].*\.$/);
      expect(phrase.split(/[.?!] /).length, motif).toBeGreaterThan(1);
      expect(phrase, motif).not.toMatch(/erreur fatale|interdit|invalide|échec/i);
    }
  });
});
