import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { Fonction, OrigineFonction, PorteeType } from "./rules.ts";

export interface FonctionAAttribuer {
  readonly agentId: string;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  readonly debut: string;
  readonly fin: string | null;
  readonly acte: string | null;
  readonly origine: Exclude<OrigineFonction, "demonstration">;
  /** Nobody when the service itself gives it. */
  readonly attribueePar: string | null;
}

/**
 * Gives a function to a person, within the act that decided it. The very same function at the same dates is there
 * already when the form came twice: nothing more is written. Returns its id.
 */
export async function attribuerFonction(
  tx: Tx,
  context: Context,
  voulue: FonctionAAttribuer,
): Promise<string> {
  const known = await tx
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", voulue.agentId)
    .where("fonction", "=", voulue.fonction)
    .where("portee_type", "=", voulue.porteeType)
    .where("portee_code", "=", voulue.porteeCode)
    .where("debut", "=", voulue.debut)
    .where((eb) => (voulue.fin === null ? eb("fin", "is", null) : eb("fin", "=", voulue.fin)))
    .executeTakeFirst();
  if (known) return known.id;
  const id = context.newId();
  await tx
    .insertInto("fonction_exercee")
    .values({
      id,
      agent_id: voulue.agentId,
      fonction: voulue.fonction,
      portee_type: voulue.porteeType,
      portee_code: voulue.porteeCode,
      debut: voulue.debut,
      fin: voulue.fin,
      acte: voulue.acte,
      origine: voulue.origine,
      attribuee_par: voulue.attribueePar,
      cree_le: context.now(),
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: "fonction.attribuer",
    objetType: "agent",
    objetId: voulue.agentId,
    agentId: voulue.attribueePar,
    faits: {
      fonctionExercee: id,
      ...codesOf(voulue),
      debut: voulue.debut,
      fin: voulue.fin,
      origine: voulue.origine,
    },
    ...(voulue.acte ? { apres: { acte: voulue.acte } } : {}),
  });
  return id;
}

function codesOf({
  fonction,
  porteeType,
  porteeCode,
}: Pick<FonctionAAttribuer, "fonction" | "porteeType" | "porteeCode">) {
  return { fonction, porteeType, porteeCode };
}

export interface FinAPoser {
  readonly id: string;
  /** First day when it no longer holds. */
  readonly fin: string;
  readonly motif: string;
  readonly poseePar: string;
}

/** Ends a function, within the act that decided it. Its row stays: what was done then remains explained. */
export async function terminerFonction(
  tx: Tx,
  context: Context,
  { id, fin, motif, poseePar }: FinAPoser,
): Promise<void> {
  const before = await tx
    .selectFrom("fonction_exercee")
    .select("fin")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const ended = await tx
    .updateTable("fonction_exercee")
    .set({ fin, fin_motif: motif, fin_posee_par: poseePar })
    .where("id", "=", id)
    .returning(["agent_id", "fonction", "portee_type", "portee_code", "debut"])
    .executeTakeFirstOrThrow();
  await recordAudit(tx, context, {
    evenement: "fonction.terminer",
    objetType: "agent",
    objetId: ended.agent_id,
    agentId: poseePar,
    faits: {
      fonctionExercee: id,
      fonction: ended.fonction,
      porteeType: ended.portee_type,
      porteeCode: ended.portee_code,
      debut: ended.debut,
      fin,
    },
    avant: { fin: before.fin },
    apres: { fin, motif },
  });
}
