import { type SqlBool, sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { isAdresseNominative } from "#app/referentiel/vie/saisies/rules.ts";
import { addJours } from "../delegations/rules.ts";

import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { readLibellePortee, withinPortees } from "../portees/queries.server.ts";
import type { Actor, Scope } from "../rules.ts";
import {
  type EtatPassation,
  etatPassation,
  FONCTIONS_TRANSMISES,
  OUVERTURE_JOURS,
  RATTRAPAGE_JOURS,
  TUILAGE_JOURS,
} from "./rules.ts";

/** What is handed over: a function on a périmètre. */
export interface Charge {
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
}

export interface PassationLue extends Charge {
  readonly id: string;
  /** Name of the périmètre. */
  readonly portee: string;
  readonly sortantId: string;
  readonly sortant: string;
  readonly entrantId: string | null;
  readonly entrant: string | null;
  /** First day when who leaves no longer exercises. */
  readonly depart: string;
  readonly mot: string;
  readonly creeLe: Date;
  readonly lueLe: Date | null;
  readonly closeLe: Date | null;
  readonly version: number;
  readonly etat: EtatPassation;
}

const SELECTION = sql`pa.id, pa.fonction, pa.portee_type as "porteeType", pa.portee_code as "porteeCode",
  ${readLibellePortee("pa.portee_type", "pa.portee_code")} as portee,
  pa.sortant_id as "sortantId", s.prenom || ' ' || s.nom as sortant, pa.entrant_id as "entrantId",
  e.prenom || ' ' || e.nom as entrant, pa.depart, pa.mot, pa.cree_le as "creeLe", pa.lue_le as "lueLe",
  pa.close_le as "closeLe", pa.version
  from passation pa join agent s on s.id = pa.sortant_id left join agent e on e.id = pa.entrant_id`;

type Row = Omit<PassationLue, "etat">;

function toPassation(row: Row, jour: string): PassationLue {
  const dates = {
    depart: row.depart,
    entrantId: row.entrantId,
    lue: row.lueLe !== null,
    close: row.closeLe !== null,
  };
  return { ...row, etat: etatPassation(dates, jour) };
}

/** Handovers that a person writes or receives, latest first. */
export async function listPassationsDeLAgent(context: Context, agentId: string): Promise<PassationLue[]> {
  const { rows } =
    await sql<Row>`select ${SELECTION} where pa.sortant_id = ${agentId} or pa.entrant_id = ${agentId}
    order by pa.depart desc, pa.id limit 50`.execute(context.db);
  const jour = civilDay(context.now());
  return rows.map((row) => toPassation(row, jour));
}

export interface PassationOuverte extends PassationLue {
  /** What the person has to do there. */
  readonly role: "sortant" | "entrant";
}

/** Handovers that wait for a person: a word to write before leaving, a summary to read and close when arriving. */
export async function listPassationsOuvertes(context: Context, agentId: string): Promise<PassationOuverte[]> {
  const jour = civilDay(context.now());
  const toutes = await listPassationsDeLAgent(context, agentId);
  return toutes.flatMap((passation): PassationOuverte[] => {
    if (passation.closeLe) return [];
    if (passation.entrantId === agentId) return [{ ...passation, role: "entrant" }];
    const aEcrire =
      passation.mot === "" && passation.lueLe === null && jour <= addJours(passation.depart, 30);
    return aEcrire ? [{ ...passation, role: "sortant" }] : [];
  });
}

/** Handovers of a scope: who leaves, who arrives, whether it is read. The word itself stays between the two. */
export async function listPassationsDuPerimetre(
  context: Context,
  scope: Scope,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ lignes: Omit<PassationLue, "mot">[]; total: number }> {
  const where = sql<SqlBool>`pa.close_le is null and ${withinPortees(scope, "pa.portee_type", "pa.portee_code")}`;
  const { rows } = await sql<Row>`select ${SELECTION} where ${where} order by pa.depart, pa.id
    limit ${limit} offset ${offset}`.execute(context.db);
  const { rows: counted } = await sql<{
    n: number;
  }>`select count(*)::int as n from passation pa where ${where}`.execute(context.db);
  const jour = civilDay(context.now());
  const lignes = rows.map((row) => {
    const { mot: _, ...shared } = toPassation(row, jour);
    return shared;
  });
  return { lignes, total: counted[0]?.n ?? 0 };
}

/** One handover, for who leaves and who arrives. Throws NotFound for anybody else. */
export async function getPassation(context: Context, agentId: string, id: string): Promise<PassationLue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<Row>`select ${SELECTION}
    where pa.id = ${id} and (pa.sortant_id = ${agentId} or pa.entrant_id = ${agentId})`.execute(context.db);
  const [row] = rows;
  if (!row) throw new NotFound();
  return toPassation(row, civilDay(context.now()));
}

/** The person with only the function that is handed over, when they exercise it today; undefined otherwise. */
export function findActeurDeLaCharge(actor: Actor, charge: Charge): Actor | undefined {
  const fonctions = actor.fonctions.filter(
    (own) =>
      !own.delegation &&
      own.fonction === charge.fonction &&
      own.porteeType === charge.porteeType &&
      own.porteeCode === charge.porteeCode,
  );
  return fonctions.length > 0 ? { ...actor, fonctions } : undefined;
}

