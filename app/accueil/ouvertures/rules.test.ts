import { describe, expect, test } from "vitest";
import { DROITS } from "#app/acces/droits/rules.ts";
import { FONCTIONS, type Fonction, type FonctionExercee } from "#app/acces/fonctions/rules.ts";
import type { Actor } from "#app/acces/rules.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
import { ENTREES, type NomEntree } from "../entrees/rules.ts";
import { OUVERTURES, ouvertureOf } from "./rules.ts";

const ALL = Object.keys(FONCTIONS) as Fonction[];

function actorOf(...fonctions: FonctionExercee[]): Actor {
  return { agentId: "", nomComplet: "", fonctions };
}

const cast = (fonction: Fonction): FonctionExercee => {
  const [found] = DISTRIBUTION.flatMap(({ fonctions }) => fonctions).filter((f) => f.fonction === fonction);
  return found ?? { fonction, porteeType: "academie", porteeCode: "96", debut: "2024-09-01", fin: null };
};

describe("the first words of the home page", () => {
  test.each(ALL)("%s reads a sentence and finds entries that the rights table opens", (fonction) => {
    const { mots, utiles } = ouvertureOf(actorOf(cast(fonction)));
    expect(mots).toBe(OUVERTURES[fonction].mots);
    expect(mots).toMatch(/\.$/);
    // An entry announced for a function and closed to it would be a table that lies.
    expect(utiles).toHaveLength(OUVERTURES[fonction].entrees.length);
  });

  test("every entry is among the first of at least one function", () => {
    const first = new Set(Object.values(OUVERTURES).flatMap(({ entrees }) => entrees));
    // What the main navigation already shows everybody who may read it needs no card of its own.
    const inNavigation: NomEntree[] = ["imports"];
    const names = (Object.keys(ENTREES) as NomEntree[]).filter((nom) => !inNavigation.includes(nom));
    expect(names.filter((nom) => !first.has(nom))).toEqual([]);
  });

  test.each([
    ["publications", ["administrateur", "dgesco", "pilote_academique"]],
    ["bandeau", ["administrateur", "dgesco", "pilote_academique"]],
    ["textes", ["administrateur"]],
    ["archives", ["administrateur"]],
  ] as const)("%s comes first for exactly those who may write there", (nom, fonctions) => {
    const { droit } = ENTREES[nom];
    expect(ALL.filter((fonction) => OUVERTURES[fonction].entrees.includes(nom)).sort()).toEqual(fonctions);
    expect(ALL.filter((fonction) => fonction in DROITS[droit].fonctions).sort()).toEqual(fonctions);
  });

  test("somebody without a function is led to ask for one", () => {
    const { mots, utiles, autres } = ouvertureOf(actorOf());
    expect(mots).toContain("sans fonction pour l’instant");
    expect(utiles.map(({ href }) => href)).toEqual(["/demande-acces"]);
    expect(autres.map(({ href }) => href)).toEqual(["/droits"]);
  });

  test("whoever acts for somebody reads for whom, and finds only what delegation opens", () => {
    const delegation = { id: "d", nature: "saisie", delegant: "Nadia Estran" } as const;
    const { mots, utiles, autres } = ouvertureOf(actorOf({ ...cast("chef_etablissement"), delegation }));
    expect(mots).toContain("Vous agissez par délégation de Nadia Estran.");
    const hrefs = [...utiles, ...autres].map(({ href }) => href);
    expect(utiles.map(({ href }) => href)).toContain("/personnes");
    expect(hrefs).toContain("/structures");
    expect(hrefs).not.toContain("/delegations");
  });

  test("two functions open the entries of both, each once", () => {
    const { utiles, autres } = ouvertureOf(actorOf(cast("ssa"), cast("pilote_academique")));
    const hrefs = [...utiles, ...autres].map(({ href }) => href);
    expect(hrefs).toContain("/imports/depot");
    expect(hrefs).toContain("/journal");
    expect(new Set(hrefs).size).toBe(hrefs.length);
  });
});
