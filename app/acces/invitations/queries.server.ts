import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { readLibellePortee } from "../portees/queries.server.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { type EtatInvitation, etatInvitation } from "./rules.ts";

export interface FonctionProposee {
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  /** Name of the scope. */
  readonly portee: string;
  readonly debut: string;
  readonly fin: string | null;
}

export interface InvitationLue {
  readonly id: string;
  readonly agentId: string;
  readonly nomComplet: string;
  readonly courriel: string;
  /** Name of who invites; null when it is the service itself. */
  readonly invitePar: string | null;
  readonly message: string;
  readonly expireLe: Date;
  /** Functions that hold now or will, in order of their first day. */
  readonly fonctions: readonly FonctionProposee[];
}

/** The invitation behind a link, while it holds; undefined for any other word. */
export async function findInvitationByJeton(
  context: Context,
  jeton: string,
): Promise<InvitationLue | undefined> {
  const now = context.now();
  const row = await context.db
    .selectFrom("invitation as i")
    .innerJoin("agent as a", "a.id", "i.agent_id")
    .leftJoin("agent as p", "p.id", "i.invite_par")
    .select(["i.id", "i.agent_id", "i.message", "i.expire_le", "a.prenom", "a.nom", "a.courriel"])
    .select(["p.prenom as par_prenom", "p.nom as par_nom"])
    .where("i.empreinte", "=", hashJeton(jeton))
    .where("i.acceptee_le", "is", null)
    .where("i.annulee_le", "is", null)
    .where("i.expire_le", ">", now)
    .where("a.ferme_le", "is", null)
    .executeTakeFirst();
  if (!row?.courriel) return undefined;
  return {
    id: row.id,
    agentId: row.agent_id,
    nomComplet: `${row.prenom} ${row.nom}`,
    courriel: row.courriel,
    invitePar: row.par_nom ? `${row.par_prenom} ${row.par_nom}` : null,
    message: row.message,
    expireLe: row.expire_le,
    fonctions: await listFonctionsProposees(context.db, row.agent_id, civilDay(now)),
  };
}

/** Functions of a person that hold on that day or later. */
export async function listFonctionsProposees(
  db: Database,
  agentId: string,
  day: string,
): Promise<FonctionProposee[]> {
  const rows = await db
    .selectFrom("fonction_exercee as f")
    .select(["f.fonction", "f.portee_type", "f.portee_code", "f.debut", "f.fin"])
    .select(readLibellePortee("f.portee_type", "f.portee_code").as("portee"))
    .where("f.agent_id", "=", agentId)
    .where((eb) => eb.or([eb("f.fin", "is", null), eb("f.fin", ">", day)]))
    .orderBy("f.debut")
    .orderBy("f.fonction")
    .execute();
  return rows.map((row) => ({
    fonction: row.fonction as Fonction,
    porteeType: row.portee_type as PorteeType,
    porteeCode: row.portee_code,
    portee: row.portee,
    debut: row.debut,
    fin: row.fin,
  }));
}

export interface InvitationEmise {
  readonly id: string;
  readonly etat: EtatInvitation;
  readonly emiseLe: Date;
  readonly expireLe: Date;
  readonly accepteeLe: Date | null;
  readonly annuleeLe: Date | null;
  readonly invitePar: string | null;
}

/** Every invitation that a person received, the latest first. */
export async function listInvitations(context: Context, agentId: string): Promise<InvitationEmise[]> {
  const rows = await context.db
    .selectFrom("invitation as i")
    .leftJoin("agent as p", "p.id", "i.invite_par")
    .select(["i.id", "i.cree_le", "i.expire_le", "i.acceptee_le", "i.annulee_le", "p.prenom", "p.nom"])
    .where("i.agent_id", "=", agentId)
    .orderBy("i.cree_le", "desc")
    .orderBy("i.id", "desc")
    .execute();
  return rows.map((row) => {
    const dates = { expireLe: row.expire_le, accepteeLe: row.acceptee_le, annuleeLe: row.annulee_le };
    return {
      ...dates,
      id: row.id,
      emiseLe: row.cree_le,
      etat: etatInvitation(dates, context.now()),
      invitePar: row.nom ? `${row.prenom} ${row.nom}` : null,
    };
  });
}
