import { describe, expect, test } from "vitest";
import { MODELES } from "../../scenarios/modeles/rules.ts";
import { canMotiver, direRegles, isInchangee, lignesOf, listObstacles, type Situation } from "./rules.ts";

const PRETE: Situation = {
  ...{ etat: "ouverte", dialogueSocial: true, presentees: 0, retenues: 1, inchangee: false },
};

describe("what prevents a list from being published", () => {
  test.each<[string, Partial<Situation>, string[]]>([
    ["nothing, in an opened campaign", {}, []],
    ["nothing, for a new version", { etat: "publiee" }, []],
    ["a campaign in preparation", { etat: "preparation" }, ["campagne_en_preparation"]],
    ["a closed campaign", { etat: "close" }, ["campagne_close"]],
    ["no social dialogue", { dialogueSocial: false }, ["dialogue_social_absent"]],
    ["one structure presented and not decided", { presentees: 1 }, ["candidatures_a_decider"]],
    ["nothing chosen", { retenues: 0 }, ["aucune_retenue"]],
    ["the same list as before", { etat: "publiee", inchangee: true }, ["liste_inchangee"]],
    [
      "several at once, all told",
      { dialogueSocial: false, presentees: 2, retenues: 0 },
      ["dialogue_social_absent", "candidatures_a_decider", "aucune_retenue"],
    ],
  ])("%s", (_name, changes, codes) => {
    const obstacles = listObstacles({ ...PRETE, ...changes });
    expect(obstacles.map(({ code }) => code)).toEqual(codes);
    for (const { message } of obstacles) expect(message).toMatch(/[.]$/);
  });

  test("a version that replaces another says why; the first need not", () => {
    expect([
      canMotiver(1, "").ok,
      canMotiver(2, "").ok,
      canMotiver(2, "Une structure a décliné.").ok,
    ]).toEqual([true, false, true]);
  });
});

describe("what a list tells", () => {
  const candidature = (uai: string, etat: "retenu" | "retire" | "presente" | "non_retenu") => ({
    ...{ uai, nom: "Collège", type: "college", secteur: "public", commune: "C", departement: "961" },
    ...{ ruralite: null, etat, motifs: ["proximite_ep" as const] },
  });

  test("is decided structures, by UAI; what is withdrawn or still examined is not told", () => {
    const lignes = lignesOf([
      candidature("9610003C", "non_retenu"),
      candidature("9610001A", "retenu"),
      candidature("9610002B", "retire"),
      candidature("9610004D", "presente"),
    ]);
    expect(lignes.map(({ uai, etat }) => [uai, etat])).toEqual([
      ["9610001A", "retenu"],
      ["9610003C", "non_retenu"],
    ]);
  });

  test("is the same while structures, decisions, grounds and runs are", () => {
    const contenu = { calculs: [], lignes: lignesOf([candidature("9610001A", "retenu")]) };
    const renamed = { ...contenu, lignes: contenu.lignes.map((ligne) => ({ ...ligne, nom: "Autre nom" })) };
    const without = { ...contenu, lignes: contenu.lignes.map((ligne) => ({ ...ligne, motifs: [] })) };
    const run = { famille: "colleges", calculId: "c", listeEmpreinte: "" } as const;
    expect(isInchangee(undefined, contenu)).toBe(false);
    expect(isInchangee(contenu, renamed)).toBe(true);
    expect(isInchangee(contenu, without)).toBe(false);
    expect(isInchangee(contenu, { ...contenu, calculs: [run] })).toBe(false);
  });

  test("carries its rules in words, with their thresholds, and says that people decide", () => {
    const { regle } = MODELES.nantes.definition;
    const text = direRegles([
      { famille: "colleges", scenario: "Règle de Nantes", regle, lexique: {}, seuils: {} },
    ]);
    expect(text).toMatch(/^Collèges \(Règle de Nantes\)\n\nUne structure est retenue/);
    expect(text).toMatch(/\n- /);
    expect(text).toContain("elle ne la prend pas");
    expect(direRegles([])).toContain("sans règle de calcul");
  });
});