export interface DepartConnu extends Charge {
  readonly sortantId: string;
  readonly depart: string;
}

/** The end of a function, or the day its account was closed. */
const DEPART = sql`least(f.fin, (a.ferme_le at time zone 'Europe/Paris')::date)`;
const SAME = sql`g.fonction = f.fonction and g.portee_type = f.portee_type and g.portee_code = f.portee_code`;

/** Departures, near enough to hand over, of which no handover is written yet. */
export async function listDepartsATransmettre(
  db: Database,
  jour: string,
  charge?: Charge,
): Promise<DepartConnu[]> {
  const only = charge
    ? sql`and f.fonction = ${charge.fonction} and f.portee_type = ${charge.porteeType} and f.portee_code = ${charge.porteeCode}`
    : sql``;
  const { rows } = await sql<DepartConnu>`
    select f.agent_id as "sortantId", f.fonction, f.portee_type as "porteeType", f.portee_code as "porteeCode", ${DEPART} as depart
    from fonction_exercee f join agent a on a.id = f.agent_id
    where f.fonction = any(${[...FONCTIONS_TRANSMISES]}::text[]) and ${DEPART} > f.debut
      and ${DEPART} between ${addJours(jour, -RATTRAPAGE_JOURS)} and ${addJours(jour, OUVERTURE_JOURS)} ${only}
      and (a.ferme_le is not null or not exists (select from fonction_exercee g where g.agent_id = f.agent_id and ${SAME}
        and g.debut <= f.fin and (g.fin is null or g.fin > f.fin)))
      and not exists (select from passation pa where pa.sortant_id = f.agent_id and pa.fonction = f.fonction
        and pa.portee_type = f.portee_type and pa.portee_code = f.portee_code and pa.depart = ${DEPART})
    order by f.agent_id, f.fonction, f.portee_code`.execute(db);
  return rows;
}

/** Open handovers whose departure is no longer the end of any function: it moved, or was taken back. */
export async function listPassationsSansDepart(
  db: Database,
  charge?: Charge,
): Promise<(DepartConnu & { readonly id: string })[]> {
  const only = charge
    ? sql`and pa.fonction = ${charge.fonction} and pa.portee_type = ${charge.porteeType} and pa.portee_code = ${charge.porteeCode}`
    : sql``;
  const { rows } = await sql<DepartConnu & { id: string }>`
    select pa.id, pa.sortant_id as "sortantId", pa.fonction, pa.portee_type as "porteeType", pa.portee_code as "porteeCode", pa.depart
    from passation pa where pa.close_le is null and pa.lue_le is null ${only}
      and not exists (select from fonction_exercee f join agent a on a.id = f.agent_id
        where f.agent_id = pa.sortant_id and f.fonction = pa.fonction and f.portee_type = pa.portee_type
          and f.portee_code = pa.portee_code and ${DEPART} = pa.depart)
    order by pa.id`.execute(db);
  return rows;
}

export interface SuccesseurTrouve {
  readonly id: string;
  readonly sortantId: string;
  readonly entrantId: string;
}

/** Handovers not read yet whose successor is now known, or is another than was thought. */
export async function listSuccesseursTrouves(db: Database, charge?: Charge): Promise<SuccesseurTrouve[]> {
  const only = charge
    ? sql`and pa.fonction = ${charge.fonction} and pa.portee_type = ${charge.porteeType} and pa.portee_code = ${charge.porteeCode}`
    : sql``;
  const { rows } = await sql<SuccesseurTrouve>`
    select pa.id, pa.sortant_id as "sortantId", n.agent_id as "entrantId"
    from passation pa cross join lateral (
      select g.agent_id from fonction_exercee g join agent a on a.id = g.agent_id
      where g.fonction = pa.fonction and g.portee_type = pa.portee_type and g.portee_code = pa.portee_code
        and g.agent_id <> pa.sortant_id and a.ferme_le is null and (g.fin is null or (g.fin > pa.depart and g.fin > g.debut))
        and g.debut >= pa.depart - ${TUILAGE_JOURS}::int
      order by g.debut, g.id limit 1) n
    where pa.close_le is null and pa.lue_le is null and pa.entrant_id is distinct from n.agent_id ${only}
    order by pa.id`.execute(db);
  return rows;
}

/** Generic mailbox of the périmètre, when it has one: what is written there outlives people. */
export async function findBoiteGenerique(
  db: Database,
  { porteeType, porteeCode }: Pick<Charge, "porteeType" | "porteeCode">,
): Promise<string | null> {
  const { rows } = await sql<{ courriel: string | null }>`
    select courriel from structure where ${porteeType} = 'structure' and uai = ${porteeCode}
    union all select courriel from circonscription where ${porteeType} = 'circonscription' and code = ${porteeCode}`.execute(
    db,
  );
  const courriel = rows[0]?.courriel ?? null;
  return courriel !== null && !isAdresseNominative(courriel) ? courriel : null;
}
