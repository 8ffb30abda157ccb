import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { dire } from "../commands.server.ts";
import {
  findDemande,
  findFonction,
  getCharge,
  isDejaEntre,
  listDecideurs,
  listNoms,
} from "../queries.server.ts";
import { annonceDecision, annonceDemande, annonceFin, annonceFonction } from "../rules.ts";

/** Those who may decide are told of a request for access. */
export async function annoncerDemande(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const demande = await findDemande(tx, entry.objetId);
  if (!demande) return;
  const noms = await listNoms(tx, [demande.agent_id]);
  const annonce = annonceDemande({
    id: demande.id,
    qui: noms(demande.agent_id),
    charge: await getCharge(tx, demande),
    message: demande.message,
  });
  await dire(tx, context, entry, annonce, {
    destinataires: await listDecideurs(tx, context, demande),
    objetType: "demande_acces",
    objetId: demande.id,
    cle: `demande:${demande.id}`,
  });
}

/** Whoever asked is told of the decision; those who could decide have nothing left to do. */
export async function annoncerDecision(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const demande = await findDemande(tx, entry.objetId);
  if (!demande) return;
  await classerDemande(tx, context, entry);
  const acceptee = demande.etat === "acceptee";
  const annonce = annonceDecision({
    acceptee,
    charge: await getCharge(tx, demande),
    motif: demande.motif ?? "",
  });
  await dire(tx, context, entry, annonce, {
    destinataires: [demande.agent_id],
    objetType: "demande_acces",
    objetId: demande.id,
    cle: `demande:${demande.id}:decision`,
  });
}

/** A request that is settled or withdrawn awaits nobody: its notifications are no longer new. */
export async function classerDemande(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  await tx
    .updateTable("notification")
    .set({ lue_le: context.now() })
    .where("objet_type", "=", "demande_acces")
    .where("objet_id", "=", entry.objetId)
    .where("genre", "=", "acces.demande")
    .where("lue_le", "is", null)
    .execute();
}

/** A person who already enters is told of a new function; the others learn it by their invitation or their decision. */
export async function annoncerFonction(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const exercee = await findFonction(tx, String(entry.faits?.fonctionExercee ?? ""));
  if (!exercee || entry.faits?.origine === "demande" || !(await isDejaEntre(tx, exercee.agent_id))) return;
  const { debut, fin } = exercee;
  await dire(tx, context, entry, annonceFonction({ charge: await getCharge(tx, exercee), debut, fin }), {
    destinataires: [exercee.agent_id],
    objetType: "fonction_exercee",
    objetId: exercee.id,
    cle: `fonction:${exercee.id}`,
  });
}

export async function annoncerFinFonction(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const exercee = await findFonction(tx, String(entry.faits?.fonctionExercee ?? ""));
  if (!exercee?.fin) return;
  await dire(tx, context, entry, annonceFin({ charge: await getCharge(tx, exercee), fin: exercee.fin }), {
    destinataires: [exercee.agent_id],
    objetType: "fonction_exercee",
    objetId: exercee.id,
    cle: `fonction:${exercee.id}:${exercee.fin}`,
  });
}
