import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { dire } from "../commands.server.ts";
import { findAssistance, findDelegation, findPassation, getCharge, listNoms } from "../queries.server.ts";
import {
  annonceAssistance,
  annonceDelegation,
  annoncePassation,
  type MomentAssistance,
  type MomentDelegation,
  type MomentPassation,
} from "../rules.ts";

/** Told to whom the delegation concerns: both people, but for whoever acts. */
export async function annoncerDelegation(
  tx: Tx,
  context: Context,
  entry: AuditEntry,
  moment: MomentDelegation,
): Promise<void> {
  const delegation = await findDelegation(tx, entry.objetId);
  if (!delegation) return;
  const { id, delegant_id, delegataire_id, nature, debut, fin, motif } = delegation;
  const noms = await listNoms(tx, [delegant_id, delegataire_id]);
  const dite = {
    id,
    nature,
    debut,
    fin,
    delegant: noms(delegant_id),
    delegataire: noms(delegataire_id),
    charge: await getCharge(tx, delegation),
    motif: motif ?? "",
  };
  await dire(tx, context, entry, annonceDelegation(dite, moment), {
    // The end that comes is for whoever can renew.
    destinataires: moment === "bientot_finie" ? [delegant_id] : [delegant_id, delegataire_id],
    objetType: "delegation",
    objetId: id,
    cle: `delegation:${id}:${moment}`,
  });
}

/** An opened handover is told to both ends; what follows, to the other one. */
export async function annoncerPassation(
  tx: Tx,
  context: Context,
  entry: AuditEntry,
  evenement: "ouvrir" | "ecrire" | "lire" | "clore",
): Promise<void> {
  const passation = await findPassation(tx, entry.objetId);
  if (!passation || entry.faits?.departAnnule) return;
  const { id, sortant_id, entrant_id, depart } = passation;
  const noms = await listNoms(tx, [sortant_id, entrant_id]);
  const dite = {
    id,
    depart,
    sortant: noms(sortant_id),
    entrant: entrant_id && noms(entrant_id),
    charge: await getCharge(tx, passation),
  };
  const tell = (moment: MomentPassation, agentId: string | null) =>
    dire(tx, context, entry, annoncePassation(dite, moment), {
      destinataires: [agentId],
      objetType: "passation",
      objetId: id,
      cle: `passation:${id}:${moment}`,
    });
  if (evenement === "lire") return tell("lue", sortant_id);
  if (evenement === "clore") return tell("close", sortant_id);
  if (evenement === "ecrire") return passation.mot === "" ? undefined : tell("mot", entrant_id);
  await tell("a_preparer", sortant_id);
  await tell("a_recevoir", entrant_id);
}

/** A view of assistance is told, step by step, to whoever did not take the step. */
export async function annoncerAssistance(
  tx: Tx,
  context: Context,
  entry: AuditEntry,
  moment: MomentAssistance,
): Promise<void> {
  const assistance = await findAssistance(tx, entry.objetId);
  if (!assistance) return;
  const { id, agent_id, assistant_id, motif } = assistance;
  const noms = await listNoms(tx, [agent_id, assistant_id]);
  const dite = { id, motif, aide: noms(agent_id), assistant: noms(assistant_id) };
  await dire(tx, context, entry, annonceAssistance(dite, moment), {
    destinataires: [moment === "consentie" || moment === "refusee" ? assistant_id : agent_id],
    objetType: "assistance",
    objetId: id,
    cle: `assistance:${id}:${moment}`,
  });
}
