import { createHash } from "node:crypto";
import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import {
  type Fonction,
  type FonctionExercee,
  isEnExercice,
  type NatureDelegation,
  type PorteeType,
} from "../fonctions/rules.ts";
import { type Actor, type Assistant, hasPermission, type SessionActive } from "../rules.ts";
import { type Fermeture, isAssistanceEnCours, isSessionValide, type ModeSession } from "./rules.ts";

/** Only the hash of a session token is kept: a stolen database opens no session. */
export function hashJeton(jeton: string): Buffer {
  return createHash("sha256").update(jeton).digest();
}

/**
 * The person behind a session token, with the functions that hold today; undefined when the session does not hold.
 * While somebody of the help desk sees the service as a person who agreed to it, the actor is that person, read-only.
 */
export async function findActorByJeton(context: Context, jeton: string): Promise<Actor | undefined> {
  const now = context.now();
  const row = await context.db
    .selectFrom("session as s")
    .innerJoin("agent as a", "a.id", "s.agent_id")
    .leftJoin("assistance as v", "v.id", "s.assistance_id")
    .leftJoin("second_facteur as f", "f.agent_id", "a.id")
    .select(["s.id as session_id", "s.mode", "s.vue_le", "s.expire_le", "s.fermee_le"])
    .select(["s.renforcee_le", "s.facteurs", "f.confirme_le", "a.id", "a.nom", "a.prenom", "a.ferme_le"])
    .select(["v.id as assistance_id", "v.agent_id as aide_id", "v.consentie_le", "v.terminee_le"])
    .select(["v.expire_le as assistance_expire_le", FONCTIONS_DE_L_AGENT.as("fonctions")])
    .where("s.empreinte", "=", hashJeton(jeton))
    .executeTakeFirst();
  if (!row || row.ferme_le) return undefined;
  const dates = { vueLe: row.vue_le, expireLe: row.expire_le, fermeeLe: row.fermee_le };
  if (!isSessionValide(dates, now)) return undefined;
  if (now.getTime() - row.vue_le.getTime() > 60_000) {
    await context.db
      .updateTable("session")
      .set({ vue_le: now })
      .where("empreinte", "=", hashJeton(jeton))
      .execute();
  }
  const session: SessionActive = {
    id: row.session_id,
    mode: row.mode as ModeSession,
    renforceeLe: row.renforcee_le,
    facteurs: row.facteurs,
    secondFacteur: row.confirme_le !== null,
  };
  const self = { ...toActor(row, now), session };
  const assistance = {
    consentieLe: row.consentie_le,
    termineeLe: row.terminee_le,
    expireLe: row.assistance_expire_le,
  };
  if (!row.assistance_id || !row.aide_id || !isAssistanceEnCours(assistance, now)) return self;
  // Whoever leaves the help desk in the middle of a view sees as themselves at the next request.
  if (!hasPermission(self, "assistance.demander")) return self;
  const assistePar: Assistant = {
    assistanceId: row.assistance_id,
    agentId: self.agentId,
    nomComplet: self.nomComplet,
  };
  const aide = await findActor(context, row.aide_id);
  return aide ? { ...aide, session, assistePar } : self;
}

export interface SessionVue {
  readonly id: string;
  readonly mode: ModeSession;
  readonly facteurs: readonly string[];
  readonly appareil: string;
  readonly ouverteLe: Date;
  readonly vueLe: Date;
}

/** The sessions of a person that hold now, the last used first. */
export async function listSessions(context: Context, agentId: string): Promise<SessionVue[]> {
  const now = context.now();
  const rows = await context.db
    .selectFrom("session")
    .select(["id", "mode", "facteurs", "appareil", "ouverte_le", "vue_le", "expire_le", "fermee_le"])
    .where("agent_id", "=", agentId)
    .where("fermee_le", "is", null)
    .where("expire_le", ">", now)
    .orderBy("vue_le", "desc")
    .orderBy("id")
    .execute();
  const holds = (row: (typeof rows)[number]) =>
    isSessionValide({ vueLe: row.vue_le, expireLe: row.expire_le, fermeeLe: row.fermee_le }, now);
  return rows.filter(holds).map((row) => ({
    id: row.id,
    mode: row.mode as ModeSession,
    facteurs: row.facteurs,
    appareil: row.appareil || "Navigateur inconnu",
    ouverteLe: row.ouverte_le,
    vueLe: row.vue_le,
  }));
}

/** One session of a person that holds now. Throws NotFound for that of somebody else, or one that has ended. */
export async function getSession(
  context: Context,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<SessionVue> {
  const found = (await listSessions(context, agentId)).find((session) => session.id === id);
  if (!found) throw new NotFound();
  return found;
}

/**
 * Why the session of this token no longer holds: how it was closed, `compte_ferme`, or `eteinte` when it came to its
 * end by itself. Undefined for a token that was never ours: nobody is told anything.
 */
export async function findFermeture(
  context: Context,
  jeton: string,
): Promise<Fermeture | "compte_ferme" | "eteinte" | undefined> {
  const row = await context.db
    .selectFrom("session as s")
    .innerJoin("agent as a", "a.id", "s.agent_id")
    .select(["s.fermeture", "a.ferme_le"])
    .where("s.empreinte", "=", hashJeton(jeton))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.ferme_le) return "compte_ferme";
  return (row.fermeture as Fermeture | null) ?? "eteinte";
}

/** A person with the functions that hold today; undefined when there is no such person, or no longer. */
export async function findActor(context: Context, agentId: string): Promise<Actor | undefined> {
  const row = await context.db
    .selectFrom("agent as a")
    .select(["a.id", "a.nom", "a.prenom", "a.ferme_le"])
    .select(FONCTIONS_DE_L_AGENT.as("fonctions"))
    .where("a.id", "=", agentId)
    .executeTakeFirst();
  return row && !row.ferme_le ? toActor(row, context.now()) : undefined;
}

/** One's own functions, then those received by a delegation that nobody revoked, while the delegator still holds them. */
const FONCTIONS_DE_L_AGENT = sql<FonctionRow[]>`(
  select coalesce(json_agg(t order by t.delegation_id nulls first, t.debut, t.fonction), '[]') from (
    select f.fonction, f.portee_type, f.portee_code, f.debut, f.fin, null::uuid as delegation_id, null as nature, null as delegant
    from fonction_exercee f where f.agent_id = a.id
    union all
    select f.fonction, f.portee_type, f.portee_code, greatest(f.debut, d.debut), least(f.fin, d.fin), d.id, d.nature,
      p.prenom || ' ' || p.nom
    from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id join agent p on p.id = d.delegant_id
    where d.delegataire_id = a.id and d.revoquee_le is null and p.ferme_le is null
  ) t)`;

interface FonctionRow {
  readonly fonction: string;
  readonly portee_type: string;
  readonly portee_code: string;
  readonly debut: string;
  readonly fin: string | null;
  readonly delegation_id: string | null;
  readonly nature: string | null;
  readonly delegant: string | null;
}

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

function toFonctionExercee(row: FonctionRow): FonctionExercee {
  return {
    fonction: row.fonction as Fonction,
    porteeType: row.portee_type as PorteeType,
    porteeCode: row.portee_code,
    debut: row.debut,
    fin: row.fin,
    ...(row.delegation_id && {
      delegation: {
        id: row.delegation_id,
        nature: row.nature as NatureDelegation,
        delegant: row.delegant ?? "",
      },
    }),
  };
}
