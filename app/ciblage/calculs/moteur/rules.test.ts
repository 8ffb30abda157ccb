import { describe, expect, test } from "vitest";
import { packJson } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { seededRandom } from "#app/platform/statistics/random.ts";
import type { Critere } from "../../regles/rules.ts";
import type { DefinitionScenario } from "../../scenarios/rules.ts";
import type { EntreeCalcul, ValeurGelee } from "../rules.ts";
import { calculer } from "./rules.ts";

const CODES = ["ips", "boursiers", "reussite", "retard"] as const;
const commun = { role: "requis", motif: null, nom: "" } as const;
const auPlus = (code: string, quantile: number, id = "c1"): Critere => ({
  ...{ ...commun, id, genre: "indicateur", code, annee: 2024, sens: "au_plus" },
  seuil: { genre: "quantile", quantile, base: "population" },
});
const choisies = (codes: readonly string[]) => codes.map((code) => ({ code, annee: 2024, poids: 1 }));

const DEFINITION: DefinitionScenario = {
  actives: choisies(["ips", "boursiers", "reussite"]),
  supplementaires: choisies(["retard"]),
  qualitatives: ["secteur"],
  manquants: "exclure",
  poids: "egaux",
  reduire: true,
  axes: 3,
  classes: null,
  regle: {
    criteres: [auPlus("ips", 0.25)],
    auMoins: 0,
    composite: [{ code: "ips", annee: 2024, poids: 2, sens: "bas" }],
    nombreMax: null,
  },
};

const ok = (valeur: number): ValeurGelee => ({ valeur, statut: "ok" });
const NS: ValeurGelee = { valeur: null, statut: "ns" };

/** Structures along one common factor, each variable with its own noise. */
function entreeOf(
  n: number,
  changes: Partial<DefinitionScenario> = {},
  valeurOf: (i: number, j: number, value: number) => ValeurGelee = (_i, _j, value) => ok(value),
): EntreeCalcul {
  const random = seededRandom(7);
  return {
    moteur: "1",
    famille: "colleges",
    population: {
      ...{ statutsEp: [], secteurs: [], departements: [], circonscriptions: [], bassins: [], ruralites: [] },
      effectifMinimal: 0,
    },
    definition: { ...DEFINITION, ...changes },
    donneesAu: "2026-11-22T09:00:00.000Z",
    graine: 2026,
    stabilite: { tirages: 60, ecartPoids: 0.2, seuilDepartage: 0.8 },
    variables: CODES.map((code) => ({
      ...{ cle: `${code}@2024`, code, libelle: code, unite: "", decimales: 1, annee: 2024, source: "essai" },
      ...{ faiblesses: [], diffusion: "ouverte" },
    })),
    structures: Array.from({ length: n }, (_, i) => ({
      ...{
        uai: `096${String(i).padStart(4, "0")}A`,
        nom: `Collège ${i}`,
        type: "college",
        secteur: "public",
      },
      ...{ commune: "Ici", departement: "961", circonscription: null, bassin: null, statutEp: "hors_ep" },
      ...{ ruralite: "rural", marques: [], poids: 1 },
      qualitatives: { secteur: i % 3 === 0 ? "Public" : "Privé" },
    })),
    valeurs: Array.from({ length: n }, (_, i) => {
      const factor = random.normal();
      return CODES.map((_code, j) => valeurOf(i, j, 100 + 10 * (factor + 0.5 * random.normal())));
    }),
    seuilsExternes: {},
  };
}

