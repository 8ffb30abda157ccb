import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duplicateHeaders, normalizeHeader } from "./headers.ts";

describe("normalizeHeader", () => {
  test.each([
    ["\uFEFFIdentifiant_de_l_etablissement", "identifiant_de_l_etablissement"],
    ["Code UAI ", "code_uai"],
    ["Numéro de l'école", "numero_de_l_ecole"],
    ["N°Département", "n_departement"],
    ["Taux d'accès 6ème-3ème", "taux_d_acces_6eme_3eme"],
    ["Nb candidats - G", "nb_candidats_g"],
    ["REP", "rep"],
    ["REP +", "rep_plus"],
    ["Rep+", "rep_plus"],
    ["Numérateur H/E : nombre d’heures", "numerateur_h_e_nombre_d_heures"],
    ["Vœux", "voeux"],
    ["  ", ""],
  ])("reads %j as %j", (label, expected) => expect(normalizeHeader(label)).toBe(expected));

  test("is idempotent and only holds letters, digits and underscores", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (label) => {
        const once = normalizeHeader(label);
        expect(once).toMatch(/^([a-z0-9]+(_[a-z0-9]+)*)?$/);
        expect(normalizeHeader(once)).toBe(once);
      }),
    );
  });
});

test("reports each duplicate once, and no unnamed column", () => {
  expect(duplicateHeaders(["UAI", "", "REP", "uai ", "Uai", "REP +", ""])).toEqual(["UAI"]);
});
