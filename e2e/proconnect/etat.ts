import { inviterAgent } from "#app/acces/invitations/commands.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { openStage, type Stage } from "#tests/browser.ts";
import { person } from "#tests/cast.ts";
import { type FournisseurIdentite, startFournisseur } from "#tests/fournisseur-identite.ts";
import { entrerParProConnect, openVisite } from "#tests/fournisseur-identite-visite.ts";

/** Who is invited, and who comes without anybody having asked. */
export const INSPECTRICE = person("ia_ipr");
export const INCONNUE = {
  email: "nouvelle.venue@ac-exemple.fr",
  given_name: "Nouvelle",
  usual_name: "Venue",
};

/** A real service that people enter by ProConnect, and the double of ProConnect that knows it. */
export async function openService(): Promise<{ stage: Stage; fournisseur: FournisseurIdentite }> {
  const fournisseur = await startFournisseur();
  const stage = await openStage({ demonstration: false, settings: { proconnect: fournisseur.proconnect } });
  await fournisseur.declarer(stage.origin);
  return { stage, fournisseur };
}

/** Invites the inspector, and gives the link that her mailbox receives. */
export async function inviter(stage: Stage): Promise<string> {
  const { context } = stage.app;
  await inTransaction(stage.database.db, (tx) =>
    inviterAgent(tx, context, { agentId: INSPECTRICE.id, invitePar: null, message: "Bienvenue." }),
  );
  const [message] = await stage.courriels(INSPECTRICE.courriel);
  return /\/invitation\/[\w-]+/.exec(message?.texte ?? "")?.[0] ?? "";
}

/** The link by which somebody of the cast says whether a ProConnect identity with their address is theirs. */
async function proposer(stage: Stage, fournisseur: FournisseurIdentite): Promise<string> {
  const { courriel } = person("equipe");
  fournisseur.inscrire({ email: courriel });
  await entrerParProConnect(stage.app.anonymous(), openVisite(stage.origin), courriel);
  const [message] = await stage.courriels(courriel);
  return /\/rattachement\/[\w-]+/.exec(message?.texte ?? "")?.[0] ?? "";
}

type Preparation = (stage: Stage, fournisseur: FournisseurIdentite) => Promise<string> | string;

/** Title of each page, and what leads to its address. */
export const PAGES: readonly (readonly [string, Preparation])[] = [
  ["La connexion par ProConnect n’a pas abouti", () => "/connexion/proconnect/retour?code=x&state=y"],
  ["Confirmez depuis votre messagerie", () => "/connexion/proconnect/attente"],
  ["Déconnexion de ProConnect", () => "/connexion/proconnect/sortie?state=x"],
  ["Est-ce bien vous ?", proposer],
];
