import { describe, expect, test } from "vitest";
import {
  type Evenement,
  evenementOfModification,
  evenementsOfDispositif,
  orderEvenements,
  sourceOf,
} from "./rules.ts";

const fichier = { fichier: "annuaire.csv", ligne: 12, auteur: null, motif: null };
const personne = { fichier: null, ligne: null, auteur: "Nora Quai", motif: "Courrier du 3 mars" };

describe("where a moment is known from", () => {
  test("is a line of a file, or a person with the reason given", () => {
    expect(sourceOf(fichier)).toBe("annuaire.csv, ligne 12");
    expect(sourceOf({ ...fichier, ligne: null })).toBe("annuaire.csv");
    expect(sourceOf(personne)).toBe("Nora Quai : Courrier du 3 mars");
    expect(sourceOf({ ...personne, auteur: null })).toContain("n’existe plus");
  });
});

describe("a change", () => {
  const modification = (champ: string, avant: string | null, apres: string | null) =>
    evenementOfModification({ ...fichier, id: 7, jour: "2026-01-02", champ, avant, apres });

  test.each([
    ["type", "college", "lgt", "Le type : « Collège » devient « Lycée général et technologique »"],
    ["nom", "A", null, "Le nom : « A » devient vide"],
    ["fermee_le", null, "2024-08-31", "La date de fermeture : vide devient 31 août 2024"],
    ["courriel", "", "ce@x.fr", "Courriel générique : vide devient « ce@x.fr »"],
  ])("of %s from %s to %s reads in French", (champ, avant, apres, phrase) => {
    expect(modification(champ, avant, apres)).toMatchObject({
      nature: "identite",
      phrase,
      source: "annuaire.csv, ligne 12",
    });
  });

  test("that withdraws something says what", () => {
    expect(modification("dispositif", "CLA, 2022-09-01", null)).toMatchObject({
      nature: "retrait",
      phrase: "Dispositif retiré",
      detail: "CLA, 2022-09-01",
    });
  });
});

test("a scheme has a moment for each of its known dates", () => {
  const lu = { ...personne, id: "x", libelle: "CLA", debut: "2022-09-01", precision: null, dit: "Arrêté" };
  expect(evenementsOfDispositif({ ...lu, fin: null }).map(({ phrase }) => phrase)).toEqual(["CLA : début"]);
  expect(evenementsOfDispositif({ ...lu, fin: "2025-09-01" }).map(({ jour }) => jour)).toEqual([
    "2022-09-01",
    "2025-09-01",
  ]);
});

test("moments come latest first, those of one day in a fixed order", () => {
  const at = (cle: string, jour: string): Evenement => ({
    cle,
    jour,
    nature: "identite",
    phrase: "",
    detail: null,
    autreUai: null,
    source: "",
  });
  const ordered = orderEvenements([at("b", "2024-01-01"), at("a", "2024-01-01"), at("c", "2025-01-01")]);
  expect(ordered.map(({ cle }) => cle)).toEqual(["c", "a", "b"]);
});
