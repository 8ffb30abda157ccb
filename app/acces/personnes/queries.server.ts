import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import {
  type Fonction,
  type OrigineFonction,
  PORTEES_PAR_FONCTION,
  type PorteeType,
} from "../fonctions/rules.ts";

import { type ChoixPortee, findChoixPortee, listPortees } from "../portees/queries.server.ts";
import { porteeKey } from "../portees/rules.ts";
import type { Actor, Scope } from "../rules.ts";
import {
  FONCTION_LUE,
  type FonctionLue,
  listPersonnes,
  withinPersonnes,
  withinReader,
} from "./annuaire/queries.server.ts";
import { canAttribuer, type EtatPersonne, listFonctionsAttribuables, type PersonneAGerer } from "./rules.ts";
import type { ChoixSaisi } from "./schema.ts";

export interface AgentTrouve {
  readonly id: string;
  readonly nomComplet: string;
  readonly courriel: string | null;
  readonly etat: EtatPersonne;
  readonly fonctions: readonly FonctionLue[];
}

/** The first people in scope whose name or address holds the words: for the global search. */
export async function searchAgents(
  context: Context,
  scope: Scope,
  q: string,
  limit: number,
): Promise<AgentTrouve[]> {
  if (q.trim() === "") return [];
  const demande = { scope, filtres: { q }, tri: "nom", sens: "asc", limit, offset: 0 } as const;
  const { lignes } = await listPersonnes(context, demande);
  return lignes.map(({ nom, prenom, ...ligne }) => ({ ...ligne, nomComplet: `${prenom} ${nom}` }));
}

/** The person with an address, whatever the scope: who types it whole knows it already. Letter case does not count. */
export async function findAgentByCourriel(
  db: Database,
  courriel: string,
): Promise<{ readonly id: string; readonly nomComplet: string; readonly ferme: boolean } | undefined> {
  const row = await db
    .selectFrom("agent")
    .select(["id", "prenom", "nom", "ferme_le"])
    .where("courriel", "=", canonicalCourriel(courriel))
    .executeTakeFirst();
  return row && { id: row.id, nomComplet: `${row.prenom} ${row.nom}`, ferme: row.ferme_le !== null };
}

/** Scopes on which the actor may give a function: their own, those found by words, the one that is settled. */
export function findChoixAttribution(db: Database, actor: Actor, saisie: ChoixSaisi): Promise<ChoixPortee> {
  const fonctions = saisie.fonction ? [saisie.fonction] : listFonctionsAttribuables(actor);
  return findChoixPortee(db, {
    types: [...new Set(fonctions.flatMap((fonction) => PORTEES_PAR_FONCTION[fonction]))],
    cle: saisie.portee,
    q: saisie.recherche,
    proposees: actor.fonctions
      .filter(({ delegation }) => !delegation)
      .map(({ porteeType, porteeCode }) => ({ type: porteeType, code: porteeCode })),
    garde: (portee) => fonctions.some((fonction) => canAttribuer(actor, { fonction, portee }).ok),
  });
}

/** What somebody would manage of a person: every function, with what contains its scope. */
export async function getPersonneAGerer(
  context: Context,
  db: Database,
  agentId: string,
): Promise<PersonneAGerer> {
  const day = civilDay(context.now());
  const rows = await db
    .selectFrom("fonction_exercee")
    .select(["fonction", "portee_type", "portee_code", "debut", "fin"])
    .where("agent_id", "=", agentId)
    .execute();
  const keys = rows.map((row) => ({ type: row.portee_type as PorteeType, code: row.portee_code }));
  const named = await listPortees(db, keys);
  return {
    agentId,
    fonctions: rows.flatMap((row, index) => {
      const key = keys[index];
      const portee = key && named.get(porteeKey(key));
      const vivante = row.fin === null || (row.fin > day && row.fin > row.debut);
      // A scope that the référentiel no longer knows is held by the nation alone.
      const known = portee ?? {
        type: "nation" as const,
        code: "france",
        libelle: row.portee_code,
        dans: NULLE_PART,
      };
      return [{ fonction: row.fonction as Fonction, portee: known, vivante }];
    }),
  };
}

const NULLE_PART = { academie: null, departement: null, circonscription: null } as const;

