import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import type { DB } from "#app/platform/db/database.server.ts";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { marquer } from "#tests/imports.ts";
import {
  exportPoints,
  getCarteStructures,
  listComptagesDepartements,
} from "../structures/carte/queries.server.ts";
import { getPortees } from "../structures/recherche/queries.server.ts";
import { getRuralite } from "./composition/queries.server.ts";
import { listAcademiesDepartements } from "./identite/queries.server.ts";
import { getVueNationale } from "./nation/queries.server.ts";
import { getPageTerritoire } from "./page/queries.server.ts";
import type { NiveauTerritoire } from "./rules.ts";

const database = await createTestDatabase();
const base = testContext(database);
const context = { ...base, settings: { ...base.settings, demonstration: true } };
afterAll(() => database.drop());

const actor: Actor = {
  agentId: "",
  nomComplet: "",
  fonctions: [{ fonction: "ssa", porteeType: "academie", porteeCode: "96", debut: "2020-01-01", fin: null }],
};

beforeAll(async () => {
  await marquer(database, true);
  const files = await writeAcademie(`${database.folder}/academie`, { graine: 3, structures: 12_000 });
  await importerFichiers(context, files, "commande");
  for (const statement of [
    `insert into circonscription (code, nom, departement_code) select d.code || 'C' || i, 'Circonscription ' || i, d.code
      from departement d, generate_series(1, 12) i where d.code like '96_'`,
    "insert into bassin (code, nom, academie_code) select '96B' || i, 'Bassin ' || i, '96' from generate_series(1, 40) i",
    `update structure set circonscription_code = departement_code || 'C' || (1 + abs(hashtext(uai)) % 12),
      bassin_code = '96B' || (1 + abs(hashtext(uai)) % 40), reseau_uai = case when abs(hashtext(uai)) % 200 = 0 then uai end`,
    "update commune set typologie = 'tr' || (1 + abs(hashtext(code)) % 6)",
  ])
    await database.pool.query(statement);
  await database.pool.query("vacuum analyze");
}, 120_000);

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Large tables read from end to end by what the work sends. */
async function scansOf(work: (noted: Kysely<DB>) => Promise<unknown>): Promise<string[]> {
  const sent: { sql: string; parameters: readonly unknown[] }[] = [];
  const noted = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: ({ query }) => void sent.push({ sql: query.sql, parameters: query.parameters }),
  });
  await work(noted);
  expect(sent.length).toBeGreaterThan(0);
  const scans: string[] = [];
  for (const { sql, parameters } of sent) {
    const { rows } = await database.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) ${sql}`,
      [...parameters],
    );
    for (const node of nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Plan))
      if (
        /Seq Scan/.test(node["Node Type"]) &&
        /^(structure|valeur_indicateur|reference_indicateur)$/.test(node["Relation Name"] ?? "")
      )
        scans.push(`${node["Relation Name"]} by ${sql}`);
  }
  return scans;
}

describe("pages of territories", () => {
  const TERRITOIRES: readonly (readonly [NiveauTerritoire, string])[] = [
    ["nation", "demonstration"],
    ["academie", "96"],
    ["departement", "961"],
    ["circonscription", "961C3"],
    ["bassin", "96B7"],
    ["commune", "96101"],
  ];

  /**
   * Left open: what is rural is read whole, once an import (see `listRuralites`), and a département holds here a third
   * of all structures: PostgreSQL may rightly read the table.
   */
  const RURALITE = /as classe, sum\(s\.n\)/;

  test.each(TERRITOIRES)("of a %s (%s) scan no large table", async (niveau, code) => {
    const scans = await scansOf((db) => getPageTerritoire({ ...context, db }, actor, { niveau, code }, {}));
    expect(scans.filter((scan) => !RURALITE.test(scan))).toEqual([]);
  });

  test("and the view of académies scan no large table", async () => {
    const scans = await scansOf((db) =>
      getVueNationale({ ...context, db }, actor, { avec: "effectif_college" }),
    );
    expect(scans.filter((scan) => !RURALITE.test(scan))).toEqual([]);
    expect(await scansOf((db) => listAcademiesDepartements(db, "demonstration"))).toEqual([]);
  });

  test("what is rural is read again after an import, and not before", async () => {
    const before = await getRuralite(database.db, { niveau: "nation", code: "demonstration" });
    await database.pool.query("update commune set typologie = 'tr1'");
    expect(await getRuralite(database.db, { niveau: "nation", code: "demonstration" })).toEqual(before);
    await database.pool.query("update import set applique_le = applique_le + interval '1 minute'");
    const after = await getRuralite(database.db, { niveau: "nation", code: "demonstration" });
    expect(after.rural).toBeGreaterThan(before.rural);
    expect(after.urbain).toBe(0);
    const { rows } = await database.pool.query(
      "select count(*)::int as n from structure where etat <> 'ferme'",
    );
    expect(after.rural + after.intermediaire + after.urbain + after.inconnu).toBe(rows[0].n);
  });
});

describe("the map", () => {
  const recherche = { portees: getPortees(actor), filtres: {}, annee: undefined, words: [] };

  test("beyond 3 000 points gives counts by département, which add up", async () => {
    const carte = await getCarteStructures(database.db, recherche);
    expect(carte.points).toBeUndefined();
    const comptages = await listComptagesDepartements(database.db, recherche);
    expect(comptages.reduce((sum, { n }) => sum + n, 0)).toBe(carte.total);
    const direct = await listComptagesDepartements(database.db, {
      ...recherche,
      filtres: { etat: "toutes" },
    });
    expect(direct.map(({ code }) => code)).toEqual(comptages.map(({ code }) => code));
    expect(await scansOf((db) => listComptagesDepartements(db, recherche))).toEqual([]);
  });

  test("has the points of its filters, each once, in the picture and in what the interactive map reads", async () => {
    const narrowed = { ...recherche, filtres: { departement: "961", type: "college" } as const };
    const { total, points = [] } = await getCarteStructures(database.db, narrowed);
    const { corps, empreinte } = await exportPoints(database.db, narrowed);
    const { columns, rows } = JSON.parse(corps) as { columns: string[]; rows: unknown[][] };
    expect(columns).toEqual(["uai", "nom", "type", "lon", "lat"]);
    expect(rows).toHaveLength(total);
    expect(new Map(rows.map((row) => [row[0], row]))).toEqual(
      new Map(points.map(({ uai, nom, categorie, lon, lat }) => [uai, [uai, nom, categorie, lon, lat]])),
    );
    expect((await exportPoints(database.db, narrowed)).empreinte).toBe(empreinte);
    expect(await scansOf((db) => getCarteStructures(db, narrowed))).toEqual([]);
  });

  test("writes the names of schools as JSON, whatever they hold", async () => {
    const nom = 'École "Léo\\\\Ferré"\t<b>';
    const { rows } = await database.pool.query(
      "update structure set nom = $1 where uai = (select min(uai) from structure where etat <> 'ferme') returning uai, departement_code as departement",
      [nom],
    );
    const { corps } = await exportPoints(database.db, {
      ...recherche,
      filtres: { departement: rows[0].departement },
    });
    const found = (JSON.parse(corps) as { rows: string[][] }).rows.find(([uai]) => uai === rows[0].uai);
    expect(found?.[1]).toBe(nom);
  });
});
