import { describe, expect, test } from "vitest";
import type { EtatCampagne } from "../campagnes/rules.ts";
import {
  attendusOf,
  type Concertation,
  canConsigner,
  canTenir,
  compterPositions,
  filtrerConcertations,
  isCcmaAttendue,
  isNominatif,
  lireGenre,
  trierConcertations,
} from "./rules.ts";

const reunion = (changes: Partial<Concertation>): Concertation => ({
  ...{ id: "1", campagneId: "c", genre: "concertation", instance: "Élus", tenueLe: "2026-11-20" },
  ...{ participants: "", compteRendu: "", version: 1, positions: [] },
  ...changes,
});

test.each([
  ["preparation", true],
  ["ouverte", true],
  ["publiee", true],
  ["close", false],
] as const satisfies readonly (readonly [EtatCampagne, boolean])[])(
  "in a campaign « %s », recording is allowed: %s",
  (etat, ok) => {
    expect(canConsigner({ etat }).ok).toBe(ok);
  },
);

test.each([
  ["2026-11-21", true],
  ["2026-11-22", true],
  ["2026-11-23", false],
])("a meeting of %s is recorded on 22 November: %s", (tenueLe, ok) => {
  const decision = canTenir(tenueLe, "2026-11-22");
  expect(decision.ok).toBe(ok);
  if (!decision.ok) expect(decision.message).toContain("23 novembre 2026");
});

describe("a text that names somebody", () => {
  test.each([
    "écrire à n.estran@port-amarre.exemple",
    "Mme Durand",
    "Mme DURAND (FSU)",
    "mention de M. Le Goff",
    "M. É. Rochers",
    "M\u00a0Durand",
    "MM. Durand et Petit",
    "Mmes Vigie",
    "Monsieur Vigie",
    "Madame Vigie a répondu",
  ])("« %s » is told apart", (texte) => {
    expect(isNominatif(texte)).toBe(true);
  });

  test.each([
    "",
    "3 représentants de la FSU, 2 maires",
    "M. le recteur et Mme la rectrice",
    "Madame la maire de Port-Amarre",
    "madame, monsieur",
    "CMM Durandal",
    "Note @ 10 h",
  ])("« %s » names nobody", (texte) => {
    expect(isNominatif(texte)).toBe(false);
  });
});

test("positions are counted in their order, those that nobody took left out", () => {
  const positions = (["reserve", "favorable", "reserve"] as const).map((position) => ({ position }));
  expect(compterPositions(positions)).toEqual([
    { position: "favorable", n: 1 },
    { position: "reserve", n: 2 },
  ]);
  expect(compterPositions([])).toEqual([]);
});

test.each([
  [[], 2],
  [["concertation"], 1],
  [["dialogue_social"], 1],
  [["concertation", "dialogue_social"], 0],
] as const)("with %j recorded, %d are still awaited", (genres, n) => {
  expect(attendusOf(genres.map((genre) => ({ genre })))).toHaveLength(n);
});

test.each([
  [[], "CSA académique", "dialogue_social", true],
  [["prive_sous_contrat"], "CSA académique", "dialogue_social", true],
  [["public", "prive_sous_contrat"], "CCMA, avec le CAEC", "dialogue_social", false],
  [[], "ccma", "dialogue_social", false],
  [[], "CCMA", "concertation", true],
  [["public"], "CSA académique", "dialogue_social", false],
] as const)("secteurs %j, « %s » as %s: the CCMA is expected: %s", (secteurs, instance, genre, expected) => {
  expect(isCcmaAttendue(secteurs, [{ genre, instance }])).toBe(expected);
});

test("what blocks the presentation is said in full", () => {
  expect(attendusOf([{ genre: "concertation" }])).toEqual([
    "Aucun dialogue social n’est consigné : les structures ne peuvent pas encore être présentées.",
  ]);
});

test("the list is filtered by kind and sorted by day or by body", () => {
  const all = [
    reunion({ id: "1", instance: "Élus", tenueLe: "2026-11-20" }),
    reunion({ id: "2", instance: "CSA", tenueLe: "2026-11-21", genre: "dialogue_social" }),
    reunion({ id: "3", instance: "CTSD", tenueLe: "2026-11-10", genre: "dialogue_social" }),
  ];
  const ids = (some: readonly Concertation[]) => some.map(({ id }) => id).join("");
  expect(ids(trierConcertations(all, "date", "asc"))).toBe("312");
  expect(ids(trierConcertations(all, "date", "desc"))).toBe("213");
  expect(ids(trierConcertations(all, "instance", "asc"))).toBe("231");
  expect(ids(filtrerConcertations(all, lireGenre(new URLSearchParams("genre=dialogue_social"))))).toBe("23");
  expect(ids(filtrerConcertations(all, lireGenre(new URLSearchParams("genre=rien"))))).toBe("123");
});