/** Throws NotFound unless the person is known within the scope. */
export async function getIdentite(db: Database, scope: Scope, agentId: string): Promise<Identite> {
  if (!isUuid(agentId)) throw new NotFound();
  const { rows } = await sql<Identite>`select a.id, a.prenom, a.nom, a.courriel, a.cree_le as "creeLe",
      a.ferme_le as "fermeLe", a.efface_le as "effaceLe"
    from agent a where a.id = ${agentId}::uuid and ${withinPersonnes(scope)}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

export interface Identite {
  readonly id: string;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string | null;
  readonly creeLe: Date;
  readonly fermeLe: Date | null;
  readonly effaceLe: Date | null;
}

export interface FonctionHistorique extends FonctionLue {
  readonly acte: string | null;
  readonly origine: OrigineFonction;
  readonly attribueePar: string | null;
  readonly finMotif: string | null;
  readonly finPoseePar: string | null;
  readonly enregistreeLe: Date;
}

/** Functions of a person that the reader may know of, the latest first: past, present and to come. */
export async function listFonctions(
  db: Database,
  scope: Scope,
  agentId: string,
): Promise<FonctionHistorique[]> {
  const { rows } =
    await sql<FonctionHistorique>`select ${FONCTION_LUE}, f.acte, f.origine, f.cree_le as "enregistreeLe",
      p.prenom || ' ' || p.nom as "attribueePar", f.fin_motif as "finMotif", q.prenom || ' ' || q.nom as "finPoseePar"
    from fonction_exercee f left join agent p on p.id = f.attribuee_par left join agent q on q.id = f.fin_posee_par
    where f.agent_id = ${agentId}::uuid and ${withinReader(scope)}
    order by f.debut desc, f.cree_le desc, f.id`.execute(db);
  return rows;
}

/** One function of a person. Throws NotFound when it is not within the scope. */
export async function getFonction(
  db: Database,
  scope: Scope,
  { agent, fonction }: { readonly agent: string; readonly fonction: string },
): Promise<FonctionHistorique> {
  await getIdentite(db, scope, agent);
  const found = (await listFonctions(db, scope, agent)).find(({ id }) => id === fonction);
  if (!found) throw new NotFound();
  return found;
}

export interface EtatCompte {
  readonly sessions: number;
  readonly derniereEntree: Date | null;
  readonly secondFacteur: boolean;
  readonly delegationsDonnees: number;
  readonly delegationsRecues: number;
}

/** What an account is doing: open sessions, last entry, second factor, delegations that hold. */
export async function getEtatCompte(context: Context, agentId: string): Promise<EtatCompte> {
  const now = context.now();
  const day = civilDay(now);
  const held = sql`d.revoquee_le is null and d.fin > ${day}`;
  const { rows } = await sql<EtatCompte>`select
      (select count(*)::int from session s where s.agent_id = a.id and s.fermee_le is null and s.expire_le > ${now}
        and s.vue_le > ${now}::timestamptz - interval '30 minutes') as sessions,
      (select max(s.ouverte_le) from session s where s.agent_id = a.id) as "derniereEntree",
      exists (select from second_facteur f where f.agent_id = a.id and f.confirme_le is not null) as "secondFacteur",
      (select count(*)::int from delegation d where d.delegant_id = a.id and ${held}) as "delegationsDonnees",
      (select count(*)::int from delegation d where d.delegataire_id = a.id and ${held}) as "delegationsRecues"
    from agent a where a.id = ${agentId}::uuid`.execute(context.db);
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

/** How many others administer the service from a day on, without an end. */
export async function countAutresAdministrateurs(
  db: Database,
  agentId: string,
  day: string,
): Promise<number> {
  const { n } = await db
    .selectFrom("fonction_exercee as f")
    .innerJoin("agent as a", "a.id", "f.agent_id")
    .select(({ fn }) => fn.count<number>("f.agent_id").distinct().as("n"))
    .where("f.fonction", "=", "administrateur")
    .where("f.agent_id", "<>", agentId)
    .where("f.debut", "<=", day)
    .where("f.fin", "is", null)
    .where("a.ferme_le", "is", null)
    .executeTakeFirstOrThrow();
  return n;
}
