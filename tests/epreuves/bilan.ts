import { stat } from "node:fs/promises";
import type { Kysely } from "kysely";
import type pg from "pg";
import { readAncres } from "#app/platform/audit/anchors.server.ts";
import { verifySeal } from "#app/platform/audit/seal.server.ts";
import type { DB } from "#app/platform/db/database.server.ts";
import type { Acquis } from "./ecrivains.ts";

interface Lieu {
  readonly pool: pg.Pool;
  readonly db: Kysely<DB>;
  readonly folder: string;
}

/** State without its line of the journal, the line without the state, and work without its job: each must be empty. */
const MOITIES: Readonly<Record<string, string>> = {
  "fact without its line in the journal": `select f.id::text as id from fait_local f where not exists
    (select from audit_event e where e.evenement = 'structure.consigner_fait' and e.faits->>'id' = f.id::text)`,
  "line in the journal without its fact": `select e.id::text as id from audit_event e
    where e.evenement = 'structure.consigner_fait' and not exists (select from fait_local f where f.id::text = e.faits->>'id')`,
  "import without its line in the journal": `select i.id::text as id from import i where not exists
    (select from audit_event e where e.evenement = 'import.deposer' and e.objet_id = i.id::text)`,
  "line in the journal without its import": `select e.id::text as id from audit_event e
    where e.evenement = 'import.deposer' and not exists (select from import i where i.id::text = e.objet_id)`,
  "import without a file": `select i.id::text as id from import i where not exists (select from import_fichier f where f.import_id = i.id)`,
  "import without its task": `select i.id::text as id from import i where i.origine = 'interface' and not exists
    (select from tache t where t.objet_id = i.id::text)`,
  "task without its job": `select t.id::text as id from tache t where t.terminee_le is null and not exists
    (select from graphile_worker._private_jobs j where j.payload->>'tacheId' = t.id::text)`,
  "job without its task": `select j.id::text as id from graphile_worker._private_jobs j
    where j.payload->>'tacheId' is not null and not exists (select from tache t where t.id::text = j.payload->>'tacheId')`,
};

/** What is missing, double or half-written, and where the journal does not hold. Empty when all is well. */
export async function listPertes({ pool, db, folder }: Lieu, acquis: readonly Acquis[]): Promise<string[]> {
  const found = [...(await listFaitsPerdus(pool, acquis)), ...(await listImportsPerdus(pool, acquis))];
  for (const [what, query] of Object.entries(MOITIES)) {
    const { rows } = await pool.query<{ id: string }>(query);
    for (const { id } of rows) found.push(`${what}: ${id}`);
  }
  const report = await verifySeal(db, await readAncres(folder));
  if (!report.ok) found.push(`journal broken at link ${report.numero}: ${report.raison}`);
  return found;
}

async function listFaitsPerdus(pool: pg.Pool, acquis: readonly Acquis[]): Promise<string[]> {
  const { rows } = await pool.query<{ marque: string; n: number }>(
    `select substring(description from '\\((marque-[^)]+)\\)') as marque, count(*)::int as n from fait_local group by 1`,
  );
  const counts = new Map(rows.map(({ marque, n }) => [marque, n]));
  return acquis.flatMap((write) => {
    if (write.genre !== "fait") return [];
    const n = counts.get(write.marque) ?? 0;
    if (n === 1) return [];
    return [n === 0 ? `lost fact: ${write.marque}` : `fact written ${n} times: ${write.marque}`];
  });
}

async function listImportsPerdus(pool: pg.Pool, acquis: readonly Acquis[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; emplacement: string; taille: number }>(
    "select import_id::text as id, emplacement, taille from import_fichier",
  );
  const files = new Map(rows.map((row) => [row.id, row]));
  const found: string[] = [];
  for (const write of acquis) {
    if (write.genre !== "import") continue;
    const file = files.get(write.id);
    const size = file && (await stat(file.emplacement).catch(() => undefined))?.size;
    if (!file) found.push(`lost import: ${write.id}`);
    else if (size !== Number(file.taille)) found.push(`lost file of import: ${write.id}`);
  }
  return found;
}
