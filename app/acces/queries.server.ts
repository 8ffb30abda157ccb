import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Permission } from "./droits/rules.ts";
import { type KindsOfStructure, RESTRICTIONS } from "./fonctions/restrictions/rules.ts";
import type { Fonction, FonctionExercee, PorteeType } from "./fonctions/rules.ts";
import { type Actor, type Perimetre, type Scope, scopeOf } from "./rules.ts";

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
    .leftJoin("commune as m", (join) =>
      join.onRef("m.code", "=", "f.portee_code").on("f.portee_type", "=", "commune"),
    )
    .select((eb) => eb.fn.coalesce("academie.nom", "d.nom", "m.nom", "c.nom", "s.nom").as("portee"))
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
  const restreints = scope.restreints.map((restreint) => {
    const { secteurs, types }: KindsOfStructure = RESTRICTIONS[restreint.restriction];
    const kinds = [isAny("structure.secteur", secteurs), ...(types ? [isAny("structure.type", types)] : [])];
    return sql`(${sql.join(kinds, sql` and `)} and ${withinPerimetre(restreint)})`;
  });
  return sql<SqlBool>`(${sql.join([withinPerimetre(scope), ...restreints], sql` or `)})`;
}

const isAny = (column: string, values: readonly string[]) =>
  sql`${sql.ref(column)} = any(${[...values]}::text[])`;

function withinPerimetre(perimetre: Perimetre): RawBuilder<SqlBool> {
  const { academies, departements, communes, circonscriptions, structures } = perimetre;
  const reached = [
    ...(academies.length > 0 ? [isAny("structure.academie_code", academies)] : []),
    ...(departements.length > 0 ? [isAny("structure.departement_code", departements)] : []),
    ...(communes.length > 0 ? [sql`structure.commune_code in ${listCommunes(communes)}`] : []),
    ...(circonscriptions.length > 0 ? [isAny("structure.circonscription_code", circonscriptions)] : []),
    ...(structures.length > 0 ? [isAny("structure.uai", structures)] : []),
  ];
  return reached.length > 0 ? sql<SqlBool>`(${sql.join(reached, sql` or `)})` : sql<SqlBool>`false`;
}

/** A commune and those that are part of it today: files still place schools in an arrondissement or a former commune. */
const listCommunes = (codes: readonly string[]) => sql`(select tenue.code from commune tenue
  where tenue.code = any(${[...codes]}::text[]) or tenue.actuelle_code = any(${[...codes]}::text[]))`;

/** Whether the person holds a permission on this structure. */
export async function canSurStructure(
  db: Database,
  actor: Actor,
  { uai, permission }: { readonly uai: string; readonly permission: Permission },
): Promise<boolean> {
  const { rows } = await sql`select from structure where uai = ${uai}
    and ${withinScope(scopeOf(actor, permission))}`.execute(db);
  return rows.length > 0;
}