const refusalOf = (entree: EntreeCalcul) => {
  try {
    calculer(entree);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "none";
};

describe("a run", () => {
  test("gives the same bytes for the same input and seed, others for another seed", () => {
    const entree = entreeOf(60);
    const text = canonicalJson(calculer(entree));
    expect(canonicalJson(calculer(JSON.parse(canonicalJson(entree)) as EntreeCalcul))).toBe(text);
    expect(canonicalJson(calculer({ ...entree, graine: 2027 }))).not.toBe(text);
  });

  test("keeps by the rule, ranks, classes, and measures how the list holds", () => {
    const entree = entreeOf(60);
    const { structures, classes, seuils, valeursPropres } = calculer(entree);
    const kept = structures.filter(({ retenue }) => retenue);
    expect(kept).toHaveLength(15);
    const ips = entree.valeurs.map((own) => own[0]?.valeur ?? 0);
    const expected = [...ips].sort((a, b) => a - b);
    expect(seuils.c1).toBeGreaterThanOrEqual(expected[14] as number);
    expect(seuils.c1).toBeLessThan(expected[15] as number);
    expect(structures[ips.indexOf(expected[0] as number)]).toMatchObject({
      rang: 1,
      retenue: true,
      frequence: 1,
    });
    expect(structures[ips.indexOf(expected[59] as number)]).toMatchObject({
      rang: 60,
      retenue: false,
      frequence: 0,
    });
    expect(structures.some(({ frequence }) => frequence !== null && frequence > 0 && frequence < 1)).toBe(
      true,
    );
    expect(classes.reduce((n, { effectif }) => n + effectif, 0)).toBe(60);
    expect(classes.reduce((n, { retenues }) => n + retenues, 0)).toBe(15);
    expect(valeursPropres.reduce((sum, value) => sum + value, 0)).toBeCloseTo(3, 9);
  });

  test("never reads NS as 0: the structure is set aside, its criterion is not met, and the run says so", () => {
    const entree = entreeOf(40, {}, (i, j, value) => (i === 3 && j === 0 ? NS : ok(value)));
    const { structures, avertissements, variables } = calculer(entree);
    expect(structures[3]).toMatchObject({ analysee: false, retenue: false, classe: null, coordonnees: [] });
    expect(structures[3]?.criteres).toMatchObject([{ valeur: null, rempli: false }]);
    expect(structures[3]).toMatchObject({ composite: null, rang: null, frequence: 0 });
    expect(avertissements.join(" ")).toContain("1\u00a0structure incomplète n’est pas placée");
    expect(variables[0]?.moyenne).toBeGreaterThan(80);
  });

  test("completes what is missing when asked, and marks it; the rule still reads known values only", () => {
    const entree = entreeOf(40, { manquants: "imputer" }, (i, j, value) =>
      i === 3 && j === 0 ? NS : ok(value),
    );
    const { structures } = calculer(entree);
    expect(structures[3]).toMatchObject({ analysee: true, imputees: ["ips@2024"], retenue: false });
    expect(structures[4]?.imputees).toEqual([]);
  });

  test("leaves a constant variable out, and says which", () => {
    const entree = entreeOf(30, {}, (_i, j, value) => ok(j === 1 ? 5 : value));
    const { variables, avertissements } = calculer(entree);
    expect(variables.map(({ cle }) => cle)).toEqual(["ips@2024", "reussite@2024", "retard@2024"]);
    expect(avertissements.join(" ")).toContain("« boursiers (2024-2025) » a la même valeur partout");
  });

  test("gives fewer classes than asked when there are fewer structures, and says it", () => {
    const { classes, avertissements } = calculer(entreeOf(4, { classes: 8 }));
    expect(classes).toHaveLength(4);
    expect(avertissements.join(" ")).toContain("4\u00a0classes au lieu de 8");
  });

  test("sets aside structures without weight", () => {
    const entree = entreeOf(30);
    const structures = entree.structures.map((one, i) => (i < 2 ? { ...one, poids: 0 } : one));
    const definition = { ...entree.definition, poids: { code: "retard" } };
    const result = calculer({ ...entree, structures, definition });
    expect(result.structures.filter(({ analysee }) => !analysee)).toHaveLength(2);
    expect(result.avertissements.join(" ")).toContain("Choisissez des poids égaux");
  });

  test.each<[string, EntreeCalcul, string]>([
    ["an empty population", entreeOf(0), "population_vide"],
    ["one structure", entreeOf(1), "trop_peu_pesees"],
    ["a variable without any value", entreeOf(20, {}, (_i, j, v) => (j === 2 ? NS : ok(v))), "variable_vide"],
    ["nobody complete", entreeOf(20, {}, (i, j, v) => (j === i % 2 ? NS : ok(v))), "trop_peu_completes"],
    ["the same value everywhere", entreeOf(20, {}, () => ok(4)), "sans_variation"],
  ])("refuses %s with what to do", (_title, entree, code) => {
    expect(refusalOf(entree)).toBe(code);
  });

  test("follows a class through the tirages, with imputed values that move", () => {
    const criteres: Critere[] = [{ ...commun, id: "c1", genre: "classe", classes: [1] }];
    const regle = { criteres, auMoins: 0, composite: null, nombreMax: null };
    const entree = entreeOf(60, { regle, classes: 3, manquants: "imputer" }, (i, j, value) =>
      i % 10 === 0 && j === 1 ? NS : ok(value),
    );
    const { structures, classes } = calculer(entree);
    expect(structures.filter(({ retenue }) => retenue)).toHaveLength(classes[0]?.effectif ?? -1);
    const kept = structures.filter(({ retenue }) => retenue).map(({ frequence }) => frequence ?? 0);
    expect(Math.max(...kept)).toBeGreaterThan(0.8);
  });
});

describe("the engine", () => {
  /**
   * What engine 1 gave when its first runs were stored: a change of these is a change of numbers, which comes with
   * another `MOTEUR`, since the runs of this one could no longer be replayed.
   */
  test("of this number gives the numbers that it always gave", () => {
    const regle = {
      criteres: [
        auPlus("ips", 0.6),
        { ...commun, id: "c2", role: "compte", genre: "classe", classes: [1, 2] },
        {
          ...{ ...commun, id: "c3", role: "compte", genre: "indicateur", code: "reussite", annee: 2024 },
          ...{ sens: "au_plus", seuil: { genre: "absolu", valeur: 100 } },
        },
      ] satisfies Critere[],
      auMoins: 1,
      composite: [{ code: "ips", annee: 2024, poids: 2, sens: "bas" }] as const,
      nombreMax: null,
    };
    const entree = entreeOf(400, { regle, classes: 4, manquants: "imputer" }, (i, j, value) =>
      i % 9 === 0 && j === 1 ? NS : ok(value),
    );
    const result = calculer(entree);
    expect(
      result.structures.filter(({ frequence }) => frequence !== null && frequence % 1 > 0).length,
    ).toBeGreaterThan(40);
    expect([result.moteur, packJson(result).sha256.toString("hex")]).toEqual([
      "1",
      "e920472260a1f62a3f759fda48ce3915280208c31ec0b02457ab96a9d2068085",
    ]);
  });
});
