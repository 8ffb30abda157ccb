import { type SqlBool, sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";
import type { Fonction, FonctionExercee, NatureDelegation, PorteeType } from "../fonctions/rules.ts";
import { readLibellePortee, withinPortees } from "../portees/queries.server.ts";
import { type Actor, hasPermission, type Scope, scopeOf } from "../rules.ts";
import {
  AVERTISSEMENT_JOURS,
  addJours,
  type EtatDelegation,
  etatDelegation,
  naturesDelegables,
} from "./rules.ts";

export interface DelegationLue {
  readonly id: string;
  readonly fonctionId: string;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  /** Name of the périmètre. */
  readonly portee: string;
  readonly delegantId: string;
  readonly delegant: string;
  readonly delegataireId: string;
  readonly delegataire: string;
  readonly nature: NatureDelegation;
  readonly debut: string;
  readonly fin: string;
  readonly acte: string;
  /** Digitised act, when it was joined and not taken away. */
  readonly pieceId: string | null;
  readonly motif: string | null;
  readonly revoqueeLe: Date | null;
  readonly renouvelee: boolean;
  readonly etat: EtatDelegation;
}

interface Row extends Omit<DelegationLue, "etat"> {
  readonly fonctionFin: string | null;
  readonly delegantFerme: boolean;
}

const SELECTION = sql`
  d.id, f.id as "fonctionId", f.fonction, f.portee_type as "porteeType", f.portee_code as "porteeCode",
  ${readLibellePortee("f.portee_type", "f.portee_code")} as portee,
  d.delegant_id as "delegantId", p.prenom || ' ' || p.nom as delegant, d.delegataire_id as "delegataireId",
  r.prenom || ' ' || r.nom as delegataire, d.nature, d.debut, d.fin, d.acte, d.motif,
  (select b.id from piece b where b.id = d.piece_id and b.supprimee_le is null) as "pieceId",
  exists (select from delegation s where s.renouvelle_id = d.id and s.revoquee_le is null) as renouvelee,
  d.revoquee_le as "revoqueeLe", f.fin as "fonctionFin", p.ferme_le is not null as "delegantFerme"
  from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id
  join agent p on p.id = d.delegant_id join agent r on r.id = d.delegataire_id`;

function toDelegation({ fonctionFin, delegantFerme, ...row }: Row, jour: string): DelegationLue {
  const revoquee = row.revoqueeLe !== null;
  return { ...row, etat: etatDelegation({ ...row, revoquee, fonctionFin, delegantFerme }, jour) };
}

/** Delegations that a person gave and received, those that hold first. */
export async function listDelegationsDeLAgent(context: Context, agentId: string): Promise<DelegationLue[]> {
  const { rows } = await sql<Row>`select ${SELECTION}
    where d.delegant_id = ${agentId} or d.delegataire_id = ${agentId}
    order by d.fin desc, d.debut desc, d.id limit 200`.execute(context.db);
  const jour = civilDay(context.now());
  return rows.map((row) => toDelegation(row, jour));
}

/** Delegations that hold and end within thirty days, given or received: they are to be renewed or left to end. */
export async function listDelegationsAVenirATerme(
  context: Context,
  agentId: string,
): Promise<DelegationLue[]> {
  const toutes = await listDelegationsDeLAgent(context, agentId);
  return toutes.filter(({ etat, renouvelee }) => etat === "a_terme" && !renouvelee);
}

/** One delegation, for whom it concerns and for those who read the people of its périmètre. Throws NotFound otherwise. */
export async function getDelegation(context: Context, actor: Actor, id: string): Promise<DelegationLue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<Row>`select ${SELECTION}
    where d.id = ${id} and (d.delegant_id = ${actor.agentId} or d.delegataire_id = ${actor.agentId}
      or ${withinPortees(scopeOf(actor, "agent.lire"), "f.portee_type", "f.portee_code")})`.execute(
    context.db,
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  return toDelegation(row, civilDay(context.now()));
}

/** Whether the person keeps the rights of the périmètre of this delegation. */
export async function isGerant(db: Database, actor: Actor, delegation: DelegationLue): Promise<boolean> {
  if (!hasPermission(actor, "agent.gerer")) return false;
  const { rows } = await sql<{ id: string }>`select f.id from fonction_exercee f
    where f.id = ${delegation.fonctionId} and ${withinPortees(scopeOf(actor, "agent.gerer"), "f.portee_type", "f.portee_code")}`.execute(
    db,
  );
  return rows.length > 0;
}

export interface PageDelegations {
  readonly valides: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Delegations of a scope, those that end first at the top; those that no longer hold too when asked for. */
export async function listDelegationsDuPerimetre(
  context: Context,
  scope: Scope,
  { valides, limit, offset }: PageDelegations,
): Promise<{ lignes: DelegationLue[]; total: number }> {
  const jour = civilDay(context.now());
  const holds = sql<SqlBool>`d.revoquee_le is null and d.fin > ${jour} and p.ferme_le is null and (f.fin is null or f.fin > ${jour})`;
  const where = sql`${withinPortees(scope, "f.portee_type", "f.portee_code")} and (${!valides} or ${holds})`;
  const { rows } = await sql<Row>`select ${SELECTION} where ${where} order by d.fin, d.debut, d.id
    limit ${limit} offset ${offset}`.execute(context.db);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n
    from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id join agent p on p.id = d.delegant_id
    where ${where}`.execute(context.db);
  return { lignes: rows.map((row) => toDelegation(row, jour)), total: counted[0]?.n ?? 0 };
}

export interface FonctionDelegable {
  readonly id: string;
  readonly exercee: FonctionExercee;
  readonly portee: string;
  readonly natures: readonly NatureDelegation[];
}

/** Functions of a person that delegate, today or soon. Received ones are none of theirs. */
export async function listFonctionsDelegables(
  context: Context,
  agentId: string,
): Promise<FonctionDelegable[]> {
  const rows = await context.db
    .selectFrom("fonction_exercee as f")
    .select(["f.id", "f.fonction", "f.portee_type", "f.portee_code", "f.debut", "f.fin"])
    .select(readLibellePortee("f.portee_type", "f.portee_code").as("portee"))
    .where("f.agent_id", "=", agentId)
    .where((eb) => eb.or([eb("f.fin", "is", null), eb("f.fin", ">", civilDay(context.now()))]))
    .orderBy("f.debut")
    .orderBy("f.id")
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      portee: row.portee,
      natures: naturesDelegables(row.fonction as Fonction),
      exercee: {
        fonction: row.fonction as Fonction,
        porteeType: row.portee_type as PorteeType,
        porteeCode: row.portee_code,
        debut: row.debut,
        fin: row.fin,
      },
    }))
    .filter(({ natures }) => natures.length > 0);
}

export interface PersonneTrouvee {
  readonly id: string;
  readonly nomComplet: string;
  readonly fonctions: string;
}

/** People who exercise a function within a scope, by name: those whom one may delegate to, or help. */
export async function searchPersonnesDuPerimetre(
  context: Context,
  scope: Scope,
  { q, sauf, limit }: { readonly q: string; readonly sauf: string; readonly limit: number },
): Promise<PersonneTrouvee[]> {
  const words = normalizeSearch(q).split(" ").filter(Boolean).slice(0, 4);
  const named = words.map(
    (word) => sql<SqlBool>`lower(unaccent(a.prenom || ' ' || a.nom)) like ${`%${word}%`}`,
  );
  const jour = civilDay(context.now());
  const { rows } = await sql<PersonneTrouvee>`
    select a.id, a.prenom || ' ' || a.nom as "nomComplet", string_agg(distinct f.fonction, ' ' order by f.fonction) as fonctions
    from agent a join fonction_exercee f on f.agent_id = a.id and f.debut <= ${jour} and (f.fin is null or f.fin > ${jour})
    where a.ferme_le is null and a.id <> ${sauf} and ${withinPortees(scope, "f.portee_type", "f.portee_code")}
      ${named.length > 0 ? sql`and ${sql.join(named, sql` and `)}` : sql``}
    group by a.id order by a.nom, a.prenom, a.id limit ${limit}`.execute(context.db);
  return rows;
}

/** Whether a person exercises a function within a scope today. */
export async function isDansLePerimetre(context: Context, scope: Scope, agentId: string): Promise<boolean> {
  const jour = civilDay(context.now());
  const { rows } = await sql<{
    id: string;
  }>`select f.id from fonction_exercee f join agent a on a.id = f.agent_id
    where f.agent_id = ${agentId} and a.ferme_le is null and f.debut <= ${jour} and (f.fin is null or f.fin > ${jour})
      and ${withinPortees(scope, "f.portee_type", "f.portee_code")} limit 1`.execute(context.db);
  return rows.length > 0;
}

/** Delegations that enter their last thirty days and of which nobody was told yet. */
export async function listDelegationsAPrevenir(context: Context): Promise<DelegationLue[]> {
  const jour = civilDay(context.now());
  const { rows } = await sql<Row>`select ${SELECTION}
    where d.revoquee_le is null and d.debut <= ${jour} and d.fin > ${jour} and d.fin <= ${addJours(jour, AVERTISSEMENT_JOURS)}
      and p.ferme_le is null and (f.fin is null or f.fin > ${jour})
      and not exists (select from delegation s where s.renouvelle_id = d.id and s.revoquee_le is null)
      and not exists (select from audit_event e
        where e.objet_type = 'delegation' and e.objet_id = d.id::text and e.evenement = 'delegation.prevenir')
    order by d.fin, d.id limit 500`.execute(context.db);
  return rows.map((row) => toDelegation(row, jour));
}
