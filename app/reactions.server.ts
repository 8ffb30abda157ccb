import { suivreFonction } from "./acces/passations/commands.server.ts";
import { avisSecurite, EVENEMENTS_SECURITE } from "./acces/sessions/documents/avis-securite.ts";
import { courrielEquipe } from "./ciblage/listes/documents/message-equipes.ts";
import { listMessages } from "./ciblage/listes/publication/queries.server.ts";
import { findAvisReponse } from "./ciblage/questions/queries.server.ts";
import { ALTERATION } from "./journal/rules.ts";
import { annoncerEchecCourriel, annoncerImport } from "./messages/annonces/commands.server.ts";
import {
  annoncerDecision,
  annoncerDemande,
  annoncerFinFonction,
  annoncerFonction,
  classerDemande,
} from "./messages/annonces/droits/commands.server.ts";
import { annoncerDirection, annoncerPassationAuLieu } from "./messages/annonces/lieux/commands.server.ts";
import {
  annoncerAssistance,
  annoncerDelegation,
  annoncerPassation,
} from "./messages/annonces/relais/commands.server.ts";
import { notifier } from "./messages/commands.server.ts";
import { ecrireAuLieu } from "./messages/destinataires/commands.server.ts";
import { listHabilites } from "./messages/destinataires/queries.server.ts";
import type { AuditEntry } from "./platform/audit/audit-entry.ts";
import { civilDay } from "./platform/clock/clock.ts";
import type { Context } from "./platform/context.ts";
import type { Tx } from "./platform/db/database.server.ts";

type Reaction = (tx: Tx, context: Context, entry: AuditEntry) => Promise<void>;

/** An announcement that several acts share, each with its own words. */
function tell<M>(annoncer: (...act: [...Parameters<Reaction>, M]) => Promise<void>, moment: M): Reaction {
  return (tx, context, entry) => annoncer(tx, context, entry, moment);
}

/** The owner of an account hears of what touches its safety. */
const tellSecurity: Reaction = async (tx, context, entry) => {
  const avis = avisSecurite(entry);
  if (!avis) return;
  const { objetType, objetId } = entry;
  const cle = `${entry.evenement} ${context.newId()}`;
  await notifier(tx, context, {
    ...avis,
    destinataires: [objetId],
    genre: "acces.securite",
    objetType,
    objetId,
    cle,
  });
};

/** Those who answer for the journal hear of a check that failed, once a day. */
const tellAlteration: Reaction = async (tx, context, entry) => {
  if (entry.faits?.intact !== false) return;
  const day = civilDay(context.now());
  const habilites = await listHabilites(tx, "journal.verifier", day);
  await notifier(tx, context, {
    ...ALTERATION,
    destinataires: habilites.map(({ agentId }) => agentId),
    genre: "service.incident",
    objetType: entry.objetType,
    objetId: entry.objetId,
    cle: `journal:${day}`,
  });
};

/** Who asked about the targeting hears that there is an answer to read. */
const tellReponse: Reaction = async (tx, context, entry) => {
  const { evenement, objetType, objetId } = entry;
  const avis = await findAvisReponse(tx, objetId);
  if (!avis) return;
  const cle = `${evenement}:${objetId}`;
  const href = "/ciblage/questions";
  await notifier(tx, context, { ...avis, genre: "ciblage.reponse", href, objetType, objetId, cle });
};

/** The chosen teams are told why, in the mailbox of their structure; the others read their own page. */
const tellTeams: Reaction = async (tx, context, entry) => {
  for (const message of await listMessages(tx, entry.objetId))
    await ecrireAuLieu(tx, context, {
      boite: { type: "structure", code: message.uai },
      regle: "direction",
      courriel: courrielEquipe(message),
    });
};

/**
 * What follows from each act: the event of the journal on the left, the commands of other features on the right, in
 * the transaction of the act. This one file shows every consequence.
 */
const REACTIONS: Readonly<Record<string, readonly Reaction[]>> = {
  ...Object.fromEntries(EVENEMENTS_SECURITE.map((evenement) => [evenement, [tellSecurity]])),
  "demande_acces.deposer": [annoncerDemande],
  "demande_acces.decider": [annoncerDecision],
  "demande_acces.retirer": [classerDemande],
  "fonction.attribuer": [annoncerFonction, annoncerDirection, suivreFonction],
  "fonction.terminer": [annoncerFinFonction, suivreFonction],
  "agent.fermer": [suivreFonction],
  "delegation.donner": [tell(annoncerDelegation, "donnee")],
  "delegation.renouveler": [tell(annoncerDelegation, "renouvelee")],
  "delegation.revoquer": [tell(annoncerDelegation, "revoquee")],
  "delegation.prevenir": [tell(annoncerDelegation, "bientot_finie")],
  "passation.ouvrir": [tell(annoncerPassation, "ouvrir"), annoncerPassationAuLieu],
  "passation.ecrire": [tell(annoncerPassation, "ecrire")],
  "passation.lire": [tell(annoncerPassation, "lire")],
  "passation.clore": [tell(annoncerPassation, "clore")],
  "assistance.demander": [tell(annoncerAssistance, "demandee")],
  "assistance.consentir": [tell(annoncerAssistance, "consentie")],
  "assistance.refuser": [tell(annoncerAssistance, "refusee")],
  "assistance.voir": [tell(annoncerAssistance, "en_cours")],
  "assistance.terminer": [tell(annoncerAssistance, "terminee")],
  "question_ciblage.publier": [tellReponse],
  "question_ciblage.ecarter": [tellReponse],
  "import.appliquer": [annoncerImport],
  "courriel.echouer": [annoncerEchecCourriel],
  "liste_ciblage.publier": [tellTeams],
  "journal.controler": [tellAlteration],
};

/** Plays the reactions to an act, in order. One that fails undoes the act with it. */
export const react: Context["react"] = async (tx, context, entry) => {
  for (const reaction of REACTIONS[entry.evenement] ?? []) await reaction(tx, context, entry);
};
