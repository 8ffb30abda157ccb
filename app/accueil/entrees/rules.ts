import type { Permission } from "#app/acces/droits/rules.ts";

export interface Entree {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
  /** Who finds it on the home page: whoever holds the permission, or everybody. */
  readonly droit?: Permission;
}

/** Where one may go from the home page, under names that `OUVERTURES` gives. */
export const ENTREES = {
  structures: {
    titre: "Les structures",
    texte: "Chercher une école, un collège, un lycée.",
    href: "/structures",
    droit: "structure.lire",
  },
  carte: {
    titre: "La carte",
    texte: "Les mêmes structures, là où elles sont.",
    href: "/structures/carte",
    droit: "structure.lire",
  },
  territoires: {
    titre: "Les territoires",
    texte: "Académie, département, circonscription, bassin, commune.",
    href: "/territoires",
    droit: "territoire.lire",
  },
  nation: {
    titre: "Les académies",
    texte: "Des profils différents, lus sur les mêmes indicateurs.",
    href: "/nation",
    droit: "territoire.lire",
  },
  comparer: {
    titre: "Côte à côte",
    texte: "Jusqu’à six structures, par leur nom.",
    href: "/comparer",
    droit: "indicateur.comparer",
  },
  orphelines: {
    titre: "Les écoles orphelines",
    texte: "Ce que les données calculent, ce qu’une personne décide.",
    href: "/orphelines",
    droit: "indicateur.lire",
  },
  reseaux: {
    titre: "Les réseaux",
    texte: "Éducation prioritaire : chaque tête et ses écoles.",
    href: "/reseaux",
    droit: "structure.lire",
  },
  ciblage: {
    titre: "Les campagnes de ciblage",
    texte: "Quelles structures un dispositif regarde, par quelles analyses.",
    href: "/ciblage",
    droit: "ciblage.lire",
  },
  questions: {
    titre: "Questions et réponses sur le ciblage",
    texte: "Les critères et la suite : ce que les équipes demandent, ce que l’académie répond.",
    href: "/ciblage/questions",
    droit: "ciblage.comprendre",
  },
  volontariat: {
    titre: "Se déclarer volontaire",
    texte: "Les campagnes ouvertes qui concernent votre structure.",
    href: "/ciblage/volontariat",
    droit: "ciblage.declarer",
  },
  extension: {
    titre: "L’avancement du ciblage par académie",
    texte: "De l’éligibilité à la décision ; ouvrir un dispositif, preuves à l’appui.",
    href: "/ciblage/extension",
    droit: "ciblage.suivre",
  },
  personnes: {
    titre: "Les personnes",
    texte: "Qui exerce quelle fonction dans votre périmètre.",
    href: "/personnes",
    droit: "agent.lire",
  },
  delegations: {
    titre: "Les délégations",
    texte: "Confier la saisie ou la signature, entre deux dates, par un acte.",
    href: "/delegations",
    droit: "delegation.donner",
  },
  assistance: {
    titre: "Voir comme une personne",
    texte: "Avec son accord, en lecture seule, pour l’aider.",
    href: "/assistance",
    droit: "assistance.demander",
  },
  depot: {
    titre: "Déposer des fichiers",
    texte: "Ceux du ministère ou de l’académie, tels quels : vous verrez ce qui change avant de l’appliquer.",
    href: "/imports/depot",
    droit: "import.deposer",
  },
  imports: {
    titre: "Les imports",
    texte: "Ce qui est entré, quand et par qui.",
    href: "/imports",
    droit: "import.lire",
  },
  donnees: {
    titre: "Les jeux de données",
    texte: "Ce qu’ils couvrent, ce qui manque, ce qui est attendu.",
    href: "/donnees",
    droit: "donnees.lire",
  },
  indicateurs: {
    titre: "Les indicateurs",
    texte: "Leur notice : définition, bruit, biais, comparaisons permises.",
    href: "/indicateurs",
    droit: "donnees.lire",
  },
  anomalies: {
    titre: "Les anomalies",
    texte: "Ce qui ne va pas de soi : à corriger, ou à justifier.",
    href: "/anomalies",
    droit: "anomalie.lire",
  },
  corrections: {
    titre: "Les valeurs locales",
    texte: "Proposées à côté des valeurs officielles.",
    href: "/corrections",
    droit: "valeur.corriger",
  },
  registre: {
    titre: "Le registre des académies",
    texte: "Qui participe, depuis quand, par quel acte.",
    href: "/academies/registre",
    droit: "territoire.lire",
  },
  jetons: {
    titre: "L’interface de lecture",
    texte: "Des jetons pour lire les données avec un programme.",
    href: "/jetons",
    droit: "jeton.gerer",
  },
  reglages: {
    titre: "Les réglages",
    texte: "Le seuil des petits effectifs.",
    href: "/reglages",
    droit: "reglage.gerer",
  },
  journal: {
    titre: "Le journal",
    texte: "Qui a fait quoi, quand.",
    href: "/journal",
    droit: "journal.lire",
  },
  courriels: {
    titre: "Les courriels",
    texte: "Ce qui est parti, ce qui attend, ce qui échoue.",
    href: "/courriels",
    droit: "courriel.suivre",
  },
  publications: {
    titre: "Les pages publiques",
    texte: "La présentation du dispositif et les actualités.",
    href: "/publications",
    droit: "publication.gerer",
  },
  bandeau: {
    titre: "Le bandeau",
    texte: "Une phrase en haut de chaque page, entre deux dates.",
    href: "/bandeau",
    droit: "publication.gerer",
  },
  textes: {
    titre: "Les textes du service",
    texte: "Le contact, les mentions légales, le délégué à la protection des données.",
    href: "/textes",
    droit: "reglage.gerer",
  },
  archives: {
    titre: "Les archives",
    texte: "Bordereaux d’élimination, visas, purges.",
    href: "/archives",
    droit: "journal.verifier",
  },
  conservation: {
    titre: "Le registre des données personnelles",
    texte: "Chaque donnée, son but et sa durée.",
    href: "/conservation",
  },
  passations: {
    titre: "Les passations",
    texte: "Ce qui se transmet quand une fonction change de mains.",
    href: "/passations",
  },
  droits: {
    titre: "Qui peut faire quoi",
    texte: "Vos droits, et ceux de chaque fonction.",
    href: "/droits",
  },
} as const satisfies Record<string, Entree>;
export type NomEntree = keyof typeof ENTREES;
