import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Critere, Regle, Sens } from "../rules.ts";
import { compileRegle, evaluateRegle, lireStructure, type TableauRegle } from "./rules.ts";

const IPS = Float64Array.of(80, 90, 100, 110, Number.NaN);
const VA = Float64Array.of(-2, 3, 0, 1, -1);
const tableau: TableauRegle = {
  n: 5,
  valeurs: new Map([
    ["ips@2024", IPS],
    ["va@2024", VA],
  ]),
  axes: [Float64Array.of(-1, 0, 1, 2, Number.NaN)],
  classes: Int32Array.of(0, 0, 1, 1, -1),
  marques: { orpheline: Uint8Array.of(1, 0, 0, 1, 1) },
};

const commun = { role: "requis", motif: null, nom: "" } as const;
const seuil = (code: string, sens: Sens, valeur: number, id = "c1"): Critere => ({
  ...{ ...commun, id, genre: "indicateur", code, annee: 2024, sens },
  seuil: { genre: "absolu", valeur },
});
const quart = (base: "population" | "academie"): Critere => ({
  ...{ ...commun, id: "c1", genre: "indicateur", code: "ips", annee: 2024, sens: "au_plus" },
  seuil: { genre: "quantile", quantile: 0.25, base },
});
const regle = (criteres: readonly Critere[], rest: Partial<Regle> = {}): Regle => ({
  ...{ criteres, auMoins: 0, composite: null, nombreMax: null },
  ...rest,
});
const apply = (r: Regle, on: TableauRegle = tableau, externes = {}) => {
  const compilee = compileRegle(r, externes, on);
  return { compilee, appliquee: evaluateRegle(compilee) };
};
const kept = (r: Regle, externes = {}) => [...apply(r, tableau, externes).appliquee.retenues];

describe("a rule", () => {
  test.each<[string, Critere, number[]]>([
    ["holds at most", seuil("ips", "au_plus", 90), [1, 1, 0, 0, 0]],
    ["holds less than", seuil("ips", "moins_de", 90), [1, 0, 0, 0, 0]],
    ["holds at least", seuil("ips", "au_moins", 100), [0, 0, 1, 1, 0]],
    ["holds more than", seuil("ips", "plus_de", 100), [0, 0, 0, 1, 0]],
    ["keeps a quarter of the known values", quart("population"), [1, 0, 0, 0, 0]],
    [
      "reads an axis",
      { ...commun, id: "c1", genre: "axe", axe: 1, sens: "au_plus", seuil: { genre: "absolu", valeur: 0 } },
      [1, 1, 0, 0, 0],
    ],
    ["reads classes from 1", { ...commun, id: "c1", genre: "classe", classes: [2] }, [0, 0, 1, 1, 0]],
    ["reads a fact", { ...commun, id: "c1", genre: "marque", marque: "orpheline" }, [1, 0, 0, 1, 1]],
    [
      "has nobody for a fact that is not known",
      { ...commun, id: "c1", genre: "marque", marque: "rural" },
      [0, 0, 0, 0, 0],
    ],
    ["has nobody for an indicator without values", seuil("absent", "au_moins", 0), [0, 0, 0, 0, 0]],
    [
      "has nobody for an axis that was not kept",
      { ...commun, id: "c1", genre: "axe", axe: 4, sens: "au_plus", seuil: { genre: "absolu", valeur: 9 } },
      [0, 0, 0, 0, 0],
    ],
  ])("%s", (_, critere, expected) => {
    expect(kept(regle([critere]))).toEqual(expected);
  });

  test("takes a threshold from outside the population, and keeps nobody while it is unknown", () => {
    expect(kept(regle([quart("academie")]), { c1: { valeur: 100, n: 9 } })).toEqual([1, 1, 1, 0, 0]);
    expect(kept(regle([quart("academie")]))).toEqual([0, 0, 0, 0, 0]);
  });

  test("refuses years that are not settled", () => {
    const derniere = { ...seuil("ips", "au_plus", 90), annee: "derniere" } as Critere;
    expect(() => compileRegle(regle([derniere]), {}, tableau)).toThrow(RangeError);
  });

  test.each([
    [0, [1, 1, 1, 1, 1]],
    [1, [1, 1, 1, 0, 1]],
    [2, [1, 0, 0, 0, 0]],
    [3, [0, 0, 0, 0, 0]],
  ])("asks for at least %i of its counted criteria", (auMoins, expected) => {
    const criteres = [seuil("ips", "au_plus", 90), seuil("va", "au_plus", 0, "c2")];
    const compte = criteres.map((critere) => ({ ...critere, role: "compte" as const }));
    expect(kept(regle(compte, { auMoins }))).toEqual(expected);
  });

  test("keeps the first ones by the weighted sum, with the ties of the last place, and never a structure without one", () => {
    const composite = [{ code: "ips", annee: 2024, poids: 2, sens: "bas" }] as const;
    expect(kept(regle([], { composite, nombreMax: 2 }))).toEqual([1, 1, 0, 0, 0]);
    expect(kept(regle([], { composite, nombreMax: 9 }))).toEqual([1, 1, 1, 1, 0]);
    const tied = { ...tableau, valeurs: new Map([["ips@2024", Float64Array.of(1, 2, 2, 2, 3)]]) };
    const { appliquee } = apply(regle([], { composite, nombreMax: 2 }), tied);
    expect([...appliquee.retenues]).toEqual([1, 1, 1, 1, 0]);
    expect([...(appliquee.rangs ?? [])]).toEqual([1, 2, 2, 2, 5]);
  });

  test("says of one structure what each criterion found, with null for what is not known", () => {
    const criteres: Critere[] = [
      seuil("ips", "au_plus", 90),
      { ...commun, id: "c2", genre: "classe", classes: [1] },
      { ...commun, id: "c3", genre: "marque", marque: "orpheline" },
    ];
    const r = regle(criteres);
    const { compilee, appliquee } = apply(r);
    expect(lireStructure(r, compilee, appliquee, 0).criteres).toEqual([
      { id: "c1", valeur: 80, seuil: 90, rempli: true },
      { id: "c2", valeur: 1, seuil: null, rempli: true },
      { id: "c3", valeur: "oui", seuil: null, rempli: true },
    ]);
    expect(
      lireStructure(r, compilee, appliquee, 4).criteres.map(({ valeur, rempli }) => [valeur, rempli]),
    ).toEqual([
      [null, false],
      [null, false],
      ["oui", true],
    ]);
  });
});

