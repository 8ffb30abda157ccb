import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, DB } from "#app/platform/db/database.server.ts";
import { LIEUX } from "#tests/cast.ts";
import { createMonde, drawColleges } from "#tests/comparables.ts";
import { createTestDatabase } from "#tests/database.ts";
import { getLecteur } from "../indicateurs/lecture/queries.server.ts";
import { getStructure } from "../structures/identite/queries.server.ts";
import { listAttendus } from "./attendu/queries.server.ts";
import { getComparaison } from "./cote-a-cote/queries.server.ts";
import { getComparables } from "./queries.server.ts";
import { REGLAGES_PAR_DEFAUT } from "./rules.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());
await createMonde(database, drawColleges());

const ssa: Actor = {
  agentId: "",
  nomComplet: "",
  fonctions: [{ fonction: "ssa", porteeType: "academie", porteeCode: "96", debut: "", fin: null }],
};
const lecteur = getLecteur(ssa);
const scope = scopeOf(ssa, "indicateur.comparer");
const demande = { reglages: REGLAGES_PAR_DEFAUT, annee: undefined, axe: "effectif" } as const;

/** Twelve thousand écoles more: enough for a scan to cost. */
beforeAll(async () => {
  const { pool } = database;
  await pool.query(`insert into structure (uai, nom, type, type_presume, secteur, etat, commune_nom, departement_code, academie_code, adresse,
      code_postal, source_identite, recherche, fichier_id, ligne, enregistre_le)
    select lpad((1000000 + i)::text, 7, '0') || 'A', 'École ' || i, 'primaire', false, 'public', 'ouvert', 'Ailleurs', '962', '96', '', '',
      'annuaire', 'ecole', (select id from import_fichier limit 1), 1, '2026-11-20T08:00:00Z' from generate_series(1, 12000) i`);
  await pool.query(`insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select uai, 'ips', 2024, 60 + (ligne_no % 800) / 10.0, 'ok', '', fichier_id, 1, 'ips', enregistre_le
    from (select *, row_number() over (order by uai) as ligne_no from structure where type = 'primaire') s`);
  await pool.query(`insert into profil_entree (uai, nation, type, secteur, annee, ips, heterogeneite, effectif)
    select uai, 'demonstration', 'primaire', 'public', 2024, (valeur - 100) / 23, 0, 0 from valeur_indicateur v
    join structure using (uai) where type = 'primaire'`);
  await pool.query("analyze");
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const LARGE = ["structure", "valeur_indicateur", "profil_entree"];

/** Runs the read with the statements it sends noted, then asks PostgreSQL how each is carried out. */
async function scansOf(work: (noted: Database) => Promise<unknown>): Promise<string[]> {
  const sent: { sql: string; parameters: readonly unknown[] }[] = [];
  const noted = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: database.pool }),
    log: ({ query }) => void sent.push({ sql: query.sql, parameters: query.parameters }),
  });
  await work(noted);
  expect(sent.length).toBeGreaterThan(0);
  const scans: string[] = [];
  for (const statement of sent) {
    const { rows } = await database.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) ${statement.sql}`,
      [...statement.parameters],
    );
    for (const node of nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Plan))
      if (node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""))
        scans.push(`${node["Relation Name"]} by ${statement.sql}`);
  }
  return scans;
}

describe("among more than ten thousand structures, no large table is scanned", () => {
  test.each([
    ["by name", scope],
    ["anonymously", undefined],
  ])("to find the comparables %s", async (_, comparer) => {
    expect(
      await scansOf(async (noted) => {
        const structure = await getStructure(noted, scope, LIEUX.college);
        const found = await getComparables(noted, { lecteur, comparer }, structure, demande);
        expect(found.nombre).toBeGreaterThan(10);
      }),
    ).toEqual([]);
  });

  test("to compute what was expected, nor to put structures side by side", async () => {
    expect(
      await scansOf(async (noted) => {
        const structure = await getStructure(noted, scope, LIEUX.college);
        expect((await listAttendus(noted, lecteur, structure)).length).toBeGreaterThan(0);
        await getComparaison(noted, lecteur, scope, {
          uais: [LIEUX.college, "1000001A"],
          annee: undefined,
          indicateur: undefined,
          q: undefined,
        });
      }),
    ).toEqual([]);
  });
});
