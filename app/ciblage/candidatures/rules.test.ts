import { describe, expect, test } from "vitest";
import type { EtatCampagne } from "../campagnes/rules.ts";
import {
  ACTES_CANDIDATURE,
  type ActeCandidature,
  canDeplacer,
  canMotiver,
  direMouvement,
  ETATS_CANDIDATURE,
  type EtatCandidature,
  etapesAttendues,
  isMotifRequis,
  type Pouvoirs,
} from "./rules.ts";

const ETATS = Object.keys(ETATS_CANDIDATURE) as EtatCandidature[];
const ACTES = Object.keys(ACTES_CANDIDATURE) as ActeCandidature[];
const TOUS: Pouvoirs = { proposer: true, consigner: true, decider: true };
const AUCUN: Pouvoirs = { proposer: false, consigner: false, decider: false };
const OUVERTE = { etat: "ouverte" as EtatCampagne, dialogueSocial: true };

const codeOf = (
  acte: ActeCandidature,
  etat: EtatCandidature,
  pouvoirs: Pouvoirs = TOUS,
  campagne = OUVERTE,
) => {
  const decision = canDeplacer(acte, { etat, pouvoirs, garde: true }, campagne);
  return decision.ok ? "oui" : decision.code;
};

/** o: moves; d: already there; -: not from here. Columns: présélectionner, proposer, présenter, retenir, suivre, écarter, décliner, retirer. */
const TABLE: Readonly<Record<EtatCandidature, string>> = {
  repere: "o------o",
  preselectionne: "do-----o",
  propose: "-do----o",
  presente: "--dooo-o",
  retenu: "---doooo",
  suivi_differencie: "---odo-o",
  non_retenu: "---ood-o",
  a_decline: "---o--do",
  retire: "-------d",
};
const CODES: Readonly<Record<string, string>> = { o: "oui", d: "deja_fait", "-": "etat_inadapte" };

describe("moves of a structure", () => {
  test.each(ETATS)("from « %s », every act has its answer", (etat) => {
    expect(ACTES.map((acte) => codeOf(acte, etat))).toEqual([...TABLE[etat]].map((letter) => CODES[letter]));
  });

  test.each(ACTES)("« %s » belongs to those who hold its power, alone is enough", (acte) => {
    const [etat] = ACTES_CANDIDATURE[acte].de;
    expect(codeOf(acte, etat, AUCUN)).toBe("acte_d_autrui");
    const par: readonly string[] = ACTES_CANDIDATURE[acte].par;
    for (const pouvoir of ["proposer", "consigner", "decider"] as const)
      expect(codeOf(acte, etat, { ...AUCUN, [pouvoir]: true })).toBe(
        par.includes(pouvoir) ? "oui" : "acte_d_autrui",
      );
  });

  test("who decides, who proposes and who records are told apart", () => {
    expect(
      ACTES.filter(
        (acte) => codeOf(acte, ACTES_CANDIDATURE[acte].de[0], { ...AUCUN, decider: true }) === "oui",
      ),
    ).toEqual(["retenir", "suivre", "ecarter", "retirer"]);
    const refus = canDeplacer("retenir", { etat: "presente", pouvoirs: AUCUN, garde: true }, OUVERTE);
    expect(refus.ok ? "" : refus.message).toContain("recteur");
  });

  test.each([
    ["preparation", "campagne_en_preparation"],
    ["ouverte", "oui"],
    ["publiee", "oui"],
    ["close", "campagne_close"],
  ] as const)("in a campaign « %s », every act answers %s", (etat, code) => {
    for (const acte of ACTES)
      expect(codeOf(acte, ACTES_CANDIDATURE[acte].de[0], TOUS, { ...OUVERTE, etat })).toBe(code);
  });

  test("nothing is presented before a social dialogue is recorded, and the rest does not wait for it", () => {
    const sans = { ...OUVERTE, dialogueSocial: false };
    expect(codeOf("presenter", "propose", TOUS, sans)).toBe("sans_dialogue_social");
    for (const acte of ACTES.filter((one) => one !== "presenter"))
      expect(codeOf(acte, ACTES_CANDIDATURE[acte].de[0], TOUS, sans)).toBe("oui");
  });
});

describe("the motive", () => {
  test.each([
    ["preselectionner", "repere", true, false],
    ["proposer", "preselectionne", false, false],
    ["presenter", "propose", null, false],
    ["retenir", "presente", true, false],
    ["retenir", "presente", false, true],
    ["retenir", "presente", null, true],
    ["retenir", "non_retenu", true, true],
    ["retenir", "suivi_differencie", true, true],
    ["retenir", "a_decline", true, true],
    ["suivre", "presente", true, true],
    ["suivre", "presente", false, true],
    ["ecarter", "presente", false, true],
    ["ecarter", "retenu", true, true],
    ["decliner", "retenu", true, true],
    ["retirer", "repere", true, true],
  ] as const)("of « %s » from « %s », kept by the run: %s, is asked: %s", (acte, etat, garde, asked) => {
    expect(isMotifRequis(acte, { etat, garde })).toBe(asked);
    expect(canMotiver(acte, { etat, garde }, "").ok).toBe(!asked);
    expect(canMotiver(acte, { etat, garde }, "Parce que.").ok).toBe(true);
  });

  test("says what the decision departs from", () => {
    const message = (garde: boolean | null) => {
      const decision = canMotiver("retenir", { etat: "presente", garde }, "");
      return decision.ok ? "" : decision.message;
    };
    expect(message(false)).toContain("Le calcul ne garde pas");
    expect(message(null)).toContain("Aucun calcul n’éclaire");
  });
});

describe("the life of a structure", () => {
  test("tells its entry, its moves and its agreement in words", () => {
    expect(direMouvement({ de: null, vers: "propose" })).toBe("Entrée dans la campagne : proposée");
    expect(direMouvement({ de: "propose", vers: "presente" })).toBe("Présentée aux instances");
    expect(direMouvement({ de: "retenu", vers: "retenu" })).toContain("accepte");
  });

  test("tells what still comes", () => {
    expect(etapesAttendues({ etat: "propose", accordLe: null })).toEqual([
      "Présentée aux instances",
      "Décision",
    ]);
    expect(etapesAttendues({ etat: "retenu", accordLe: null })).toHaveLength(1);
    expect(etapesAttendues({ etat: "retenu", accordLe: "2026-11-22T09:00:00.000Z" })).toEqual([]);
    expect(etapesAttendues({ etat: "non_retenu", accordLe: null })).toEqual([]);
  });
});
