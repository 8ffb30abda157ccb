import { type RawBuilder, type SqlBool, sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { type FonctionProposee, proposeFonctions } from "../attributs/rules.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";

import { ATTRIBUTIONS } from "../personnes/rules.ts";
import { listPortees, readLibellePortee, withinPortees } from "../portees/queries.server.ts";
import { type PorteeNommee, porteeKey } from "../portees/rules.ts";
import { type Actor, scopeOf } from "../rules.ts";
import type { EtatDemande } from "./rules.ts";

export interface DemandeLue {
  readonly id: string;
  readonly agentId: string;
  readonly nomComplet: string;
  readonly courriel: string | null;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  readonly portee: string;
  readonly message: string;
  readonly attributsProposes: boolean;
  readonly etat: EtatDemande;
  readonly motif: string | null;
  readonly decideePar: string | null;
  readonly decideeLe: Date | null;
  readonly creeLe: Date;
  readonly version: number;
}

const SELECTION = sql`d.id, d.agent_id as "agentId", a.prenom || ' ' || a.nom as "nomComplet", a.courriel, d.fonction,
  d.portee_type as "porteeType", d.portee_code as "porteeCode", ${readLibellePortee("d.portee_type", "d.portee_code")} as portee,
  d.message, d.attributs_proposes as "attributsProposes", d.etat, d.motif, p.prenom || ' ' || p.nom as "decideePar",
  d.decidee_le as "decideeLe", d.cree_le as "creeLe", d.version
  from demande_acces d join agent a on a.id = d.agent_id left join agent p on p.id = d.decidee_par`;

/** The requests that an actor may decide: each of their functions opens some functions, within its own scope. */
function withinAttribution(actor: Actor): RawBuilder<SqlBool> {
  const opened = actor.fonctions
    .filter(({ delegation }) => !delegation)
    .flatMap((own) => {
      const fonctions = ATTRIBUTIONS[own.fonction];
      if (!fonctions) return [];
      const scope = scopeOf({ ...actor, fonctions: [own] }, "agent.gerer");
      return [
        sql`(d.fonction = any(${[...fonctions]}::text[]) and ${withinPortees(scope, "d.portee_type", "d.portee_code")})`,
      ];
    });
  if (opened.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`(d.agent_id <> ${actor.agentId}::uuid and (${sql.join(opened, sql` or `)}))`;
}

export interface PageDemandes {
  readonly etat: EtatDemande | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Requests that the actor may decide or might have, the oldest that waits first. */
export async function listDemandes(
  db: Database,
  actor: Actor,
  { etat, limit, offset }: PageDemandes,
): Promise<{ lignes: DemandeLue[]; total: number }> {
  const where = sql`${withinAttribution(actor)} and ${etat ? sql`d.etat = ${etat}` : sql`true`}`;
  const { rows } = await sql<DemandeLue>`select ${SELECTION} where ${where}
    order by d.etat = 'deposee' desc, case when d.etat = 'deposee' then d.cree_le end, d.decidee_le desc, d.id
    limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{
    n: number;
  }>`select count(*)::int as n from demande_acces d where ${where}`.execute(db);
  return { lignes: rows, total: counted[0]?.n ?? 0 };
}

/** How many requests wait for the actor. */
export async function countDemandesADecider(context: Context, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from demande_acces d
    where d.etat = 'deposee' and ${withinAttribution(actor)}`.execute(context.db);
  return rows[0]?.n ?? 0;
}

/** Since when the oldest of them waits; undefined when none does. */
export async function findPlusAncienneADecider(context: Context, actor: Actor): Promise<Date | undefined> {
  const { rows } = await sql<{ le: Date | null }>`select min(d.cree_le) as le from demande_acces d
    where d.etat = 'deposee' and ${withinAttribution(actor)}`.execute(context.db);
  return rows[0]?.le ?? undefined;
}

/** One request that the actor may decide. Throws NotFound when it is not theirs to know. */
export async function getDemande(db: Database, actor: Actor, id: string): Promise<DemandeLue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } =
    await sql<DemandeLue>`select ${SELECTION} where d.id = ${id}::uuid and ${withinAttribution(actor)}`.execute(
      db,
    );
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

/** One's own requests, the latest first. */
export async function listMesDemandes(context: Context, agentId: string): Promise<DemandeLue[]> {
  const { rows } = await sql<DemandeLue>`select ${SELECTION} where d.agent_id = ${agentId}::uuid
    order by d.cree_le desc, d.id`.execute(context.db);
  return rows;
}

export interface Proposition extends FonctionProposee {
  readonly portee: PorteeNommee;
}

/** What the ministry's attributes of a person propose, on scopes that exist. Never a right by itself. */
export async function listPropositions(
  context: Context,
  db: Database,
  agentId: string,
): Promise<Proposition[]> {
  const identites = await db
    .selectFrom("identite")
    .select("attributs")
    .where("agent_id", "=", agentId)
    .execute();
  const proposees = identites.flatMap(({ attributs }) =>
    proposeFonctions(attributs, civilDay(context.now())),
  );
  const named = await listPortees(
    db,
    proposees.map(({ porteeType, porteeCode }) => ({ type: porteeType, code: porteeCode })),
  );
  return proposees.flatMap((proposee) => {
    const portee = named.get(porteeKey({ type: proposee.porteeType, code: proposee.porteeCode }));
    return portee ? [{ ...proposee, portee }] : [];
  });
}

/** Whether a person exercises a function on a scope today, or will. */
export async function hasFonction(
  context: Context,
  db: Database,
  voulue: { readonly agentId: string; readonly fonction: Fonction; readonly portee: PorteeNommee },
): Promise<boolean> {
  const row = await db
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", voulue.agentId)
    .where("fonction", "=", voulue.fonction)
    .where("portee_type", "=", voulue.portee.type)
    .where("portee_code", "=", voulue.portee.code)
    .where((eb) => eb.or([eb("fin", "is", null), eb("fin", ">", civilDay(context.now()))]))
    .executeTakeFirst();
  return row !== undefined;
}
