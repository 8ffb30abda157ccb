import { FONCTIONS } from "#app/acces/fonctions/rules.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { ecrireAuLieu } from "../../destinataires/commands.server.ts";
import { boiteDirigee, type NomRegleCopie } from "../../destinataires/rules.ts";
import { courrielDirection, courrielPassation } from "../../documents/lieu.ts";
import { findFonction, findPassation, getCharge, listNoms } from "../queries.server.ts";

/**
 * Whoever comes to answer for a place is made known to its shared mailbox, with the copies of the rule. From a list the
 * place alone is written to: each mailbox then receives one message, its own, where the copies would bring a
 * circonscription as many at once as it has écoles. What the list did is in its report and in the directory.
 */
export async function annoncerDirection(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const exercee = await findFonction(tx, String(entry.faits?.fonctionExercee ?? ""));
  const boite = exercee && boiteDirigee(exercee);
  if (!exercee || !boite) return;
  const noms = await listNoms(tx, [exercee.agent_id]);
  const { fonction, lieu } = await getCharge(tx, exercee);
  const { id, agent_id, debut } = exercee;
  const courriel = courrielDirection({ id, qui: noms(agent_id), fonction: FONCTIONS[fonction], lieu, debut });
  const regle: NomRegleCopie = entry.faits?.origine === "liste" ? "place" : "direction";
  await ecrireAuLieu(tx, context, { boite, regle, courriel });
}

/** A handover that opens is made known to the shared mailbox of the place, which outlives those who hand over. */
export async function annoncerPassationAuLieu(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  // The same event also tells that the date moved, or that the successor is known: those are for people.
  if (entry.faits?.fonction === undefined) return;
  const passation = await findPassation(tx, entry.objetId);
  if (!passation) return;
  const { id, depart, portee_type: type, portee_code: code } = passation;
  if (type !== "structure" && type !== "circonscription") return;
  const { fonction } = await getCharge(tx, passation);
  const courriel = courrielPassation({ id, depart, fonction: FONCTIONS[fonction] });
  await ecrireAuLieu(tx, context, { boite: { type, code }, regle: "place", courriel });
}
