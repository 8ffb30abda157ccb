import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { accepter } from "#tests/lignes.ts";
import { DATASETS, findDataset } from "./catalogue.ts";
import { JEUX_DU_PORTAIL } from "./portail.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function codesOf(table: "indicateur" | "dispositif", where = "true"): Promise<string[]> {
  const { rows } = await database.pool.query<{ code: string }>(
    `select code from ${table} where ${where} order by code`,
  );
  return rows.map(({ code }) => code);
}

test("codes are unique, and ranks tell which dataset is applied first", () => {
  expect(new Set(DATASETS.map(({ code }) => code)).size).toBe(DATASETS.length);
  expect(new Set(DATASETS.map(({ rang }) => rang)).size).toBe(DATASETS.length);
  expect(findDataset("ivac")?.libelle).toMatch(/IVAC/);
  expect(findDataset("inconnu")).toBe(undefined);
});

test("every national indicator is fed by a dataset, under the object that it describes", async () => {
  for (const objet of ["structure", "territoire"] as const) {
    const fed = DATASETS.filter((dataset) => dataset.objet === objet).flatMap(({ indicateurs }) =>
      indicateurs.map(({ indicateur }) => indicateur),
    );
    expect([...new Set(fed)].sort()).toEqual(
      (await codesOf("indicateur", `objet = '${objet}' and academie_code is null`)).sort(),
    );
  }
});

test("an indicator is read from a declared column", () => {
  for (const { code, colonnes, indicateurs } of DATASETS)
    for (const { colonne } of indicateurs)
      expect([code, colonnes[colonne] !== undefined]).toEqual([code, true]);
});

test("every scheme of the dictionary may be imported by its code", async () => {
  const codes = await codesOf("dispositif");
  expect(codes.length).toBeGreaterThan(0);
  for (const dispositif of codes)
    expect(accepter({ uai: "0720902P", dispositif, debut: "2021-09-01" }).dit).toMatchObject({
      dispositifs: [{ dispositif, debut: "2021-09-01" }],
    });
});

test("what the portal offers to download is recognised by a dataset", () => {
  const unknown = JEUX_DU_PORTAIL.filter(({ jeu }) => !findDataset(jeu));
  expect(unknown).toEqual([]);
});
