import { createHash } from "node:crypto";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type Actor,
  type Fonction,
  type FonctionExercee,
  isEnExercice,
  isSessionValide,
  type PorteeType,
  type Scope,
} from "./rules.ts";

/** Only the hash of a session token is kept: a stolen database opens no session. */
export function hashJeton(jeton: string): Buffer {
  return createHash("sha256").update(jeton).digest();
}

/** The person behind a session token, with the functions that hold today; undefined when the session does not hold. */
export async function findActorByJeton(context: Context, jeton: string): Promise<Actor | undefined> {
  const now = context.now();
  const row = await context.db
    .selectFrom("session as s")
    .innerJoin("agent as a", "a.id", "s.agent_id")
    .select(["s.vue_le", "s.expire_le", "s.fermee_le", "a.id", "a.nom", "a.prenom"])
    .select(FONCTIONS_DE_L_AGENT.as("fonctions"))
    .where("s.empreinte", "=", hashJeton(jeton))
    .executeTakeFirst();
  if (!row) return undefined;
  const dates = { vueLe: row.vue_le, expireLe: row.expire_le, fermeeLe: row.fermee_le };
  if (!isSessionValide(dates, now)) return undefined;
  if (now.getTime() - row.vue_le.getTime() > 60_000) {
    await context.db
      .updateTable("session")
      .set({ vue_le: now })
      .where("empreinte", "=", hashJeton(jeton))
      .execute();
  }
  return toActor(row, now);
}

/** A person with the functions that hold today; undefined when there is no such person. */
export async function findActor(context: Context, agentId: string): Promise<Actor | undefined> {
  const row = await context.db
    .selectFrom("agent as a")
    .select(["a.id", "a.nom", "a.prenom"])
    .select(FONCTIONS_DE_L_AGENT.as("fonctions"))
    .where("a.id", "=", agentId)
    .executeTakeFirst();
  return row && toActor(row, context.now());
}

const FONCTIONS_DE_L_AGENT = sql<
  FonctionRow[]
>`(select coalesce(json_agg(f order by f.debut, f.fonction), '[]')
  from fonction_exercee f where f.agent_id = a.id)`;

function toActor(
  row: {
    readonly id: string;
    readonly nom: string;
    readonly prenom: string;
    readonly fonctions: FonctionRow[];
  },
  now: Date,
): Actor {
  return {
    agentId: row.id,
    nomComplet: `${row.prenom} ${row.nom}`,
    fonctions: row.fonctions.map(toFonctionExercee).filter((exercee) => isEnExercice(exercee, civilDay(now))),
  };
}

/** The signed-in person that the guard found, on a page whose line in the route table demands one. */
export function getActor(current: { readonly actor: unknown }): Actor {
  if (!current.actor) throw new Error("This page is public in the route table: it has no actor");
  return current.actor as Actor;
}

interface FonctionRow {
  readonly fonction: string;
  readonly portee_type: string;
  readonly portee_code: string;
  readonly debut: string;
  readonly fin: string | null;
}

function toFonctionExercee(row: FonctionRow): FonctionExercee {
  return {
    fonction: row.fonction as Fonction,
    porteeType: row.portee_type as PorteeType,
    porteeCode: row.portee_code,
    debut: row.debut,
    fin: row.fin,
  };
}

export interface CompteDemonstration {
  readonly id: string;
  readonly nomComplet: string;
  readonly fonctions: readonly FonctionExercee[];
  readonly portee: string;
}

/** The cast of a demonstration database; empty anywhere else, since the table cannot hold such accounts there. */
export async function listComptesDemonstration(db: Database): Promise<CompteDemonstration[]> {
  const rows = await db
    .selectFrom("agent as a")
    .innerJoin("fonction_exercee as f", "f.agent_id", "a.id")
    .leftJoin("academie", (join) =>
      join.onRef("academie.code", "=", "f.portee_code").on("f.portee_type", "=", "academie"),
    )
    .leftJoin("departement as d", (join) =>
      join.onRef("d.code", "=", "f.portee_code").on("f.portee_type", "=", "departement"),
    )
    .leftJoin("structure as s", (join) =>
      join.onRef("s.uai", "=", "f.portee_code").on("f.portee_type", "=", "structure"),
    )
    .select(["a.id", "a.nom", "a.prenom", "f.fonction", "f.portee_type", "f.portee_code", "f.debut", "f.fin"])
    .leftJoin("circonscription as c", (join) =>
      join.onRef("c.code", "=", "f.portee_code").on("f.portee_type", "=", "circonscription"),
    )
    .select((eb) => eb.fn.coalesce("academie.nom", "d.nom", "c.nom", "s.nom").as("portee"))
    .where("a.demonstration", "=", true)
    .orderBy("a.cree_le")
    .orderBy("a.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nomComplet: `${row.prenom} ${row.nom}`,
    fonctions: [toFonctionExercee(row)],
    portee: row.portee ?? "",
  }));
}

/** What the database was marked as when it was created. */
export async function getInstallation(db: Database): Promise<{ readonly demonstration: boolean }> {
  return db.selectFrom("installation").select("demonstration").executeTakeFirstOrThrow();
}

/**
 * The condition that keeps a query within a scope, for a query that knows the table `structure` under its own name.
 * The only place where a scope becomes SQL; an empty scope is `false`.
 */
export function withinScope(scope: Scope): RawBuilder<SqlBool> {
  if (scope.nation) return sql<SqlBool>`true`;
  const reached = [
    scope.academies.length > 0
      ? sql`structure.academie_code = any(${[...scope.academies]}::text[])`
      : undefined,
    scope.departements.length > 0
      ? sql`structure.departement_code = any(${[...scope.departements]}::text[])`
      : undefined,
    scope.circonscriptions.length > 0
      ? sql`structure.circonscription_code = any(${[...scope.circonscriptions]}::text[])`
      : undefined,
    scope.structures.length > 0 ? sql`structure.uai = any(${[...scope.structures]}::text[])` : undefined,
  ].filter((condition) => condition !== undefined);
  return reached.length > 0 ? sql<SqlBool>`(${sql.join(reached, sql` or `)})` : sql<SqlBool>`false`;
}
