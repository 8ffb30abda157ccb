import { describe, expect, test } from "vitest";
import { academieActuelle, academieOfNom } from "./academies.ts";
import { typeOfEcole, typeOfNature, typeOfNom } from "./types-structure.ts";

describe("a denomination of the second degré", () => {
  test.each([
    ["COLLEGE", "college"],
    ["COLLEGE PRIVE PR HANDICAPES", "college"],
    ["ECOLE SECONDAIRE PRIVEE", "college"],
    ["COLLEGE LYCEE ANNE MARIE JAVOUHEY D'UTUROA", "college"],
    ["INSTITUTION NOTRE DAME SAINT-JEAN - COLLEGE", "college"],
    ["INSTITUTION NOTRE DAME SAINT JEAN - LYCEE", "lgt"],
    ["LYCEE GENERAL ET TECHNOLOGIQUE", "lgt"],
    ["LYCEE GEN.ET TECHNOL.PRIVE", "lgt"],
    ["LYC GEN-TECHNO PR DES METIERS", "lgt"],
    ["LGT LYCEE DES METIERS", "lgt"],
    ["SECTION ENSEIGNT GEN.ET TECHNO", "lgt"],
    ["LYCEE DU PROFESSEUR CLOUET", "lgt"],
    ["LYCEE POLYVALENT.PRIVE", "lpo"],
    ["LPO LYCEE DES METIERS", "lpo"],
    ["LYC POLYVAL PRIVE DES METIERS", "lpo"],
    ["LP LYCEE DES METIERS", "lp"],
    ["LYCEE PROF PRIVE DES METIERS", "lp"],
    ["LYCEE ENSEIGNEMENT PROF.", "lp"],
    ["LYCEE DES METIERS GUSTAVE EIFFEL", "lp"],
    ["ETAB.REGIONAL ENSEIGNT ADAPTE", "erea"],
    ["LYCEE D'ENSEIGNEMENT ADAPTE", "erea"],
    ["EREA", "erea"],
    ["Section d'enseignement général et professionnel adapté du collège Jean Moulin", "segpa"],
    ["SEGPA DU COLLEGE", "segpa"],
    ["SECTION ENSEIGNT PROFESSIONNEL", "sep"],
    ["CFA", "autre"],
    ["GOD", "autre"],
  ])("%s is %s", (nom, type) => {
    expect(typeOfNom(nom)).toBe(type);
  });
});

describe("an école", () => {
  test.each([
    ["ECOLE MATERNELLE D APPLICATION", "maternelle"],
    ["E.M.PU JULES FERRY", "maternelle"],
    ["ECOLE PRIMAIRE PUBLIQUE", "primaire"],
    ["E.P.PU LES TILLEULS", "primaire"],
    ["ECOLE ELEMENTAIRE PRIVEE", "elementaire"],
    ["E.E.PU", "elementaire"],
    ["JULES FERRY", "elementaire"],
    ["ECOLE SPECIALISEE LES GUIBLETS", "ecole_specialisee"],
  ])("named %s is %s", (nom, type) => {
    expect(typeOfEcole(nom)).toBe(type);
  });

  test("of the nature of élémentaires is a primaire when its name says so", () => {
    expect(typeOfNature("151", "Ecole primaire Jean Macé")).toBe("primaire");
    expect(typeOfNature("151", "Ecole élémentaire Jean Macé")).toBe("elementaire");
    expect(typeOfNature("101", "Ecole primaire Jean Macé")).toBe("maternelle");
    expect(typeOfNature("340", "Collège")).toBe("college");
    expect(typeOfNature("390", "SEGPA")).toBe("segpa");
    expect(typeOfNature("999", "Autre chose")).toBe("autre");
  });
});

test.each([
  ["LILLE", "09"],
  ["Orléans-Tours", "18"],
  ["Académie de Nantes", "17"],
  ["CAEN", "70"],
  ["Rouen", "70"],
  ["Nouvelle Calédonie", "40"],
  ["ST PIERRE ET MIQUELON", "44"],
  ["Ville-sur-Mer", undefined],
])("the académie %s is %s", (nom, code) => {
  expect(academieOfNom(nom)).toBe(code);
});

test("the codes of Caen and Rouen are those of Normandie", () => {
  expect(["05", "21", "17"].map(academieActuelle)).toEqual(["70", "70", "17"]);
});
