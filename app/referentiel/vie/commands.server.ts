import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Secteur, StatutEp, TypeStructure } from "../rules.ts";

/** Who acts, on which structure, why, and how far this person's right goes. */
export interface ActeSurStructure {
  readonly uai: string;
  readonly agentId: string;
  readonly portee: Scope;
  readonly motif: string;
}

export interface StructureVerrouillee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly statutEp: StatutEp | null;
  readonly etat: string;
  readonly fermeeLe: string | null;
  readonly communeCode: string | null;
  readonly departementCode: string;
  readonly academieCode: string;
}

/**
 * The structure an act is about, held until the act ends: two people do not write its life at once.
 * Throws NotFound when it does not exist or is out of scope.
 */
export async function verrouillerStructure(
  tx: Tx,
  { uai, portee }: Pick<ActeSurStructure, "uai" | "portee">,
): Promise<StructureVerrouillee> {
  const { rows } = await sql<StructureVerrouillee>`
    select uai, nom, type, secteur, statut_ep as "statutEp", etat, fermee_le as "fermeeLe", commune_code as "communeCode",
      departement_code as "departementCode", academie_code as "academieCode"
    from structure where uai = ${uai} and ${withinScope(portee)} for no key update`.execute(tx);
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

export interface Modification {
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

/** The lasting trace of what a person changed in the life of a structure, with their reason. */
export async function noterModification(
  tx: Tx,
  context: Context,
  { uai, agentId, motif }: Omit<ActeSurStructure, "portee">,
  { champ, avant, apres }: Modification,
): Promise<void> {
  await tx
    .insertInto("structure_modification")
    .values({ uai, champ, avant, apres, agent_id: agentId, motif, enregistre_le: context.now() })
    .execute();
}
