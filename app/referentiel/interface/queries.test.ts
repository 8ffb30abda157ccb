import fc from "fast-check";
import { Kysely, PostgresDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FonctionExercee } from "#app/acces/fonctions/rules.ts";
import type { Actor } from "#app/acces/rules.ts";
import type { DB } from "#app/platform/db/database.server.ts";
import { writeAcademie } from "#server/demonstration/academie.ts";
import { importerFichiers } from "#server/import-files.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { marquer } from "#tests/imports.ts";
import type { Ligne } from "./lecture/queries.server.ts";
import { listPage } from "./queries.server.ts";
import type { Ressource } from "./ressource/rules.ts";
import { type NomRessource, RESSOURCES } from "./rules.ts";
import { type Parametres, readParametres } from "./schema.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());

beforeAll(async () => {
  await marquer(database);
  const files = await writeAcademie(`${database.folder}/academie`, { graine: 3, structures: 12_000 });
  await importerFichiers(context, files, "commande");
  await database.pool.query("vacuum analyze");
}, 180_000);

const actorOf = (
  fonction: FonctionExercee["fonction"],
  porteeType: FonctionExercee["porteeType"],
  porteeCode: string,
): Actor => ({
  agentId: "",
  nomComplet: "",
  fonctions: [{ fonction, porteeType, porteeCode, debut: "2020-01-01", fin: null }],
});
const depp = actorOf("depp", "nation", "france");
const ien = actorOf("ien", "departement", "961");

function parametresOf(nom: NomRessource, query: string): Parametres {
  const read = readParametres(RESSOURCES[nom], new URLSearchParams(query));
  if ("probleme" in read) throw new Error(read.probleme);
  return read.parametres;
}

/** Every row, page after page, as a program walks them. */
async function walk(nom: NomRessource, actor: Actor, query: string, limite: number): Promise<Ligne[]> {
  const rows: Ligne[] = [];
  let apres = "";
  do {
    const page = await listPage[nom](
      context,
      actor,
      parametresOf(nom, `${query}&limite=${limite}&apres=${apres}`),
    );
    expect(page.lignes.length).toBeLessThanOrEqual(limite);
    rows.push(...page.lignes);
    apres = page.suivante ?? "";
  } while (apres);
  return rows;
}

const DEMANDES: readonly (readonly [NomRessource, string])[] = [
  ["structures", ""],
  ["structures", "type=college&secteur=public"],
  ["structures", "departement=962&depuis=2020-01-01"],
  ["statuts-ep", ""],
  ["statuts-ep", "annee=2024&type=college"],
  ["valeurs", "indicateur=ips&annee=2024"],
  ["valeurs", "indicateur=effectif_college&departement=961"],
  ["indicateurs", ""],
  ["references", "indicateur=ips"],
  ["references", "indicateur=ips&niveau=departement&secteur=tous"],
  ["territoires", "niveau=commune"],
  ["territoires", "niveau=departement&dans=96"],
];

describe("a walk through the pages", () => {
  const whole = new Map<string, Promise<Ligne[]>>();
  const all = (nom: NomRessource, actor: Actor, query: string) => {
    const key = `${nom}?${query} ${actor === ien}`;
    const known = whole.get(key) ?? walk(nom, actor, query, 5_000);
    whole.set(key, known);
    return known;
  };

  test("gives every row once, in the same order, whatever the length of the pages and the filters", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DEMANDES),
        fc.constantFrom(depp, ien),
        fc.integer({ min: 1, max: 5_000 }),
        async ([nom, query], actor, drawn) => {
          const expected = await all(nom, actor, query);
          // At most forty pages: the walk is what is tried, not the patience.
          const limite = Math.max(drawn, Math.ceil(expected.length / 40));
          expect(await walk(nom, actor, query, Math.min(limite, 5_000))).toEqual(expected);
        },
      ),
      { numRuns: 60, seed: 20_261_122 },
    );
  }, 120_000);

  test.each(DEMANDES)("of %s?%s holds each key once, and something", async (nom, query) => {
    const { cle }: Ressource = RESSOURCES[nom];
    const keys = (await all(nom, depp, query)).map((row) => JSON.stringify(cle.map((column) => row[column])));
    expect(keys.length).toBeGreaterThan(0);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("counts what a direct count does", async () => {
    const { rows } = await database.pool.query(`select
      (select count(*)::int from structure where departement_code = '961') as structures,
      (select count(*)::int from valeur_indicateur v join structure s using (uai)
        where v.remplace_le is null and indicateur_code = 'ips' and annee = 2024 and s.departement_code = '961') as valeurs`);
    expect((await all("structures", ien, "")).length).toBe(rows[0]?.structures);
    expect((await all("valeurs", ien, "indicateur=ips&annee=2024")).length).toBe(rows[0]?.valeurs);
  });

  test("is not disturbed by a structure that arrives behind it", async () => {
    const first = await listPage.structures(context, depp, parametresOf("structures", "limite=100"));
    const rest = () =>
      listPage.structures(context, depp, parametresOf("structures", `limite=100&apres=${first.suivante}`));
    const before = await rest();
    const uai = String(first.lignes[50]?.uai);
    await database.pool.query("update structure set nom = 'Autre nom' where uai = $1", [uai]);
    expect(await rest()).toEqual(before);
  });
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

describe("a page", () => {
  const LARGE = ["structure", "valeur_indicateur"];

  async function scansOf(nom: NomRessource, actor: Actor, query: string): Promise<string[]> {
    const sent: { sql: string; parameters: readonly unknown[] }[] = [];
    const db = new Kysely<DB>({
      dialect: new PostgresDialect({ pool: database.pool }),
      log: ({ query: own }) => void sent.push({ sql: own.sql, parameters: own.parameters }),
    });
    await listPage[nom]({ ...context, db }, actor, parametresOf(nom, query));
    expect(sent).toHaveLength(1);
    const { rows } = await database.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) ${sent[0]?.sql}`,
      [...(sent[0]?.parameters ?? [])],
    );
    return nodesOf(rows[0]?.["QUERY PLAN"][0].Plan as Plan)
      .filter((node) => node["Node Type"] === "Seq Scan" && LARGE.includes(node["Relation Name"] ?? ""))
      .map((node) => `${node["Relation Name"]} for ${nom}?${query}`);
  }

  test("stands on tables of more than ten thousand rows", async () => {
    for (const table of LARGE) {
      const { rows } = await database.pool.query(`select count(*)::int as n from ${table}`);
      expect(rows[0]?.n, table).toBeGreaterThan(10_000);
    }
  });

  test.each(DEMANDES)("of %s?%s scans no large table, first or deep", async (nom, query) => {
    const { cle }: Ressource = RESSOURCES[nom];
    const rows = await walk(nom, depp, query, 5_000);
    const key = cle.map((column) => rows[Math.floor(rows.length * 0.9)]?.[column]);
    const apres = Buffer.from(JSON.stringify(key)).toString("base64url");
    for (const page of ["", `&apres=${apres}`])
      expect(await scansOf(nom, depp, `${query}&limite=100${page}`)).toEqual([]);
  });
});
