import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { deciderDemonstration, publier } from "#tests/listes.ts";
import { routes } from "../../routes.ts";

let database: TestDatabase;
let app: TestApp;
let ids: Readonly<Record<string, string>>;
let comparables: readonly string[];
/** What every value of the staff indicator ends with, and no other number. */
const VALEUR = /\b\d{2,3}[.,]\d137\b/;

const rowsOf = (query: string, values: readonly unknown[] = []) =>
  database.pool.query<{ id: string }>(query, [...values]).then(({ rows }) => rows.map(({ id }) => id));

beforeAll(async () => {
  database = await createTestDatabase("demo");
  app = createTestApp(database, { newId: randomUUID });
  await database.pool.query(`begin; set local session_replication_role = replica;
    update indicateur set diffusion = 'rh', academie_code = '96' where code = 'ips';
    update valeur_indicateur set valeur = round(valeur::numeric, 1) + 0.0137 where indicateur_code = 'ips' and valeur is not null;
    commit`);
  const { campagne, calcul, uais } = await deciderDemonstration(database, app.context, [
    ...["retenu", "retenu", "suivi_differencie"],
  ] as const);
  const version = await publier(app.context, campagne);
  const [scenario = ""] = await rowsOf("select id from scenario where campagne_id = $1", [campagne]);
  const [candidature = ""] = await rowsOf("select id from candidature where campagne_id = $1", [campagne]);
  ids = { campagne, calcul, scenario, candidature, version, uai: uais[0] ?? "" };
  comparables = await rowsOf("select comparable_uai as id from appariement where liste_id = $1", [version]);
});
afterAll(() => database.drop());

/** A page, its data and its file, with all their lines. */
const adressesOf = (path: string) => {
  const adresse = `/${path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? randomUUID())}`;
  return [`${adresse}?situation=toutes&taille=100&format=csv`, `${adresse}.data?situation=toutes&taille=100`];
};

describe("nothing that targeting shows", () => {
  test("holds a staff value for who reads the work of the académie and not its staff", async () => {
    const [inspection, ssa] = [await app.as("igesr"), await app.as("ssa")];
    const [told] = adressesOf("ciblage/listes/:version/base/export");
    expect((await ssa.get(told ?? "")).body).toMatch(VALEUR);
    for (const { path } of routes)
      for (const adresse of adressesOf(path)) {
        const { status, body } = await inspection.get(adresse);
        expect([path, status < 500, VALEUR.exec(body)?.[0]]).toEqual([path, true, undefined]);
      }
  });

  test("of a published list holds a comparison structure, but for the statistical service", async () => {
    const [recteur, ssa] = [await app.as("recteur"), await app.as("ssa")];
    expect(comparables.length).toBeGreaterThan(0);
    const paths = routes.map(({ path }) => path).filter((path) => path.startsWith("ciblage/listes/:version"));
    const seen = async (client: typeof ssa) => {
      const pages = await Promise.all(paths.flatMap(adressesOf).map((adresse) => client.get(adresse)));
      return comparables.filter((uai) => pages.some(({ body }) => body.includes(uai)));
    };
    expect(await seen(recteur)).toEqual([]);
    expect((await seen(ssa)).length).toBe(comparables.length);
  });
});
