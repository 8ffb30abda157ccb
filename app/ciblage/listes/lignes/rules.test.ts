import { describe, expect, test } from "vitest";
import type { LignePubliee } from "../rules.ts";
import {
  compterEtats,
  compterLignes,
  filtrerLignes,
  lireFiltres,
  nomDeValeur,
  TRIS_LIGNES,
  trierLignes,
} from "./rules.ts";

const ligne = (uai: string, changes: Partial<LignePubliee> = {}): LignePubliee => ({
  ...{ uai, nom: `Collège ${uai}`, type: "college", secteur: "public", commune: "C", departement: "961" },
  ...{ ruralite: "rural", etat: "retenu", motifs: [] },
  ...changes,
});
const LIGNES = [
  ligne("d", { etat: "a_decline" }),
  ligne("c", { etat: "suivi_differencie", secteur: "prive_sous_contrat", ruralite: null }),
  ligne("b", { type: "elementaire", departement: "962" }),
  ligne("a"),
];
const uaisOf = (lignes: readonly LignePubliee[]) => lignes.map(({ uai }) => uai).join("");

describe("the lines of a list", () => {
  test.each([
    ["", "dcba"],
    ["etat=retenu", "ba"],
    ["etat=retenu&departement=962", "b"],
    ["secteur=prive_sous_contrat", "c"],
    ["etat=inconnu&ruralite=rural", "dba"],
    ["type=lgt", ""],
  ])("are filtered by « %s »", (search, kept) => {
    expect(uaisOf(filtrerLignes(LIGNES, lireFiltres(new URLSearchParams(search))))).toBe(kept);
  });

  test("come by decision, then by name; whatever the sort, ties are settled", () => {
    expect(uaisOf(trierLignes(LIGNES, "etat"))).toBe("abcd");
    expect(uaisOf(trierLignes(LIGNES, "departement", "desc"))).toBe("bacd");
    for (const tri of TRIS_LIGNES)
      expect(trierLignes([...LIGNES].reverse(), tri)).toEqual(trierLignes(LIGNES, tri));
  });

  test("are counted by each dimension, those that are chosen and those followed otherwise only", () => {
    const comptes = compterLignes(LIGNES);
    expect(comptes.degre).toEqual([
      { valeur: "Second degré", retenues: 1, suivies: 1 },
      { valeur: "Premier degré", retenues: 1, suivies: 0 },
    ]);
    expect(comptes.ruralite.map(({ valeur }) => valeur)).toEqual(["rural", "inconnue"]);
    expect(compterEtats(LIGNES)).toEqual([
      ["Retenue", 2],
      ["Suivi différencié", 1],
      ["Non retenue", 0],
      ["A décliné", 1],
    ]);
    expect(nomDeValeur("departement", "961", { "961": "Haute-Amarre" })).toBe("Haute-Amarre");
    expect(nomDeValeur("ruralite", "inconnue", {})).toBe("Non connue");
    expect(nomDeValeur("secteur", "public", {})).toBe("Public");
  });
});
