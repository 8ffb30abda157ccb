import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Fonction, FonctionExercee, PorteeType } from "./fonctions/rules.ts";
import type { Actor, Scope } from "./rules.ts";

/** The signed-in person that the guard found, on a page whose line in the route table demands one. */
export function getActor(current: { readonly actor: unknown }): Actor {
  if (!current.actor) throw new Error("This page is public in the route table: it has no actor");
  return current.actor as Actor;
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
    // One line for one account, whatever functions it received since.
    .where("f.origine", "=", "demonstration")
    .orderBy("a.cree_le")
    .orderBy("a.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nomComplet: `${row.prenom} ${row.nom}`,
    fonctions: [
      {
        fonction: row.fonction as Fonction,
        porteeType: row.portee_type as PorteeType,
        porteeCode: row.portee_code,
        debut: row.debut,
        fin: row.fin,
      },
    ],
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
