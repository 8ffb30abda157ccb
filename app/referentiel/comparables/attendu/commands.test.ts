import { afterAll, describe, expect, test } from "vitest";
import { createMonde, drawColleges, insertValeurs, recalculer } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";
import { MODELES } from "./rules.ts";

const colleges = drawColleges();
const database = await createTestDatabase();
afterAll(() => database.drop());
const context = await createMonde(database, colleges);

async function readModeles() {
  const { rows } = await database.pool.query("select * from modele_attendu order by indicateur_code, annee");
  return rows;
}

/** Weighted least squares by the normal equations and Gauss's elimination: another way than the product's. */
function solveNormal(rows: readonly { x: number[]; y: number; w: number }[]): number[] {
  const size = (rows[0]?.x.length ?? 0) + 1;
  const design = rows.map(({ x }) => [1, ...x]);
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) =>
      rows.reduce((sum, { w }, r) => sum + w * (design[r]?.[i] ?? 0) * (design[r]?.[j] ?? 0), 0),
    ),
    rows.reduce((sum, { w, y }, r) => sum + w * (design[r]?.[i] ?? 0) * y, 0),
  ]);
  for (let k = 0; k < size; k += 1) {
    const pivot = system[k] ?? [];
    for (let i = 0; i < size; i += 1) {
      if (i === k) continue;
      const factor = (system[i]?.[k] ?? 0) / (pivot[k] ?? 1);
      system[i] = (system[i] ?? []).map((cell, j) => cell - factor * (pivot[j] ?? 0));
    }
  }
  return system.map((line, k) => (line[size] ?? 0) / (line[k] ?? 1));
}

describe("calculerModeles", () => {
  test("fits each year apart, as the normal equations do", async () => {
    const modeles = (await readModeles()).filter((m) => m.indicateur_code === "ivac_reussite_g");
    expect(modeles.map(({ annee }) => annee)).toEqual([2021, 2022, 2023, 2024]);
    for (const modele of modeles) {
      const drift = (2024 - modele.annee) * 0.3;
      const shifted = (value: number) => Math.round((value + drift) * 10) / 10;
      const expected = solveNormal(
        colleges.map(({ ips, ecartType, reussite, candidats }) => ({
          x: [shifted(ips), shifted(ecartType)],
          y: reussite,
          w: candidats,
        })),
      );
      expect(modele).toMatchObject({ n: colleges.length, type: "college", nation: "demonstration" });
      for (const [j, coefficient] of expected.entries())
        expect(modele.coefficients[j], `${modele.annee} ${j}`).toBeCloseTo(coefficient, 6);
      expect(modele.r2).toBeGreaterThan(0);
      expect(modele.r2).toBeLessThan(1);
    }
  });

  test("estimates a dispersion that stays below that of the raw gaps", async () => {
    const [modele] = await readModeles();
    const gaps = colleges.map(
      ({ ips, ecartType, reussite }) =>
        reussite - modele.coefficients[0] - modele.coefficients[1] * ips - modele.coefficients[2] * ecartType,
    );
    const raw = Math.sqrt(gaps.reduce((sum, gap) => sum + gap ** 2, 0) / gaps.length);
    expect(modele.dispersion).toBeGreaterThan(0);
    expect(modele.dispersion).toBeLessThan(raw);
  });

  test("leaves no trace when it is done again later: same rows, same dates", async () => {
    const before = await readModeles();
    context.clock.advance(86_400_000);
    await recalculer(context);
    expect(await readModeles()).toEqual(before);
  });

  test("weighs every input from the dictionary of inputs, and never a result", async () => {
    const codes = MODELES.flatMap(({ entrees }) => entrees);
    const { rows } = await database.pool.query(
      "select code from indicateur where code = any($1) and nature = 'entree'",
      [codes],
    );
    expect(rows.map(({ code }) => code).sort()).toEqual([...new Set(codes)].sort());
  });

  test("changes the date of the year that changed, and of no other", async () => {
    const before = await readModeles();
    await insertValeurs(database, [[colleges[4]?.uai ?? "", "ivac_reussite_g", 2024, 12]]);
    await recalculer(context);
    const after = await readModeles();
    for (const [i, modele] of after.entries()) {
      if (modele.annee === 2024) expect(modele.calcule_le).not.toEqual(before[i].calcule_le);
      else expect(modele).toEqual(before[i]);
    }
  });

  test("disappears under thirty structures", async () => {
    const remove = (count: number) =>
      database.pool.query(
        "update valeur_indicateur set remplace_le = now() where indicateur_code = 'ivac_reussite_g' and annee = 2023 and remplace_le is null and uai = any($1)",
        [colleges.slice(0, count).map(({ uai }) => uai)],
      );
    const isThere = async () => (await readModeles()).some(({ annee }) => annee === 2023);
    await remove(colleges.length - 30);
    await recalculer(context);
    expect(await isThere()).toBe(true);
    await remove(colleges.length - 29);
    await recalculer(context);
    expect(await isThere()).toBe(false);
  });
});
