import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Critere, Regle } from "../rules.ts";
import { compileRegle, evaluateRegle, type TableauRegle } from "../traduction/rules.ts";
import { changementProche } from "./rules.ts";

const critere = (id: string, code: string, valeur: number, role: Critere["role"] = "requis"): Critere => ({
  ...{ id, role, motif: null, nom: "", genre: "indicateur", code, annee: 2024, sens: "au_plus" },
  seuil: { genre: "absolu", valeur },
});
const regle = (changes: Partial<Regle>): Regle => ({
  ...{ criteres: [], auMoins: 0, composite: null, nombreMax: null },
  ...changes,
});
const tableau = (ips: readonly number[], va: readonly number[]): TableauRegle => ({
  n: ips.length,
  valeurs: new Map([
    ["ips@2024", Float64Array.from(ips)],
    ["va@2024", Float64Array.from(va)],
  ]),
  axes: [],
  marques: {},
});
const nearest = (r: Regle, on: TableauRegle, i: number) => {
  const compilee = compileRegle(r, {}, on);
  return changementProche(r, compilee, evaluateRegle(compilee), i, () => 0.1);
};

const on = tableau([80, 90, 100, 110, Number.NaN], [0, 2, 4, 6, 0]);

describe("the nearest change", () => {
  test("leaves the list by one step beyond the threshold, and joins it on the threshold", () => {
    const r = regle({ criteres: [critere("c1", "ips", 90)] });
    expect(nearest(r, on, 0)).toMatchObject({ cle: "c1", de: 80, vers: 90.1, retenue: false });
    expect(nearest(r, on, 2)).toMatchObject({ cle: "c1", de: 100, vers: 90, retenue: true });
    expect(nearest(r, on, 2)?.ecarts).toBeCloseTo(10 / Math.sqrt(125), 12);
  });

  test("has none where two values would have to change, or where the value is unknown", () => {
    const r = regle({ criteres: [critere("c1", "ips", 90), critere("c2", "va", 1)] });
    expect(nearest(r, on, 3)).toBeNull();
    expect(nearest(regle({ criteres: [critere("c1", "ips", 90)] }), on, 4)).toBeNull();
  });

  test("takes the shorter of two ways", () => {
    const r = regle({
      criteres: [critere("c1", "ips", 90, "compte"), critere("c2", "va", 3.9, "compte")],
      auMoins: 1,
    });
    expect(nearest(r, on, 2)).toMatchObject({ cle: "c2", vers: 3.9, retenue: true });
  });

  test("reaches a place among the first ones, or leaves it", () => {
    const r = regle({ composite: [{ code: "ips", annee: 2024, poids: 1, sens: "bas" }], nombreMax: 2 });
    expect(nearest(r, on, 2)).toMatchObject({ cle: "ips@2024", retenue: true });
    expect(nearest(r, on, 2)?.vers).toBeCloseTo(90, 9);
    expect(nearest(r, on, 1)).toMatchObject({ retenue: false });
    expect(nearest(r, on, 1)?.vers).toBeCloseTo(100.1, 9);
    expect(nearest({ ...r, nombreMax: 4 }, on, 1)).toBeNull();
  });

  test("does alter the outcome when it is applied, where thresholds are absolute", () => {
    const whole = fc.integer({ min: 0, max: 60 });
    const lines = fc.array(fc.tuple(whole, whole), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(lines, whole, whole, fc.nat(11), (rows, a, b, at) => {
        const i = at % rows.length;
        const columns = [rows.map(([x]) => x), rows.map(([, y]) => y)] as [number[], number[]];
        const r = regle({
          criteres: [
            critere("c1", "ips", a, "compte"),
            critere("c2", "va", b, "compte"),
            critere("c3", "ips", b - 20, "exclusion"),
          ],
          auMoins: 1,
        });
        const change = nearest(r, tableau(...columns), i);
        if (!change) return;
        const [ips, va] = columns.map((column) => [...column]) as [number[], number[]];
        (change.cle === "c2" ? va : ips)[i] = change.vers;
        const after = evaluateRegle(compileRegle(r, {}, tableau(ips, va)));
        expect(after.retenues[i] === 1).toBe(change.retenue);
      }),
    );
  });
});
