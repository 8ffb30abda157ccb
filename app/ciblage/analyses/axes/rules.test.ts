import { beforeAll, describe, expect, test } from "vitest";
import { entreeDessai } from "#tests/calculs.ts";
import { calculer } from "../../calculs/moteur/rules.ts";
import type { ClasseAnalysee } from "../../calculs/rules.ts";
import { gainsOf, lireClasses } from "../classes/rules.ts";
import { fichierOf, readTable } from "../exports/rules.ts";
import { listIndividus } from "../individus/rules.ts";
import { type Analyse, forceOf, listPlacees, mesure, reperesDe } from "../rules.ts";
import { readVue } from "../schema.ts";
import { cercleOf, eboulisOf, lireAxes, tableAxes, tableVariables } from "./rules.ts";

let analyse: Analyse;
beforeAll(() => {
  const entree = entreeDessai(150);
  analyse = {
    calcul: {
      ...{ id: "c", numero: 1, scenario: { id: "s", nom: "Essai" }, termineLe: "2026-11-22T09:00:00.000Z" },
      demande: { famille: "colleges" },
    },
    campagne: { id: "k", nom: "CLA" },
    ...{ entree, resultat: calculer(entree), rh: true, masques: true, typologie: null },
    lisibles: new Set(entree.structures.map(({ uai }) => uai)),
  };
});

describe("axes in words", () => {
  test("shares sum to 100 %, and the kept axes are marked", () => {
    const { colonnes, marquees } = eboulisOf(analyse);
    expect(colonnes.at(-1)?.cumul).toBeCloseTo(100, 9);
    expect(marquees?.colonnes).toEqual(["1", "2", "3"]);
    expect(tableAxes(analyse).lignes.length).toBe(3);
  });

  test("opposite variables stand on opposite sides, the strongest first", () => {
    const [first] = lireAxes(analyse);
    expect(first?.titre).toMatch(/^Axe 1\u00a0: \d/);
    const side = first?.positif.some((line) => line.startsWith("ips")) ? first.negatif : first?.positif;
    expect(side?.some((line) => line.startsWith("boursiers, 2024-2025 (corrélation"))).toBe(true);
    expect(first?.construit.length).toBeGreaterThan(0);
  });

  test("the circle and its table hold the same correlations", () => {
    const [variable] = cercleOf(analyse, { x: 1, y: 2 }).variables;
    expect(variable?.x).toBe(analyse.resultat.variables[0]?.correlations[0]);
    const table = tableVariables(analyse, { x: 1, y: 2 });
    expect(table.lignes[0]?.[3]).toBe(mesure(variable?.x));
    expect(table.lignes.at(-1)?.[1]).toBe("Supplémentaire");
    expect(table.lignes.at(-1)?.[5]).toBe("Sans objet");
  });
});

describe("a weak indicator", () => {
  test("bears a star wherever it is read, and the page says why", () => {
    const [first, ...others] = analyse.entree.variables;
    const weak = {
      ...analyse,
      entree: { ...analyse.entree, variables: [{ ...first, faiblesses: ["Petits effectifs"] }, ...others] },
    } as Analyse;
    expect(reperesDe(weak).fragiles).toEqual([{ nom: "ips, 2024-2025 *", faiblesses: ["Petits effectifs"] }]);
    expect(tableVariables(weak, { x: 1, y: 2 }).lignes[0]?.[0]).toContain("2024-2025 *");
    expect(reperesDe(analyse).fragiles).toEqual([]);
  });
});

test("a run of one axis is still seen: its second axis is empty", () => {
  const cut = <T>(values: readonly T[]) => values.slice(0, 1);
  const { resultat } = analyse;
  const one: Analyse = {
    ...analyse,
    resultat: {
      ...resultat,
      axes: 1,
      structures: resultat.structures.map((own) => ({
        ...own,
        coordonnees: cut(own.coordonnees),
        cos2: cut(own.cos2),
        contributions: cut(own.contributions),
      })),
      variables: resultat.variables.map((own) => ({ ...own, correlations: cut(own.correlations) })),
    },
  };
  const vue = readVue(new URLSearchParams("x=1&y=2"), one);
  expect(vue).toMatchObject({ x: 1, y: 2 });
  expect(listIndividus(listPlacees(one), vue).every(({ y }) => y === 0)).toBe(true);
  expect(cercleOf(one, vue).variables[0]).toMatchObject({ y: 0, x: expect.any(Number) });
  expect(fichierOf(one, "structures", vue).columns).toContain("Coordonnée, axe 1");
});

