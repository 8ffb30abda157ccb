import { addJours } from "#app/acces/delegations/rules.ts";
import { civilDay, instantOf } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { annoncer } from "#app/publications/bandeau/commands.server.ts";
import { changerEtat, ecrirePublication } from "#app/publications/commands.server.ts";
import { adresseOf } from "#app/publications/rules.ts";
import { remplirTextes } from "#app/publications/textes/commands.server.ts";
import { getTextes, listTextes } from "#app/publications/textes/queries.server.ts";
import { actorOf } from "./acteurs.ts";

const JOUR_MS = 24 * 60 * 60 * 1000;

/** What the académie says to everybody: who answers for the service, two pieces of news, a meeting in the banner. */
export async function raconterPublications(context: Context): Promise<void> {
  const { agentId: administrateur } = await actorOf(context, "administrateur");
  const { version } = await listTextes(context.db);
  await remplirTextes(context, administrateur, {
    version,
    // Legal words come with the service: the académie keeps them.
    ...(await getTextes(context.db)),
    contact_courriel: "cla@port-amarre.exemple",
    contact_telephone: "",
    editeur: "Académie de Port-Amarre (fictive)",
    directeur_publication: "La rectrice de l’académie de Port-Amarre",
    hebergeur: "Le poste ou le serveur où cette démonstration est installée",
    delegue_protection: "dpd@port-amarre.exemple",
    recours_algorithme:
      "Écrivez à cla@port-amarre.exemple. Sans réponse après un mois, vous pouvez saisir la Cada.",
  });
  const jour = civilDay(context.now());
  const reunion = mardiOf(addJours(jour, 7));
  await publier(context, 12, {
    titre: "Les chiffres de la rentrée sont arrivés",
    chapeau: "Les effectifs et les indices de position sociale de l’année sont lus dans chaque structure.",
    contenu:
      "## Ce qui change\n\nChaque page de structure montre l’année nouvelle à côté des précédentes, et dit d’où vient chaque chiffre.\n\n## Une valeur vous surprend ?\n\nVotre service statistique peut proposer une valeur locale : elle se lit à côté de la valeur officielle, jamais à sa place.\n",
    liens: [{ intitule: "Les données, expliquées", href: "/aide/donnees" }],
  });
  await publier(context, 3, {
    titre: "Une réunion pour les directions",
    chapeau: `Mardi ${formatDate(reunion)} à 14 h, en visioconférence : une heure pour découvrir le service.`,
    contenu:
      "## Au programme\n\n- entrer dans le service et lire la page de sa structure ;\n- inviter son équipe, confier une délégation ;\n- vos questions.\n\nLa réunion est ouverte aux directions d’école et d’établissement, à leurs adjoints et à leur secrétariat.\n",
    liens: [{ intitule: "Premiers pas", href: "/aide/premiers-pas" }],
  });
  await annoncer(context, (await actorOf(context, "pilote_academique")).agentId, {
    texte: `Réunion des directions mardi ${formatDate(reunion)} à 14 h : voir les actualités.`,
    ton: "information",
    debut: context.now(),
    fin: instantOf(`${reunion}T18:00`) ?? new Date(context.now().getTime() + 7 * JOUR_MS),
  });
}

/** 1 January 1970 was a Thursday, five days before a Tuesday. */
const MARDI = 5;

/** The first Tuesday from a day on: nobody is called to a meeting on a Sunday. */
function mardiOf(jour: string): string {
  const rang = (Date.parse(`${jour}T00:00:00Z`) / JOUR_MS) % 7;
  return addJours(jour, (MARDI - rang + 7) % 7);
}

interface Actualite {
  readonly titre: string;
  readonly chapeau: string;
  readonly contenu: string;
  readonly liens: readonly { readonly intitule: string; readonly href: string }[];
}

/** Written and published some days ago: a list of news tells time. */
async function publier(context: Context, joursAvant: number, actualite: Actualite): Promise<void> {
  const now = () => new Date(context.now().getTime() - joursAvant * JOUR_MS);
  const alors: Context = { ...context, now };
  const { agentId: pilote } = await actorOf(context, "pilote_academique");
  const id = await ecrirePublication(alors, pilote, {
    ...{ ...actualite, liens: [...actualite.liens], adresse: adresseOf(actualite.titre) },
    ...{ genre: "actualite", rang: 0, version: 0, forme: false, intention: "enregistrer" },
  });
  await changerEtat(alors, pilote, id, { acte: "publier", version: 1 });
}
