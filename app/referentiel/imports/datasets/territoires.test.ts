import { describe, expect, test } from "vitest";
import { accepter, type Ligne, lire, raisonOf, valeursOf } from "#tests/lignes.ts";
import { isLeft } from "../chargement/rules.ts";

describe("segregation", () => {
  const ligne = (change: Ligne): Ligne => ({
    annee: "2024",
    acad: "20",
    nom_academie: "AMIENS",
    dep: "002",
    i_entropie_tot: "0.057",
    i_entropie_interPUPR: "",
    p_tfav: "12.6",
    ...change,
  });

  test.each([
    [{}, { niveau: "departement", code: "02" }],
    [
      { dep: "02A", acad: "27" },
      { niveau: "departement", code: "2A" },
    ],
    [{ dep: "" }, { niveau: "academie", code: "20" }],
    [
      { dep: "", acad: "", nom_academie: "France entière" },
      { niveau: "nation", code: "france" },
    ],
  ])("with %j speaks of %j", (change, territoire) => {
    const line = accepter(ligne(change));
    expect(line.dit).toEqual({ objet: "territoire", territoire });
    expect(line.annee).toBe(2024);
    expect(valeursOf(line)).toEqual({
      segregation: 0.057,
      segregation_entre_secteurs: null,
      pcs_tres_favorisees: 12.6,
    });
  });

  test("of nowhere is refused", () => {
    expect(raisonOf(ligne({ dep: "", acad: "", nom_academie: "Zone B" }))).toMatch(/n'est pas un territoire/);
  });
});

describe("communes", () => {
  const insee = (change: Ligne): Ligne => ({
    TYPECOM: "COM",
    COM: "72181",
    DEP: "72",
    LIBELLE: "Le Mans",
    COMPARENT: "",
    ...change,
  });
  const mouvement = (change: Ligne): Ligne => ({
    MOD: "32",
    DATE_EFF: "2025-01-01",
    TYPECOM_AV: "COM",
    COM_AV: "93059",
    LIBELLE_AV: "Pierrefitte-sur-Seine",
    TYPECOM_AP: "COM",
    COM_AP: "93066",
    ...change,
  });
  const communeOf = (ligne: Ligne) => {
    const { dit } = accepter(ligne);
    return dit.objet === "commune" ? dit.commune : undefined;
  };

  test("tell the commune of today of a merged one, of an arrondissement, of a delegated one", () => {
    expect(communeOf(mouvement({}))).toEqual({
      code: "93059",
      nom: "Pierrefitte-sur-Seine",
      departement: "93",
      actuelle: "93066",
    });
    expect(communeOf(insee({ TYPECOM: "ARM", COM: "75119", DEP: "", COMPARENT: "75056" }))?.actuelle).toBe(
      "75056",
    );
    expect(communeOf(insee({ TYPECOM: "COMD", COM: "49069", DEP: "", COMPARENT: "49023" }))).toMatchObject({
      departement: "49",
      actuelle: "49023",
    });
    expect(communeOf(insee({ COM: "98818", DEP: "" }))?.departement).toBe("988");
    expect(communeOf(insee({}))?.actuelle).toBe(undefined);
  });

  test.each([
    [
      "a delegated commune that keeps the code of the new one",
      insee({ TYPECOM: "COMD", COMPARENT: "72181" }),
    ],
    ["a change of name", mouvement({ MOD: "10" })],
    ["what the new commune itself was", mouvement({ COM_AV: "93066" })],
    ["a merger of long ago", mouvement({ DATE_EFF: "1972-01-01" })],
    ["a delegated commune born of the merger", mouvement({ TYPECOM_AP: "COMD" })],
    ["Clipperton", insee({ COM: "98901" })],
  ])("leave %s aside", (_what, ligne) => {
    expect(isLeft(lire(ligne))).toBe(true);
  });
});

describe("an outline", () => {
  const geometry = '{"type":"MultiPolygon","coordinates":[[[[0,47],[1,47],[1,48],[0,47]]]]}';
  test.each([
    [{ code: "53", nom: "Bretagne" }, "region", "53"],
    [{ code: "53", nom: "Mayenne" }, "departement", "53"],
    [{ code: "94", nom: "Corse" }, "region", "94"],
    [{ code: "2A", nom: "Corse-du-Sud" }, "departement", "2A"],
    [{ code: "01", nom: "Guadeloupe" }, "region", "01"],
    [{ code: "971", nom: "Guadeloupe" }, "departement", "971"],
    [{ code: "72181", nom: "Le Mans" }, "commune", "72181"],
    [{ code_academie: "17", name: "Nantes", code_region_2016: "52" }, "academie", "17"],
  ])("of %j is a %s", (proprietes, niveau, code) => {
    const { dit } = accepter({ ...(proprietes as Ligne), geometry });
    expect(dit).toMatchObject({ objet: "contour", contour: { niveau, code, geometrie: geometry } });
  });

  test("that is no surface is refused", () => {
    const point = '{"type":"Point","coordinates":[0,47]}';
    expect(raisonOf({ code: "72", nom: "Sarthe", geometry: point })).toMatch(/on attend un polygone/);
    expect(raisonOf({ code: "72", nom: "Sarthe", geometry: "" })).toMatch(/Le contour manque/);
  });
});
