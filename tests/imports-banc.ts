import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeEach } from "vitest";
import { listRejets } from "#app/referentiel/imports/queries.server.ts";
import { createTestDatabase, TEST_NOW, testContext } from "./database.ts";
import { type appliquer, marquer, viderReferentiel } from "./imports.ts";

/** A reference for the file that calls, emptied before each of its tests, and what there is to look at in it. */
export async function prepareImports() {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  await marquer(database);
  const context = testContext(database);
  beforeEach(async () => {
    await viderReferentiel(database);
    context.clock.set(TEST_NOW);
  });
  const rowsOf = async <T>(query: RawBuilder<T>): Promise<T[]> => (await query.execute(context.db)).rows;
  return {
    database,
    context,
    rowsOf,
    valeurs: () =>
      rowsOf(sql<{ valeur: number | null; statut: string; texte: string; retiree: boolean }>`
        select uai, indicateur_code as code, annee, valeur, statut, texte, ligne, colonne, remplace_le is not null as retiree
        from valeur_indicateur order by id`),
    structures: () => rowsOf(sql<Record<string, unknown>>`select * from structure order by uai`),
    rejetsOf: async (vu: Awaited<ReturnType<typeof appliquer>>, index = 0) =>
      listRejets(context.db, vu.fichiers[index]?.id ?? "", 100),
  };
}
