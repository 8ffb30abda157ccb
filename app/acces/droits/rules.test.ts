import { describe, expect, test } from "vitest";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { type Actor, hasPermission, scopeOf } from "../rules.ts";
import { DROITS, type Droit, type Permission } from "./rules.ts";

function acteur(fonction: Fonction, porteeType: PorteeType, porteeCode: string, delegation = false): Actor {
  const recue = { delegation: { id: "d", nature: "saisie" as const, delegant: "X" } };
  const exercee = { fonction, porteeType, porteeCode, debut: "2024-09-01", fin: null };
  return { agentId: "a", nomComplet: "A", fonctions: [{ ...exercee, ...(delegation ? recue : {}) }] };
}

describe("a correspondent of the general inspection", () => {
  test.each([
    ["structure.lire", false],
    ["indicateur.lire", false],
    ["indicateur.comparer", false],
    ["indicateur.lire_interne", false],
    ["territoire.lire", true],
    ["donnees.lire", true],
  ] as const)("on one académie: %s reaches the nation: %s", (permission, nation) => {
    const scope = scopeOf(acteur("igesr", "academie", "17"), permission);
    expect([scope.nation, scope.academies]).toEqual([nation, ["17"]]);
  });

  test.each(["structure.lire", "indicateur.lire", "indicateur.comparer", "territoire.lire"] as const)(
    "on the nation: %s reaches everything",
    (permission) => {
      expect(scopeOf(acteur("igesr", "nation", "france"), permission).nation).toBe(true);
    },
  );
});

describe("partners of the committees", () => {
  const partners = [
    "caec",
    "collectivite",
    "membre_comite",
    "coordonnateur_clas",
    "caf",
    "prefecture",
    "association",
  ] as const;
  test.each(partners)("%s reads aggregates, and no value of a named structure", (fonction) => {
    const actor = acteur(fonction, "departement", "961");
    expect(hasPermission(actor, "territoire.lire")).toBe(true);
    for (const permission of [
      "indicateur.lire",
      "indicateur.comparer",
      "indicateur.lire_rh",
      "indicateur.lire_masque",
    ] as const)
      expect(hasPermission(actor, permission), permission).toBe(false);
  });
});

describe("a scope keeps restricted territories apart", () => {
  const vide = { academies: [], departements: [], communes: [], circonscriptions: [], structures: [] };
  test.each([
    ["caec", "academie", "96", { restriction: "prive_sous_contrat", academies: ["96"] }],
    ["caec", "departement", "961", { restriction: "prive_sous_contrat", departements: ["961"] }],
    ["collectivite", "academie", "96", { restriction: "lycees_publics", academies: ["96"] }],
    ["collectivite", "departement", "961", { restriction: "colleges_publics", departements: ["961"] }],
    ["collectivite", "commune", "96201", { restriction: "ecoles_publiques", communes: ["96201"] }],
  ] as const)("of %s on %s %s", (fonction, type, code, restreint) => {
    const scope = scopeOf(acteur(fonction, type, code), "structure.lire");
    expect(scope).toEqual({ ...vide, nation: false, restreints: [{ ...vide, ...restreint }] });
  });

  test("of two functions, each as it is; what is read everywhere stays so", () => {
    const caec = acteur("caec", "academie", "96");
    const both = {
      ...caec,
      fonctions: [...caec.fonctions, ...acteur("ien", "circonscription", "C1").fonctions],
    };
    expect(scopeOf(both, "structure.lire")).toMatchObject({
      ...vide,
      circonscriptions: ["C1"],
      restreints: [{ academies: ["96"] }],
    });
    expect(scopeOf(both, "territoire.lire").nation).toBe(true);
    expect(scopeOf(both, "indicateur.lire")).toMatchObject({ circonscriptions: ["C1"], restreints: [] });
  });

  test("of a CLAS territory, nothing", () => {
    for (const fonction of ["coordonnateur_clas", "association"] as const)
      for (const permission of Object.keys(DROITS) as Permission[]) {
        const scope = scopeOf(acteur(fonction, "territoire_clas", "est"), permission);
        expect({ ...scope, nation: false }, permission).toEqual({ ...vide, nation: false, restreints: [] });
      }
  });
});

test("what is opened to delegated entry is read and prepared, never decided: these lines and no other", () => {
  const ouvertes = Object.entries<Droit>(DROITS)
    .filter(([, { parDelegation }]) => parDelegation)
    .map(([permission]) => permission);
  expect(ouvertes).toEqual([
    "structure.lire",
    "indicateur.lire",
    "indicateur.lire_interne",
    "anomalie.lire",
    "territoire.lire",
    "donnees.lire",
    "agent.lire",
  ]);
  const adjoint = acteur("chef_etablissement", "structure", "U1", true);
  for (const permission of Object.keys(DROITS) as Permission[])
    expect(hasPermission(adjoint, permission), permission).toBe(
      ouvertes.includes(permission) &&
        hasPermission(acteur("chef_etablissement", "structure", "U1"), permission),
    );
});
