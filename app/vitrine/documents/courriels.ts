import { courrielInvitation } from "#app/acces/invitations/documents/invitation.ts";
import { courrielLien } from "#app/acces/liens/documents/lien.ts";
import { courrielRattachement } from "#app/acces/proconnect/documents/rattachement.ts";
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
} from "#app/messages/annonces/rules.ts";
import { courrielDirection, courrielPassation } from "#app/messages/documents/lieu.ts";
import { courrielNotification } from "#app/messages/documents/notification.ts";
import { courrielResume } from "#app/messages/documents/resume.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";

const AGENT = "00000000-0000-4000-8000-000000000007";
const ADRESSE = "chef-etablissement@port-amarre.exemple";
const JETON = "jeton-de-la-vitrine";
const EXPIRE = new Date("2026-11-29T10:00:00+01:00");
const COLLEGE = { fonction: "chef_etablissement", lieu: "Collège Salicorne (Port-Amarre)" } as const;
const DELEGATION = {
  id: AGENT,
  delegant: "Nadia Estran",
  delegataire: "Sarah Hauban",
  nature: "saisie",
  charge: COLLEGE,
  debut: "2026-09-01",
  fin: "2027-07-08",
  motif: "Retour de congé.",
} as const;
const PASSATION = {
  id: AGENT,
  sortant: "Nadia Estran",
  entrant: "Sarah Hauban",
  charge: COLLEGE,
  depart: "2027-09-01",
} as const;
const AIDE = { id: AGENT, aide: "Nadia Estran", assistant: "Rose Amer", motif: "Retrouver un indicateur." };

const ANNONCES: readonly Annonce[] = [
  annonceDemande({ id: AGENT, qui: "Inès Ressac", charge: COLLEGE, message: "Je prends mon poste le 1er." }),
  annonceDecision({ acceptee: true, charge: COLLEGE, motif: "" }),
  annonceDecision({ acceptee: false, charge: COLLEGE, motif: "Ce poste est déjà tenu." }),
  annonceFonction({ charge: COLLEGE, debut: "2026-09-01", fin: null }),
  annonceFin({ charge: COLLEGE, fin: "2027-09-01" }),
  annonceDelegation(DELEGATION, "donnee"),
  annonceDelegation(DELEGATION, "revoquee"),
  annonceDelegation(DELEGATION, "bientot_finie"),
  annoncePassation(PASSATION, "a_preparer"),
  annoncePassation(PASSATION, "a_recevoir"),
  annonceAssistance(AIDE, "demandee"),
  annonceAssistance(AIDE, "en_cours"),
  annonceImport({ id: AGENT, erreur: null }),
];

const notification = (annonce: Annonce): Courriel =>
  courrielNotification({ id: AGENT, agentId: AGENT, courriel: ADRESSE, ...annonce });

/** Every message of the service, as somebody of the cast would receive it. */
export const COURRIELS: readonly Courriel[] = [
  courrielInvitation({
    id: AGENT,
    agentId: AGENT,
    courriel: ADRESSE,
    invitePar: "Ronan Vigie",
    message: "Bienvenue à Port-Amarre.",
    jeton: JETON,
    expireLe: EXPIRE,
    fonctions: [],
  }),
  courrielLien({ id: AGENT, agentId: AGENT, courriel: ADRESSE, jeton: JETON, expireLe: EXPIRE }),
  courrielRattachement({
    id: AGENT,
    agentId: AGENT,
    courriel: ADRESSE,
    transmis: { nomComplet: "Nadia Estran", courriel: ADRESSE, siret: null, fournisseur: "académie" },
    jeton: JETON,
    expireLe: EXPIRE,
  }),
  {
    ...courrielPassation({ id: AGENT, depart: "2027-09-01", fonction: "Chef d’établissement" }),
    agentId: null,
    destinataire: ADRESSE,
  },
  {
    ...courrielDirection({
      id: AGENT,
      qui: "Nadia Estran",
      fonction: "Chef d’établissement",
      lieu: "Collège Salicorne",
      debut: "2026-09-01",
    }),
    agentId: null,
    destinataire: ADRESSE,
  },
  courrielResume({
    agentId: AGENT,
    courriel: ADRESSE,
    jour: "2026-11-22",
    notifications: ANNONCES.slice(0, 5).map((annonce) => ({ ...annonce, id: AGENT })),
  }),
  ...ANNONCES.map(notification),
];
