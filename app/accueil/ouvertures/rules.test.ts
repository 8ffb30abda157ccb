import { describe, expect, test } from "vitest";
import { FONCTIONS, type Fonction, type FonctionExercee } from "#app/acces/fonctions/rules.ts";
import type { Actor } from "#app/acces/rules.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
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
