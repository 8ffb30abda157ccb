import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { StartRefusal } from "../env/start-refusal.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const MIGRATIONS_FOLDER = join(import.meta.dirname, "../../../db/migrations");
/** State of the errors that a migration raises in words for the operator: data that only they can settle. */
const SAID = "AN001";
/** Any constant: two processes that start together on one database must not migrate at the same time. */
const MIGRATION_LOCK = 4_201_777;

/** Reads `NNNN_verb_object.sql` in order. Throws when a number is missing or used twice. */
export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      if (!name.startsWith(`${String(index + 1).padStart(4, "0")}_`)) {
        throw new Error(`Migration ${name}: expected number ${index + 1}`);
      }
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies the migrations that the database has not seen, one transaction each, and refuses to start on a database
 * whose past differs from ours: a migration edited after the fact, or one that this version does not know.
 */
export async function migrate(client: pg.ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
  try {
    await client.query(
      "create table if not exists migration (nom text primary key, empreinte text not null, appliquee_le timestamptz not null)",
    );
    const { rows } = await client.query<{ nom: string; empreinte: string }>(
      "select nom, empreinte from migration order by nom",
    );
    refuseAnotherPast(rows, migrations);
    const applied: string[] = [];
    for (const migration of migrations.slice(rows.length)) {
      await applyOne(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  }
}

function refuseAnotherPast(
  done: readonly { nom: string; empreinte: string }[],
  migrations: readonly Migration[],
): void {
  for (const [index, row] of done.entries()) {
    const known = migrations[index];
    if (known?.name !== row.nom) {
      throw new StartRefusal(
        `La base a reçu la migration ${row.nom}, que cette version d'Ancrage ne connaît pas : installez une version au moins aussi récente, ou restaurez une sauvegarde.`,
      );
    }
    if (known.checksum !== row.empreinte) {
      throw new StartRefusal(
        `La migration ${row.nom} a été modifiée après son application : remettez son texte d'origine, et écrivez le changement dans une nouvelle migration.`,
      );
    }
  }
}

async function applyOne(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into migration (nom, empreinte, appliquee_le) values ($1, $2, now())", [
      migration.name,
      migration.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    if ((error as { code?: string }).code === SAID) throw new StartRefusal((error as Error).message);
    throw new Error(`Migration ${migration.name} failed`, { cause: error });
  }
}
