import { sql } from "kysely";
import type { Fonction, NatureDelegation, PorteeType } from "#app/acces/fonctions/rules.ts";
import { ATTRIBUTIONS, canAttribuer } from "#app/acces/personnes/rules.ts";
import { getLibellePortee, listPortees } from "#app/acces/portees/queries.server.ts";
import { porteeKey } from "#app/acces/portees/rules.ts";
import { findActor } from "#app/acces/sessions/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { Charge } from "./rules.ts";

interface Exercee {
  readonly fonction: string;
  readonly portee_type: string;
  readonly portee_code: string;
}

/** A function on its scope, with the name of the scope. */
export async function getCharge(tx: Tx, { fonction, portee_type, portee_code }: Exercee): Promise<Charge> {
  const lieu = await getLibellePortee(tx, portee_type as PorteeType, portee_code);
  return { fonction: fonction as Fonction, lieu };
}

/** Full names of people, by id; one whose name was erased is « une personne ». */
export async function listNoms(
  tx: Tx,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const known = ids.filter((id) => id !== null);
  const rows =
    known.length === 0
      ? []
      : await tx
          .selectFrom("agent")
          .select(["id", "prenom", "nom", "efface_le"])
          .where("id", "in", [...new Set(known)])
          .execute();
  const names = new Map(
    rows.filter((row) => !row.efface_le).map((row) => [row.id, `${row.prenom} ${row.nom}`]),
  );
  return (id) => (id === null ? undefined : names.get(id)) ?? "Une personne";
}

export async function findDemande(tx: Tx, id: string) {
  return tx
    .selectFrom("demande_acces")
    .select(["id", "agent_id", "fonction", "portee_type", "portee_code", "message", "etat", "motif"])
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findDelegation(tx: Tx, id: string) {
  return tx
    .selectFrom("delegation as d")
    .innerJoin("fonction_exercee as f", "f.id", "d.fonction_exercee_id")
    .select(["d.id", "d.delegant_id", "d.delegataire_id", "d.debut", "d.fin", "d.motif", "d.revoquee_par"])
    .select((eb) => eb.ref("d.nature").$castTo<NatureDelegation>().as("nature"))
    .select(["f.fonction", "f.portee_type", "f.portee_code"])
    .where("d.id", "=", id)
    .executeTakeFirst();
}

export async function findPassation(tx: Tx, id: string) {
  return tx
    .selectFrom("passation")
    .select(["id", "fonction", "portee_type", "portee_code", "sortant_id", "entrant_id", "depart", "mot"])
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findAssistance(tx: Tx, id: string) {
  return tx
    .selectFrom("assistance")
    .select(["id", "agent_id", "assistant_id", "motif"])
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function findFonction(tx: Tx, id: string) {
  return tx
    .selectFrom("fonction_exercee")
    .select(["id", "agent_id", "fonction", "portee_type", "portee_code", "debut", "fin"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Whether a person has entered at least once: somebody new is told of their functions by the invitation itself. */
export async function isDejaEntre(tx: Tx, agentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("session")
    .select("id")
    .where("agent_id", "=", agentId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

interface Voulue extends Exercee {
  readonly agent_id: string;
}

/**
 * People who may decide a request for access: the rule of attribution says so of each. Administrators, who may decide
 * everything, are told only when nobody else may.
 */
export async function listDecideurs(tx: Tx, context: Context, voulue: Voulue): Promise<string[]> {
  const key = { type: voulue.portee_type as PorteeType, code: voulue.portee_code };
  const portee = (await listPortees(tx, [key])).get(porteeKey(key));
  if (!portee) return [];
  const day = civilDay(context.now());
  const giving = Object.keys(ATTRIBUTIONS) as Fonction[];
  const rows = await tx
    .selectFrom("fonction_exercee as f")
    .innerJoin("agent as a", "a.id", "f.agent_id")
    .select("a.id")
    .distinct()
    .where("f.fonction", "in", giving)
    .where("f.debut", "<=", day)
    .where(sql<boolean>`(f.fin is null or f.fin > ${day})`)
    .where("a.ferme_le", "is", null)
    .execute();
  const close: string[] = [];
  const administrators: string[] = [];
  for (const { id } of rows) {
    const actor = await findActor({ ...context, db: tx }, id);
    const attribution = { fonction: voulue.fonction as Fonction, portee, agentId: voulue.agent_id };
    if (!actor || !canAttribuer(actor, attribution).ok) continue;
    const own = {
      ...actor,
      fonctions: actor.fonctions.filter(({ fonction }) => fonction !== "administrateur"),
    };
    (canAttribuer(own, attribution).ok ? close : administrators).push(id);
  }
  return close.length > 0 ? close : administrators;
}

export interface ImportSuivi {
  readonly id: string;
  readonly deposePar: string | null;
}

export async function findImport(tx: Tx, id: string): Promise<ImportSuivi | undefined> {
  return tx
    .selectFrom("import")
    .select(["id", "depose_par as deposePar"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Background work on imports that stopped since then, with who asked for it. */
export async function listImportsArretes(context: Context, depuis: Date) {
  const rows = await context.db
    .selectFrom("tache")
    .select(["id", "objet_id as importId", "demandee_par as agentId", "erreur"])
    .where("etat", "=", "echouee")
    .where("objet_type", "=", "import")
    .where("terminee_le", ">", depuis)
    .execute();
  return rows.flatMap(({ agentId, ...row }) => (agentId === null ? [] : [{ ...row, agentId }]));
}
