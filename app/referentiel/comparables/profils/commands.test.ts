import { afterAll, describe, expect, test } from "vitest";
import { createMonde, drawColleges, insertValeurs, recalculer } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";
import { ENTREES } from "../rules.ts";

const colleges = drawColleges();
const database = await createTestDatabase();
afterAll(() => database.drop());
const context = await createMonde(database, colleges);

async function readProfils() {
  const { rows } = await database.pool.query("select * from profil_entree order by uai");
  return rows;
}

/** Standard scores computed apart: mean and population standard deviation of the known values. */
function scores(values: readonly (number | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return values.map((value) => (value === null ? null : (value - mean) / deviation));
}

describe("calculerProfils", () => {
  test("gives the standard score of each input within the type, as computed apart", async () => {
    const expected = {
      ips: scores(colleges.map(({ ips }) => ips)),
      heterogeneite: scores(colleges.map(({ ecartType }) => ecartType)),
      effectif: scores(colleges.map(({ effectif }) => Math.log(effectif))),
      eloignement: scores(colleges.map(({ eloignement }) => eloignement)),
      densite: scores(colleges.map(({ densite }) => densite)),
    };
    const profils = await readProfils();
    expect(profils).toHaveLength(colleges.length);
    for (const [i, { uai, secteur }] of colleges.entries()) {
      const profil = profils.find((candidate) => candidate.uai === uai);
      expect(profil).toMatchObject({ nation: "demonstration", type: "college", secteur, annee: 2024 });
      for (const [entree, values] of Object.entries(expected)) {
        const value = values[i];
        if (value === null) expect(profil[entree], `${uai} ${entree}`).toBeNull();
        else expect(Math.abs(profil[entree] - (value ?? Number.NaN)), `${uai} ${entree}`).toBeLessThan(1e-8);
      }
    }
  });

  test("gives the same rows when it is done again", async () => {
    const before = await readProfils();
    await recalculer(context);
    expect(await readProfils()).toEqual(before);
  });

  test("reads inputs only, by the dictionary itself", async () => {
    const codes = Object.values(ENTREES).flatMap(({ codes: own }): readonly string[] => own);
    const { rows } = await database.pool.query("select code, nature from indicateur where code = any($1)", [
      codes,
    ]);
    expect(rows).toHaveLength(codes.length);
    expect(rows.filter(({ nature }) => nature !== "entree")).toEqual([]);
  });

  test("does not move when every result changes", async () => {
    const before = await readProfils();
    const results = colleges.flatMap(({ uai }, i) => [
      [uai, "ivac_reussite_g", 2024, 40 + (i % 60)] as const,
      [uai, "ivac_va_reussite_g", 2024, (i % 30) - 15] as const,
      [uai, "ivac_candidats_g", 2024, 20 + i] as const,
    ]);
    await insertValeurs(database, results);
    await recalculer(context);
    expect(await readProfils()).toEqual(before);
  });

  test("never goes back behind a break of the series, and leaves closed structures out", async () => {
    const [, , ancien, ferme] = colleges;
    await database.pool.query(
      "update valeur_indicateur set remplace_le = now() where uai = $1 and indicateur_code = 'ips' and annee >= 2022",
      [ancien?.uai],
    );
    await database.pool.query("update structure set etat = 'ferme' where uai = $1", [ferme?.uai]);
    await recalculer(context);
    const uais = (await readProfils()).map(({ uai }) => uai);
    expect(uais).toHaveLength(colleges.length - 2);
    expect(uais).not.toContain(ancien?.uai);
    expect(uais).not.toContain(ferme?.uai);
  });
});
