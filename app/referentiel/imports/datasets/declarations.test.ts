import { describe, expect, test } from "vitest";
import { accepter, type Ligne, lire, raisonOf, structureOf, valeursOf } from "#tests/lignes.ts";
import { isLeft } from "../chargement/rules.ts";

const effectifs = (uai: string, change: Ligne): Ligne => ({
  "Rentrée scolaire": "2024",
  UAI: uai,
  "Dénomination principale": "COLLEGE",
  Patronyme: "-",
  Secteur: "PUBLIC",
  REP: "0",
  "REP +": "0",
  nombre_eleves_total: "331",
  ...change,
});

describe("the département of a structure", () => {
  test.each([
    ["0720902P", { "Code département": "072" }, "72"],
    ["0720902P", { "Code département": "72" }, "72"],
    ["6200001G", { "Code département": "02A" }, "2A"],
    ["9830010U", { "Code département": "988" }, "988"],
    ["9830010U", {}, "988"],
    // A file may write the figures of the UAI in place of the code.
    ["9830010U", { "Code département": "983" }, "988"],
    ["9840001S", { "Code département": "984" }, "987"],
    ["9840001S", { "Code département": "987" }, "987"],
    ["9870026L", { "Code département": "987" }, "986"],
    ["9710003B", { "Code département": "978" }, "978"],
    ["0720902P", { Département: "SARTHE" }, "72"],
    ["0720902P", { Département: "072" }, "72"],
    ["6200001G", { "Code département": "20" }, "2A"],
    ["7200001J", { "Code département": "020" }, "2B"],
    ["6200001G", {}, "2A"],
    ["7200001J", {}, "2B"],
  ])("of %s told by %j is %s", (uai, change, departement) => {
    // The letter does not matter here: only its place in the file does.
    const digits = uai.slice(0, 7);
    const valid = digits + "ABCDEFGHJKLMNPRSTUVWXYZ"[Number(digits) % 23];
    expect(structureOf(effectifs(valid, change as Ligne)).departement).toBe(departement);
  });

  test("of Andorre is refused with the way out", () => {
    expect(raisonOf(effectifs(`1300001${"ABCDEFGHJKLMNPRSTUVWXYZ"[1_300_001 % 23]}`, {}))).toMatch(
      /ajoutez une colonne code_departement/,
    );
  });

  test("comes with the académie, by code, by name, by the name of before a merger", () => {
    const of = (change: Ligne) => structureOf(effectifs("0720902P", change)).academie;
    expect(of({ "Code académie": "9" })).toBe("09");
    expect(of({ Académie: "ORLEANS-TOURS" })).toBe("18");
    expect(of({ Académie: "ROUEN" })).toBe("70");
    expect(of({ "Code académie": "05", Académie: "CAEN" })).toBe("70");
    expect(of({})).toBe(undefined);
  });
});

test("a pseudo-line of total is refused as what it is", () => {
  expect(raisonOf(effectifs("Total Académie LILLE", {}))).toMatch(/ligne de total, pas une structure/);
});

describe("the list of REP", () => {
  const rep = (change: Ligne): Ligne => ({
    ACADEMIE: "BORDEAUX",
    "N°Département": "33",
    DEPARTEMENT: "GIRONDE",
    COMMUNE: "BORDEAUX",
    "UAI tête de réseau": "0720902P",
    NUMERO: "0720902P",
    "NOM DE L'ETABLISSEMENT": "AMPERE",
    TYPE_DETABLISSEMENT: "COLLEGE",
    EP: "REP+",
    "circonscription ": "IEN ARLES",
    ...change,
  });
  const fichier = "liste-des-rep-et-rep-rentree-2022.csv";

  test("has its year in its name, its head and its circonscription", () => {
    const read = structureOf(rep({}), { fichier });
    expect(read.statutEp).toEqual({ statut: "rep_plus", annee: 2022 });
    expect([read.nom, read.type, read.reseau, read.circonscription]).toEqual([
      "COLLEGE AMPERE",
      "college",
      "0720902P",
      { nom: "IEN ARLES" },
    ]);
  });

  test("takes the year that a person gives, and says so when nobody does", () => {
    expect(structureOf(rep({ EP: "REP" }), { fichier: "rep.csv", anneeDite: 2024 }).statutEp).toEqual({
      statut: "rep",
      annee: 2024,
    });
    expect(raisonOf(rep({}), { fichier: "rep.csv" })).toMatch(/indiquez la rentrée/);
    expect(raisonOf(rep({ EP: "ECLAIR" }), { fichier })).toMatch(/« ECLAIR » n'est pas un statut/);
  });

  test("names an école without a name after its commune, and tells a primaire by its name", () => {
    const of = (nom: string, type: string) => {
      const read = structureOf(rep({ "NOM DE L'ETABLISSEMENT": nom, TYPE_DETABLISSEMENT: type }), {
        fichier,
      });
      return [read.nom, read.type];
    };
    expect(of("-", "ECOLE MATERNELLE")).toEqual(["ECOLE MATERNELLE BORDEAUX", "maternelle"]);
    expect(of("ECOLE PRIMAIRE X", "ECOLE ELEMENTAIRE OU PRIMAIRE")).toEqual(["ECOLE PRIMAIRE X", "primaire"]);
    expect(of("ALYSCAMPS", "ECOLE ELEMENTAIRE OU PRIMAIRE")).toEqual(["ECOLE ALYSCAMPS", "elementaire"]);
  });
});

describe("the workbook of the IVAL", () => {
  const ival = (feuille: string): Ligne => ({
    "Informations établissement > UAI": "0720902P",
    "Informations établissement > Etablissement": "LYCEE X (PROFESSIONNEL)",
    "Informations établissement > Secteur": "PR",
    "Nombre d'élèves présents au Bac > TOTAL": "31",
    "Taux de réussite bruts > TOTAL": "94",
    "Valeur ajoutée du taux de réussite > TOTAL": "+3",
    "Taux d'accès bruts > Term-Bac": "ND",
    feuille,
  });

  test("speaks of the track of the sheet, for the session in its name", () => {
    const pro = accepter(ival("LP"), { fichier: "ival-2024.xlsx" });
    expect([pro.annee, pro.precision]).toEqual([2023, "LP"]);
    expect(valeursOf(pro)).toEqual({
      ival_pro_presents: 31,
      ival_pro_reussite: 94,
      ival_pro_va_reussite: 3,
      ival_pro_acces_term: null,
    });
    expect(valeursOf(accepter(ival("LGT"), { fichier: "ival-2024.xlsx" })).ival_gt_presents).toBe(31);
    expect(accepter(ival("LGT"), { fichier: "ival.xlsx", anneeDite: 2024 }).annee).toBe(2024);
    expect(structureOf(ival("LP"), { fichier: "ival-2024.xlsx" }).type).toBe("lpo");
  });

  test("has sheets and lines that are none of our business", () => {
    expect(isLeft(lire(ival("Notice"), { fichier: "ival-2024.xlsx" }))).toBe(true);
    const blank = Object.fromEntries(Object.keys(ival("")).map((column) => [column, ""]));
    expect(isLeft(lire({ ...blank, feuille: "LP" }, { fichier: "ival-2024.xlsx" }))).toBe(true);
  });
});
