import { describe, expect, test } from "vitest";
import type { EtatCampagne } from "../campagnes/rules.ts";
import { type ComptesParcours, direCandidatures, suitesOf } from "./rules.ts";

const comptes = (changes: Partial<ComptesParcours> = {}): ComptesParcours => ({
  ...{ scenarios: 1, calculs: 1, candidatures: {}, sansReponse: 0, listesRecues: 0, listesAConfronter: 0 },
  ...{ volontariats: 0, reunions: {}, questionsEnAttente: 0, reponsesPretes: 0, reponsesPubliees: 0 },
  versions: [],
  ...changes,
});
const version = { id: "1", numero: 1, publieeLe: "2026-11-20T09:00:00.000Z" };
const titres = (etat: EtatCampagne, changes: Partial<ComptesParcours> = {}) =>
  suitesOf(etat, comptes(changes)).map(({ titre }) => titre.replaceAll("\u00a0", " "));

describe("what a campaign waits for", () => {
  test.each([
    ["preparation", { scenarios: 0, calculs: 0 }, ["Écrire un premier scénario"]],
    ["preparation", { calculs: 0 }, ["Lancer un premier calcul"]],
    ["preparation", {}, ["Ouvrir la campagne à la lecture"]],
    ["ouverte", { scenarios: 0, calculs: 0 }, ["Écrire un premier scénario"]],
    ["ouverte", {}, ["Repérer les structures à examiner"]],
    [
      "ouverte",
      { listesAConfronter: 1 },
      ["Confronter aux indicateurs : 1 liste reçue", "Repérer les structures à examiner"],
    ],
    [
      "ouverte",
      { candidatures: { repere: 2, preselectionne: 1 } },
      ["Examiner, puis proposer : 3 structures"],
    ],
    [
      "ouverte",
      { candidatures: { propose: 4 } },
      ["Consigner le dialogue social", "Présenter aux instances : 4 structures"],
    ],
    [
      "ouverte",
      { candidatures: { propose: 4 }, reunions: { dialogue_social: 1 } },
      ["Présenter aux instances : 4 structures"],
    ],
    [
      "ouverte",
      { candidatures: { presente: 2, retenu: 3 }, reunions: { dialogue_social: 1 } },
      ["Décider : 2 structures"],
    ],
    ["ouverte", { candidatures: { retenu: 3, non_retenu: 1 } }, ["Publier la liste"]],
    [
      "ouverte",
      { candidatures: { retenu: 3 }, questionsEnAttente: 1, reponsesPretes: 1 },
      ["Publier la liste", "Répondre aux équipes : 2 questions"],
    ],
    [
      "publiee",
      { candidatures: { retenu: 3 }, versions: [version], sansReponse: 2 },
      ["Accepter ou décliner : 2 structures retenues"],
    ],
    [
      "publiee",
      { candidatures: { retenu: 3 }, versions: [version] },
      ["Clore la campagne, quand plus rien ne doit y changer"],
    ],
    [
      "publiee",
      { candidatures: { retenu: 3 }, versions: [version], questionsEnAttente: 1 },
      ["Répondre aux équipes : 1 question"],
    ],
    ["close", { candidatures: { presente: 3 }, questionsEnAttente: 4 }, []],
  ] as const satisfies readonly (readonly [EtatCampagne, Partial<ComptesParcours>, readonly string[]])[])(
    "%s, %j: %j",
    (etat, changes, expected) => {
      expect(titres(etat, changes)).toEqual(expected);
    },
  );

  test("is blocked in words where no social dialogue is recorded, and there only", () => {
    const bloques = (reunions: ComptesParcours["reunions"]) =>
      suitesOf("ouverte", comptes({ candidatures: { propose: 1 }, reunions })).flatMap(
        ({ bloque }) => bloque,
      );
    expect(bloques({ concertation: 2 })).toEqual([
      "Aucun dialogue social n’est consigné : les structures ne peuvent pas encore être présentées.",
    ]);
    expect(bloques({ dialogue_social: 1 })).toEqual([]);
  });
});

test("candidatures are told in the order of the examination", () => {
  expect(direCandidatures({ retenu: 3, propose: 12, retire: 0 })).toBe("Proposée : 12, Retenue : 3");
  expect(direCandidatures({})).toBe("");
});
