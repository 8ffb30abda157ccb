import { describe, expect, test } from "vitest";
import {
  apparier,
  type DonneesComparaison,
  type IndicateurDecrit,
  listEntrees,
  type VariableEntree,
} from "./rules.ts";

const indicateur = (code: string, nature: IndicateurDecrit["nature"] = "entree"): IndicateurDecrit => ({
  ...{ code, libelle: code, unite: "", decimales: 1, nature },
});

describe("a result cannot serve to compare", () => {
  test("it is set aside, and told", () => {
    const { entrees, ecartees } = listEntrees([
      indicateur("ips"),
      indicateur("ivac_va_reussite_g", "resultat"),
      indicateur("segregation", "contexte"),
    ]);
    expect(entrees.map(({ code }) => code)).toEqual(["ips"]);
    expect(ecartees.map(({ code, raison }) => [code, raison])).toEqual([
      ["ivac_va_reussite_g", "resultat"],
      ["segregation", "contexte"],
    ]);
  });

  test("the compiler refuses to make a variable of one, or of anything that was not examined", () => {
    const take = (variable: VariableEntree) => variable.code;
    // @ts-expect-error: a result is not an input.
    expect(take(indicateur("dnb_reussite", "resultat"))).toBe("dnb_reussite");
    // @ts-expect-error: nothing that says it is an input has been examined.
    expect(take({ ...indicateur("ips"), nature: "entree" })).toBe("ips");
  });
});

/** Columns by code, one value by structure; the first `choisies` structures are chosen. */
function donnees(
  columns: Readonly<Record<string, readonly number[]>>,
  choisies: number,
  types: readonly string[] = [],
): DonneesComparaison {
  const n = Object.values(columns)[0]?.length ?? types.length;
  const { entrees } = listEntrees(Object.keys(columns).map((code) => indicateur(code)));
  return {
    structures: Array.from({ length: n }, (_, i) => ({
      ...{ uai: `961000${i}A`, type: types[i] ?? "college", secteur: "public", choisie: i < choisies },
    })),
    variables: entrees.map((variable) => ({
      ...{ variable, annee: 2024, valeurs: Float64Array.from(columns[variable.code] ?? []) },
    })),
    ecartees: [],
  };
}

describe("a comparison group", () => {
  test("takes the nearest of the same kind, each once, and keeps how it was drawn", () => {
    const { methode, appariements, equilibre } = apparier(
      donnees({ ips: [90, 91, 90.2, 90.9, 110, 90.1] }, 2, ["a", "a", "a", "a", "a", "b"]),
    );
    expect(appariements.map(({ uai, comparable, rang }) => [uai, comparable, rang])).toEqual([
      ["9610000A", "9610002A", 1],
      ["9610001A", "9610003A", 1],
    ]);
    expect(methode).toMatchObject({ choisies: 2, candidates: 4, comparablesParStructure: 3, remise: false });
    expect(methode.variables).toMatchObject([{ code: "ips", annee: 2024 }]);
    expect(Math.abs(equilibre[0]?.ecartApres ?? 9)).toBeLessThan(Math.abs(equilibre[0]?.ecartAvant ?? 0));
    expect(JSON.parse(JSON.stringify(methode))).toEqual(methode);
  });

  test("sets aside what too few know and what is the same everywhere", () => {
    const columns = { ips: [1, 2, 3, 4, 5], rare: [Number.NaN, 1, 2, 3, 4], plat: [7, 7, 7, 7, 7] };
    const { methode } = apparier(donnees(columns, 1));
    expect(methode.ecartees.map(({ code, raison }) => [code, raison])).toEqual([
      ["rare", "couverture"],
      ["plat", "constante"],
    ]);
  });

  test.each<[string, DonneesComparaison, string]>([
    ["no candidate of its kind", donnees({ ips: [1, 2, 3] }, 1, ["a", "b", "b"]), "seule_de_son_genre"],
    ["nobody near", donnees({ ips: [0, 500, 501, 502, 503] }, 1), "trop_differente"],
    ["a value that lacks", donnees({ ips: [Number.NaN, 2, 2, 2, 2, 1, 2, 1, 2, 3] }, 5), "valeur_inconnue"],
    ["nothing known to compare by", donnees({}, 1, ["a", "a"]), "aucune_entree"],
  ])("says why a structure has nobody: %s", (_name, asked, raison) => {
    const { methode, appariements } = apparier(asked);
    expect(methode.sansComparable[0]).toEqual({ uai: "9610000A", raison });
    expect(appariements.filter(({ uai }) => uai === "9610000A")).toEqual([]);
  });
});
