import { describe, expect, test } from "vitest";
import {
  ACTES,
  type Acte,
  adresseOf,
  canChanger,
  cheminOf,
  ETATS,
  type Etat,
  etatOf,
  formatLiens,
  groupParticipations,
  tempsDeLecture,
} from "./rules.ts";

const DATES: Readonly<Record<Etat, { publieeLe: string | null; archiveeLe: string | null }>> = {
  brouillon: { publieeLe: null, archiveeLe: null },
  publiee: { publieeLe: "2026-11-01", archiveeLe: null },
  archivee: { publieeLe: "2026-11-01", archiveeLe: "2026-11-02" },
};
const ALLOWED: Readonly<Record<Acte, Etat>> = {
  publier: "brouillon",
  retirer: "publiee",
  archiver: "publiee",
  desarchiver: "archivee",
};

describe("a page", () => {
  test.each(Object.keys(ETATS) as Etat[])("is %s by its dates", (etat) => {
    expect(etatOf(DATES[etat])).toBe(etat);
  });

  test.each(
    (Object.keys(ACTES) as Acte[]).flatMap((acte) =>
      (Object.keys(ETATS) as Etat[]).map((etat) => [acte, etat] as const),
    ),
  )("answers to « %s » while it is %s as the table says", (acte, etat) => {
    const decision = canChanger(acte, DATES[etat]);
    expect(decision.ok).toBe(ALLOWED[acte] === etat);
    if (!decision.ok) expect(decision.message).toContain(ETATS[etat].toLowerCase());
  });

  test.each([
    [0, 1],
    [299, 1],
    [300, 2],
    [400, 2],
    [1_000, 5],
  ])("of %i words reads in %i minutes", (mots, minutes) => {
    expect(tempsDeLecture("mot, ".repeat(mots))).toBe(minutes);
  });

  test("counts words, not signs", () => {
    expect(tempsDeLecture("— ; – ".repeat(500))).toBe(1);
  });

  test.each([
    ["Des contrats, à l'école !", "des-contrats-a-l-ecole"],
    ["  Œuvrer  ", "oeuvrer"],
    ["¿?", ""],
    ["a".repeat(200), "a".repeat(80)],
  ])("called « %s » has the address « %s »", (titre, adresse) => {
    expect(adresseOf(titre)).toBe(adresse);
  });

  test("is read where its kind says", () => {
    expect(cheminOf({ genre: "actualite", adresse: "x" })).toBe("/actualites/x");
    expect(cheminOf({ genre: "presentation", adresse: "x" })).toBe("/presentation/x");
  });

  test("tells together the académies that joined in the same way on the same day, in the order of time", () => {
    const join = (academie: string, debut: string, statut = "etendue", fin: string | null = null) => ({
      ...{ academie, debut, statut, fin },
      dispositif: "CLA",
    });
    const groups = groupParticipations([
      join("Reims", "2022-09-01"),
      join("Étoile", "2022-09-01"),
      join("Lille", "2021-09-01", "experimentale"),
      join("Zénith", "2022-09-01", "etendue", "2024-09-01"),
    ]);
    expect(groups.map(({ debut, statut, fin, academies }) => [debut, statut, fin, academies])).toEqual([
      ["2021-09-01", "experimentale", null, ["Lille"]],
      ["2022-09-01", "etendue", "2024-09-01", ["Zénith"]],
      ["2022-09-01", "etendue", null, ["Étoile", "Reims"]],
    ]);
  });

  test("writes its links one a line", () => {
    expect(
      formatLiens([
        { intitule: "Un", href: "/un" },
        { intitule: "Deux", href: "https://d.fr" },
      ]),
    ).toBe("Un | /un\nDeux | https://d.fr");
  });
});
