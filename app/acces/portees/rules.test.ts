import { describe, expect, test } from "vitest";
import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { type PorteeNommee, porteeKey, reaches, readPorteeKey } from "./rules.ts";

const dans = { academie: "96", departement: "961", circonscription: "C1" };
const structureOf = (type: TypeStructure, secteur: Secteur): PorteeNommee => ({
  ...{ type: "structure", code: "U1", libelle: "U1" },
  dans: { ...dans, communes: ["96213", "96201"] },
  structure: { type, secteur },
});
const COMMUNE: PorteeNommee = {
  ...{ type: "commune", code: "96213", libelle: "Arrondissement" },
  dans: { ...dans, circonscription: null, communes: ["96213", "96201"] },
};
const DEPARTEMENT: PorteeNommee = {
  ...{ type: "departement", code: "961", libelle: "Rives" },
  dans: { ...dans, circonscription: null },
};

describe("a function that is kept to nothing reaches what its scope contains", () => {
  test.each<[PorteeType, string, boolean, boolean, boolean]>([
    ["nation", "france", true, true, true],
    ["academie", "96", true, true, true],
    ["academie", "01", false, false, false],
    ["departement", "961", true, true, true],
    ["departement", "962", false, false, false],
    ["commune", "96213", true, true, false],
    // The commune of today holds what files still place in one of its parts.
    ["commune", "96201", true, true, false],
    ["commune", "96202", false, false, false],
    ["circonscription", "C1", true, false, false],
    ["structure", "U1", true, false, false],
    ["territoire_clas", "961", false, false, false],
  ])("%s %s: the école %s, its commune %s, its département %s", (type, code, ecole, commune, departement) => {
    const found = [structureOf("primaire", "public"), COMMUNE, DEPARTEMENT].map((portee) =>
      reaches({ fonction: "pilote_academique", portee: { type, code } }, portee),
    );
    expect(found).toEqual([ecole, commune, departement]);
  });
});

describe("a function on a scope reaches", () => {
  const ecole = structureOf("primaire", "public");
  const privee = structureOf("primaire", "prive_sous_contrat");
  const incertaine = structureOf("primaire", "prive");
  const college = structureOf("college", "public");
  const lycee = structureOf("lp", "public");
  test.each<[Fonction, PorteeType, string, boolean[]]>([
    ["pilote_academique", "academie", "96", [true, true, true, true, true, true]],
    ["caec", "academie", "96", [false, true, false, false, false, false]],
    ["caec", "departement", "961", [false, true, false, false, false, false]],
    ["caec", "departement", "962", [false, false, false, false, false, false]],
    ["collectivite", "academie", "96", [false, false, false, false, true, false]],
    ["collectivite", "departement", "961", [false, false, false, true, false, false]],
    ["collectivite", "commune", "96201", [true, false, false, false, false, false]],
    ["collectivite", "commune", "96202", [false, false, false, false, false, false]],
    ["collectivite", "structure", "U1", [true, true, true, true, true, false]],
    ["coordonnateur_clas", "territoire_clas", "U1", [false, false, false, false, false, false]],
  ])("%s on %s %s: %j", (fonction, type, code, expected) => {
    const portee = { type, code };
    const found = [ecole, privee, incertaine, college, lycee, DEPARTEMENT].map((one) =>
      reaches({ fonction, portee }, one),
    );
    expect(found).toEqual(expected);
  });
});

test.each(["commune:96201", "structure:9610315V", "territoire_clas:port-amarre-est"])(
  "the word %s names a scope and is written again the same",
  (key) => {
    expect(readPorteeKey(key).map(porteeKey)).toEqual([key]);
  },
);

test.each(["", "commune", "commune:", "ville:96201", `commune:${"9".repeat(41)}`, "constructor:1"])(
  "the word « %s » names none",
  (key) => {
    expect(readPorteeKey(key)).toEqual([]);
  },
);