const valeur = fc.oneof(
  fc.double({ min: -50, max: 50, noNaN: true }),
  fc.constant(Number.NaN),
  fc.integer({ min: 0, max: 3 }),
);
const deux = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc.record({
    ips: fc.array(valeur, { minLength: n, maxLength: n }),
    va: fc.array(valeur, { minLength: n, maxLength: n }),
    a: fc.double({ min: -50, max: 50, noNaN: true }),
    b: fc.double({ min: -50, max: 50, noNaN: true }),
  }),
);
const tableOf = ({ ips, va }: { ips: number[]; va: number[] }): TableauRegle => ({
  n: ips.length,
  valeurs: new Map([
    ["ips@2024", Float64Array.from(ips)],
    ["va@2024", Float64Array.from(va)],
  ]),
  axes: [],
  marques: {},
});

describe("whatever the values, a rule", () => {
  test("keeps no fewer when its threshold is loosened", () => {
    fc.assert(
      fc.property(deux, ({ a, b, ...columns }) => {
        const [tight, loose] = [Math.min(a, b), Math.max(a, b)].map(
          (bound) => apply(regle([seuil("ips", "au_plus", bound)]), tableOf(columns)).appliquee.retenues,
        );
        return [...(tight ?? [])].every((one, i) => one <= (loose?.[i] ?? 0));
      }),
    );
  });

  test("sets aside by an exclusion whatever else holds, and does not mind the order of its criteria", () => {
    fc.assert(
      fc.property(deux, ({ a, b, ...columns }) => {
        const on = tableOf(columns);
        const criteres: Critere[] = [
          seuil("ips", "au_plus", a),
          { ...seuil("va", "au_plus", b, "c2"), role: "compte" },
          { ...seuil("ips", "au_moins", b, "c3"), role: "compte" },
          { ...seuil("va", "au_moins", a, "c4"), role: "exclusion" },
        ];
        const { appliquee } = apply(regle(criteres, { auMoins: 1 }), on);
        const other = apply(regle([...criteres].reverse(), { auMoins: 1 }), on).appliquee;
        expect([...other.retenues]).toEqual([...appliquee.retenues]);
        for (let i = 0; i < on.n; i += 1)
          if (appliquee.remplis.get("c4")?.[i] === 1) expect(appliquee.retenues[i]).toBe(0);
      }),
    );
  });

  test("has parts that add up to its weighted sum", () => {
    fc.assert(
      fc.property(
        deux,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        ({ a: _, b: __, ...columns }, poids) => {
          const on = tableOf(columns);
          const r = regle([], {
            composite: [
              { code: "ips", annee: 2024, poids, sens: "bas" },
              { code: "va", annee: 2024, poids: 1, sens: "haut" },
            ],
          });
          const { compilee, appliquee } = apply(r, on);
          for (let i = 0; i < on.n; i += 1) {
            const whole = appliquee.composite?.[i] as number;
            const { contributionsComposite } = lireStructure(r, compilee, appliquee, i);
            if (Number.isNaN(whole)) expect(contributionsComposite).toEqual([]);
            else
              expect(
                Math.abs(contributionsComposite.reduce((sum, { part }) => sum + part, 0) - whole),
              ).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(whole)));
          }
        },
      ),
    );
  });
});