describe("classes in words", () => {
  test.each([
    [1.97, "un peu"],
    [2.99, "un peu"],
    [3, "nettement"],
    [-4.99, "nettement"],
    [5, "très nettement"],
    [-12, "très nettement"],
  ])("a test value of %d is « %s »", (vTest, words) => {
    expect(forceOf(vTest)).toBe(words);
  });

  test("each says how many it holds, its typical structures, and sums to all that were placed", () => {
    const classes = lireClasses(analyse);
    expect(classes.map(({ numero }) => numero)).toEqual([1, 2, 3, 4]);
    expect(classes.reduce((sum, { effectif }) => sum + effectif, 0)).toBe(150);
    expect(classes.every(({ parangons }) => parangons.length > 0)).toBe(true);
    expect(classes[0]?.plusHaut.concat(classes[0].plusBas).join()).toMatch(
      /que dans l’ensemble \(.* contre /,
    );
  });

  test("a higher mean is on the side « plus élevé », whatever the class", () => {
    for (const { variables } of analyse.resultat.classes as ClasseAnalysee[]) {
      for (const { vTest, moyenneClasse, moyenneEnsemble } of variables) {
        expect(Math.sign(vTest)).toBe(Math.sign(moyenneClasse - moyenneEnsemble));
      }
    }
  });

  test("neither the page nor the file says a staff indicator to those who may not read it", () => {
    const other = { ...analyse, rh: false };
    const words = (of: Analyse) => JSON.stringify(lireClasses(of));
    const file = (of: Analyse) =>
      JSON.stringify(fichierOf(of, "classes", readVue(new URLSearchParams(), of)));
    expect([words(analyse), file(analyse)].every((text) => text.includes("stabilite"))).toBe(true);
    expect([words(other), file(other)].some((text) => text.includes("stabilite"))).toBe(false);
    expect(lireClasses(other).some(({ cachees }) => cachees > 0)).toBe(true);
  });

  test("of one or two structures gives no mean nor test value, but to those who read all of them", () => {
    const alone = analyse.resultat.structures.find(({ classe }) => classe === 1)?.uai ?? "";
    const small: Analyse = {
      ...analyse,
      resultat: {
        ...analyse.resultat,
        structures: analyse.resultat.structures.map((own) => ({
          ...own,
          classe: own.classe === 1 && own.uai !== alone ? 2 : own.classe,
        })),
        classes: analyse.resultat.classes.map((own) => (own.numero === 1 ? { ...own, effectif: 1 } : own)),
      },
    };
    const words = (of: Analyse) => {
      const [first] = lireClasses(of);
      return [...(first?.plusHaut ?? []), ...(first?.plusBas ?? [])].join();
    };
    const file = (of: Analyse) =>
      fichierOf(of, "classes", readVue(new URLSearchParams(), of)).rows.filter(
        ([numero, , , nom]) => numero === 1 && String(nom).includes(", 2024-2025"),
      );
    expect(words(small)).toContain("valeur-test");
    for (const other of [
      { ...small, masques: false },
      { ...small, lisibles: new Set<string>() },
    ]) {
      expect(words(other)).toContain("trop peu de structures");
      expect(words(other)).not.toContain("valeur-test");
      expect(file(other).every((row) => row[4] === null && row[6] === null && row[7] === null)).toBe(true);
    }
    expect(file(small).every((row) => typeof row[4] === "number")).toBe(true);
  });

  test("names no typical structure out of the scope of the reader, and counts it", () => {
    const none = { ...analyse, lisibles: new Set<string>() };
    expect(lireClasses(none).flatMap(({ parangons }) => parangons)).toEqual([]);
    expect(lireClasses(none)[0]?.parangonsAilleurs).toBeGreaterThan(0);
  });

  test("the gains of a cut are shares of the whole, the kept cut marked and told from the proposed one", () => {
    const gains = gainsOf(analyse);
    expect(gains?.marquees?.colonnes).toEqual(["4"]);
    expect(gains?.colonnes[0]?.libelle).toBe("2");
    expect(gains?.colonnes.reduce((sum, { valeur }) => sum + valeur, 0)).toBeLessThanOrEqual(100);
    const proposed = { ...analyse.resultat, classesProposees: 2 };
    expect(gainsOf({ ...analyse, resultat: proposed })?.marquees?.libelle).toContain("2 proposées");
    expect(gainsOf({ ...analyse, resultat: { ...proposed, gainsInertie: [] } })).toBeNull();
  });
});

describe("files", () => {
  const vue = () => readVue(new URLSearchParams("departement=961"), analyse);
  test.each(["structures", "variables", "modalites", "axes", "classes"] as const)(
    "%s has as many cells as titles on every line",
    (table) => {
      const { columns, rows } = fichierOf(analyse, table, vue());
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row.length).toBe(columns.length);
    },
  );
  test("structures are those of the choice", () => {
    expect(fichierOf(analyse, "structures", vue()).rows.length).toBe(50);
  });
  test("an unknown table is that of the structures", () => {
    expect(readTable(new URLSearchParams("table=rien"))).toBe("structures");
  });
});
