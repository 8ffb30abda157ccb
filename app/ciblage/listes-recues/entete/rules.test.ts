import { describe, expect, test } from "vitest";
import { canLireEntete, readEntete } from "./rules.ts";

describe("the header of a received list", () => {
  test.each([
    [["UAI", "Nom"], 0, 1],
    [["Académie", "Nom de l'établissement", "Code UAI"], 2, 1],
    [["uai_etab", "part"], 0, undefined],
    [["RNE", "Collège"], 0, 1],
    [["Numéro d'établissement", "Dénomination"], 0, 1],
    [["codeUAI"], 0, undefined],
    [["UAI établissement", "Ville"], 0, undefined],
  ])("%j tells its structures by column %i", (columns, uai, nom) => {
    expect(canLireEntete(columns)).toEqual({ ok: true });
    expect(readEntete(columns)).toEqual({ uai, nom });
  });

  test("without any UAI says which columns were read, and what to do", () => {
    expect(canLireEntete(["Nom", "Ville"])).toMatchObject({
      code: "sans_colonne_uai",
      message: expect.stringContaining("Colonnes lues : Nom, Ville. Donnez ce titre"),
    });
    expect(canLireEntete([])).toMatchObject({ message: expect.stringContaining("aucune") });
  });

  test("with several UAI names each column and its place", () => {
    expect(canLireEntete(["UAI", "Nom", "UAI du collège de secteur"])).toMatchObject({
      code: "plusieurs_colonnes_uai",
      message: expect.stringContaining("« UAI » (colonne 1), « UAI du collège de secteur » (colonne 3)"),
    });
    expect(canLireEntete(["UAI", "uai "]).ok).toBe(false);
  });

  test("does not take a word that merely holds the letters for an UAI", () => {
    expect(canLireEntete(["Quai", "Nom"])).toMatchObject({ code: "sans_colonne_uai" });
  });
});
