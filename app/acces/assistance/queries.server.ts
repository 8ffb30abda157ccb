import { sql } from "kysely";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";

import { type EtatAssistance, etatAssistance } from "./rules.ts";

export interface AssistanceLue {
  readonly id: string;
  readonly agentId: string;
  /** Name of the person helped. */
  readonly agent: string;
  readonly assistantId: string;
  readonly assistant: string;
  readonly motif: string;
  readonly demandeeLe: Date;
  /** When the request lapses, then, once agreed, when the view ends at the latest. */
  readonly expireLe: Date;
  readonly consentieLe: Date | null;
  readonly refuseeLe: Date | null;
  readonly termineeLe: Date | null;
  readonly etat: EtatAssistance;
}

const SELECTION = sql`x.id, x.agent_id as "agentId", a.prenom || ' ' || a.nom as agent, x.assistant_id as "assistantId",
  s.prenom || ' ' || s.nom as assistant, x.motif, x.demandee_le as "demandeeLe", x.expire_le as "expireLe",
  x.consentie_le as "consentieLe", x.refusee_le as "refuseeLe", x.terminee_le as "termineeLe"
  from assistance x join agent a on a.id = x.agent_id join agent s on s.id = x.assistant_id`;

type Row = Omit<AssistanceLue, "etat">;

const toAssistance = (row: Row, now: Date): AssistanceLue => ({ ...row, etat: etatAssistance(row, now) });

/** Views of help that a person was asked for, latest first: who, why, when, and what came of it. */
export async function listAssistancesDeLAgent(context: Context, agentId: string): Promise<AssistanceLue[]> {
  const { rows } = await sql<Row>`select ${SELECTION} where x.agent_id = ${agentId}
    order by x.demandee_le desc, x.id limit 100`.execute(context.db);
  return rows.map((row) => toAssistance(row, context.now()));
}

/** Requests that wait for this person's answer. */
export async function listAssistancesAttendues(context: Context, agentId: string): Promise<AssistanceLue[]> {
  const toutes = await listAssistancesDeLAgent(context, agentId);
  return toutes.filter(({ etat }) => etat === "demande");
}

/** Requests that a person of the help desk made, latest first. */
export async function listAssistancesDemandees(
  context: Context,
  assistantId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ lignes: AssistanceLue[]; total: number }> {
  const { rows } = await sql<Row>`select ${SELECTION} where x.assistant_id = ${assistantId}
    order by x.demandee_le desc, x.id limit ${limit} offset ${offset}`.execute(context.db);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from assistance
    where assistant_id = ${assistantId}`.execute(context.db);
  return { lignes: rows.map((row) => toAssistance(row, context.now())), total: counted[0]?.n ?? 0 };
}

/** The view of help that goes on about this person now; undefined when there is none. */
export async function findAssistanceEnCours(
  context: Context,
  agentId: string,
): Promise<AssistanceLue | undefined> {
  const { rows } = await sql<Row>`select ${SELECTION}
    where x.agent_id = ${agentId} and x.consentie_le is not null and x.terminee_le is null and x.expire_le > ${context.now()}
    order by x.consentie_le desc limit 1`.execute(context.db);
  const [row] = rows;
  return row && toAssistance(row, context.now());
}

/** One view of help, for the two people concerned. Throws NotFound for anybody else. */
export async function getAssistance(context: Context, agentId: string, id: string): Promise<AssistanceLue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<Row>`select ${SELECTION}
    where x.id = ${id} and (x.agent_id = ${agentId} or x.assistant_id = ${agentId})`.execute(context.db);
  const [row] = rows;
  if (!row) throw new NotFound();
  return toAssistance(row, context.now());
}

/** Pages that were seen during a view, as patterns of addresses, in the order of their first sight. */
export async function listPagesVues(
  db: Database,
  id: string,
): Promise<{ readonly page: string; readonly le: Date }[]> {
  const { rows } = await sql<{ page: string; le: Date }>`
    select faits->>'page' as page, min(survenu_le) as le from audit_event
    where objet_type = 'assistance' and objet_id = ${id} and evenement = 'assistance.voir' and faits ? 'page'
    group by 1 order by 2, 1`.execute(db);
  return rows;
}

/** Requests and views whose time is over and whose end nobody wrote. */
export async function listAssistancesATerme(context: Context): Promise<AssistanceLue[]> {
  const { rows } = await sql<Row>`select ${SELECTION}
    where x.refusee_le is null and x.terminee_le is null and x.expire_le <= ${context.now()}
    order by x.expire_le, x.id limit 500`.execute(context.db);
  return rows.map((row) => toAssistance(row, context.now()));
}
