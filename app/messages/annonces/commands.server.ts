import { FONCTIONS } from "#app/acces/fonctions/rules.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { notifier } from "../commands.server.ts";
import { signalerEchec } from "../courriels/commands.server.ts";
import { getCourriel } from "../courriels/queries.server.ts";
import { ecrireAuLieu } from "../destinataires/commands.server.ts";
import { boiteDirigee } from "../destinataires/rules.ts";
import { courrielDirection } from "../documents/lieu.ts";
import {
  findAssistance,
  findDelegation,
  findDemande,
  findFonction,
  findImport,
  findPassation,
  getCharge,
  isDejaEntre,
  listDecideurs,
  listImportsArretes,
  listNoms,
} from "./queries.server.ts";
import {
  type Annonce,
  annonceAssistance,
  annonceDecision,
  annonceDelegation,
  annonceDemande,
  annonceFin,
  annonceFonction,
  annonceImport,
  annoncePassation,
  type MomentAssistance,
  type MomentDelegation,
  type MomentPassation,
} from "./rules.ts";

interface Dire {
  readonly destinataires: readonly (string | null)[];
  readonly objetType: string;
  readonly objetId: string;
  readonly cle: string;
}

/** Nobody is told of what they have just done themselves. */
async function dire(tx: Tx, context: Context, entry: AuditEntry, annonce: Annonce, to: Dire): Promise<void> {
  const destinataires = to.destinataires.filter((id) => id !== null && id !== entry.agentId) as string[];
  await notifier(tx, context, { ...annonce, ...to, destinataires });
}

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

/** Whoever comes to answer for a place is made known to its shared mailbox, with the copies of the rule. */
export async function annoncerDirection(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const exercee = await findFonction(tx, String(entry.faits?.fonctionExercee ?? ""));
  const boite = exercee && boiteDirigee(exercee);
  if (!exercee || !boite) return;
  const noms = await listNoms(tx, [exercee.agent_id]);
  const { fonction, lieu } = await getCharge(tx, exercee);
  const { id, agent_id, debut } = exercee;
  const courriel = courrielDirection({ id, qui: noms(agent_id), fonction: FONCTIONS[fonction], lieu, debut });
  await ecrireAuLieu(tx, context, { boite, regle: "direction", courriel });
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

/** Who brought the files is told that they are in, whoever applied them: an application may take minutes. */
export async function annoncerImport(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const followed = await findImport(tx, entry.objetId);
  const destinataires = [followed?.deposePar ?? null, entry.agentId].filter((id) => id !== null);
  await notifier(tx, context, {
    ...annonceImport({ id: entry.objetId, erreur: null }),
    destinataires,
    objetType: "import",
    objetId: entry.objetId,
    cle: `import:${entry.objetId}:applique`,
  });
}

/** Those who follow the outbox are told of a message that did not leave. */
export async function annoncerEchecCourriel(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  await signalerEchec(tx, context, (await getCourriel(tx, entry.objetId)).erreur);
}

const UN_JOUR_MS = 24 * 60 * 60_000;

/** Who asked for an import that stopped is told why. Work that fails writes nothing, so no event says it. */
export async function annoncerImportsArretes(context: Context): Promise<void> {
  const depuis = new Date(context.now().getTime() - UN_JOUR_MS);
  for (const { id, importId, agentId, erreur } of await listImportsArretes(context, depuis))
    await inTransaction(context.db, (tx) =>
      notifier(tx, context, {
        ...annonceImport({ id: importId, erreur: erreur ?? "" }),
        destinataires: [agentId],
        objetType: "import",
        objetId: importId,
        cle: `tache:${id}`,
      }),
    );
}
