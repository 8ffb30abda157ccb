import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import {
  appliquer,
  checksumReferentiel,
  comptesOf,
  csv,
  ips,
  marquer,
  previsualiser,
  uaiOf,
} from "#tests/imports.ts";

const database = await createTestDatabase();
const context = testContext(database);
beforeAll(() => marquer(database));
afterAll(() => database.drop());

const UAIS = [1, 2, 3, 4].map((n) => uaiOf("072", n));
const lignes = fc.array(
  fc.record({
    uai: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...UAIS) },
      fc.constantFrom("", "0720001A", "072 0902P"),
    ),
    annee: fc.constantFrom("2022-2023", "2023", "2023-2024", "2024-2026"),
    ips: fc.oneof(
      fc.integer({ min: 250, max: 2_100 }).map((n) => String(n / 10)),
      fc.constantFrom("NS", "", "ND", "81,7", "abc"),
    ),
    secteur: fc.constantFrom("public", "PU", "privé sous contrat", "?"),
  }),
  { minLength: 1, maxLength: 12 },
);

const ABSENT = new Set(["NS", "", "ND"]);
const ANNEES: Readonly<Record<string, number>> = { "2022-2023": 2022, "2023": 2023, "2023-2024": 2023 };
const SECTEURS: Readonly<Record<string, string>> = {
  public: "public",
  PU: "public",
  "privé sous contrat": "prive",
};

/** What a file should leave, said in a few lines: the first good line of each structure and year. */
function model(file: { uai: string; annee: string; ips: string; secteur: string }[]) {
  const kept = new Map<string, { said: string; valeur: number | null }>();
  let refused = 0;
  for (const { uai, annee, ips: cell, secteur } of file) {
    const valeur = ABSENT.has(cell) ? null : Number(cell.replace(",", "."));
    const good =
      UAIS.includes(uai) &&
      ANNEES[annee] !== undefined &&
      SECTEURS[secteur] !== undefined &&
      (valeur === null || (valeur >= 30 && valeur <= 200));
    const key = `${uai} ${ANNEES[annee]}`;
    const said = `${SECTEURS[secteur]} ${valeur ?? (cell === "NS" ? "ns" : "manquant")}`;
    const first = kept.get(key);
    if (!good || (first !== undefined && first.said !== said)) refused += 1;
    else if (!first) kept.set(key, { said, valeur });
  }
  return { refused, values: Object.fromEntries([...kept].map(([key, { valeur }]) => [key, valeur])) };
}

async function currentIps(): Promise<Record<string, number | null>> {
  const { rows } = await sql<{ key: string; valeur: number | null }>`
    select uai || ' ' || annee as key, valeur from valeur_indicateur
    where indicateur_code = 'ips' and remplace_le is null`.execute(database.db);
  return Object.fromEntries(rows.map(({ key, valeur }) => [key, valeur]));
}

describe("an import of any lines", () => {
  test("counts every line once, leaves what the first good lines say, and changes nothing the second time", async () => {
    await fc.assert(
      fc.asyncProperty(lignes, async (file) => {
        const text = csv(
          file.map(({ uai, annee, ips: cell, secteur }) =>
            ips(uai, { rentree_scolaire: annee, ips: cell, secteur, nom_de_l_etablissment: "COLLEGE" }),
          ),
        );
        const expected = model(file);
        const before = await currentIps();

        const announced = comptesOf(await previsualiser(context, { "i.csv": text }));
        const [lu, cree, modifie, inchange, rejete] = comptesOf(await appliquer(context, { "i.csv": text }));
        expect([lu, cree, modifie, inchange, rejete]).toEqual(announced);
        expect(lu).toBe(file.length);
        expect(rejete).toBe(expected.refused);
        expect(cree + modifie + inchange + rejete).toBe(lu);
        expect(await currentIps()).toEqual({ ...before, ...expected.values });

        const { audit_event: _first, ...sums } = await checksumReferentiel(context);
        expect(comptesOf(await appliquer(context, { "i.csv": text }))).toEqual([
          lu,
          0,
          0,
          lu - rejete,
          rejete,
        ]);
        expect(await checksumReferentiel(context)).toMatchObject(sums);
      }),
      { numRuns: 12 },
    );
  });
});
