import type { Fonction, FonctionExercee } from "#app/acces/fonctions/rules.ts";
import { type Actor, hasPermission } from "#app/acces/rules.ts";
import { ENTREES, type Entree, type NomEntree } from "../entrees/rules.ts";

interface Ouverture {
  /** First words of the home page, after the name. */
  readonly mots: string;
  /** What serves this function first. */
  readonly entrees: readonly NomEntree[];
}

const ACADEMIE = "Ce qui attend une réponse de l’académie, puis ce qui vient de changer.";
const DEPARTEMENT = "Votre département : ce qui attend une réponse, puis ce qui vient de changer.";
const SERVICE = "Les structures et les territoires de l’académie, et l’origine de chaque chiffre.";
const INSPECTION = "Les structures que vous accompagnez, leurs indicateurs et ce qu’ils ne disent pas.";
const ENTREES_INSPECTION = ["structures", "comparer", "territoires", "indicateurs", "passations"] as const;
const NATIONAL = "Les académies et leurs territoires, lus sur les mêmes indicateurs.";
const AGREGATS =
  "Vous lisez ici les territoires, par agrégats : aucune valeur par structure. Rien d’autre ne vous est demandé dans ce service.";
const SANS_PAGE =
  "Votre compte est ouvert. Ce service n’a pas de page de travail pour votre fonction : rien ne vous y est demandé.";

/** What each function reads first, and where it goes most. Source: domaine §4; idée « each function lands on what awaits it ». */
export const OUVERTURES: Readonly<Record<Fonction, Ouverture>> = {
  administrateur: {
    mots: "Le service vous est confié : ce qui demande votre attention vient d’abord.",
    entrees: [
      "personnes",
      "journal",
      "courriels",
      "publications",
      "bandeau",
      "textes",
      "archives",
      "conservation",
      "reglages",
    ],
  },
  recteur: {
    mots: ACADEMIE,
    entrees: ["ciblage", "territoires", "orphelines", "structures", "personnes", "delegations", "journal"],
  },
  pilote_academique: {
    mots: ACADEMIE,
    entrees: [
      "ciblage",
      "personnes",
      "orphelines",
      "structures",
      "corrections",
      "publications",
      "bandeau",
      "passations",
      "journal",
    ],
  },
  dasen: {
    mots: DEPARTEMENT,
    entrees: ["ciblage", "orphelines", "structures", "territoires", "personnes", "delegations"],
  },
  dsden: {
    mots: DEPARTEMENT,
    entrees: ["ciblage", "personnes", "structures", "orphelines", "anomalies", "passations"],
  },
  carec: { mots: INSPECTION, entrees: ENTREES_INSPECTION },
  doyen: { mots: INSPECTION, entrees: ENTREES_INSPECTION },
  ien: {
    mots: "Votre circonscription : ses écoles, ce qui attend votre réponse, ce qui vient de changer.",
    entrees: ["structures", "questions", "carte", "personnes", "delegations", "passations"],
  },
  ien_et_eg: { mots: INSPECTION, entrees: ENTREES_INSPECTION },
  ia_ipr: { mots: INSPECTION, entrees: ENTREES_INSPECTION },
  chef_etablissement: {
    mots: "Votre établissement, votre équipe, et ce qui attend votre réponse.",
    entrees: [
      "questions",
      "volontariat",
      "personnes",
      "delegations",
      "passations",
      "territoires",
      "indicateurs",
    ],
  },
  directeur_ecole: {
    mots: "Votre école, votre équipe, et ce qui attend votre réponse.",
    entrees: [
      "questions",
      "volontariat",
      "personnes",
      "delegations",
      "passations",
      "territoires",
      "indicateurs",
    ],
  },
  equipe: {
    mots: "Votre structure, et ce que l’académie répond sur les critères de ciblage et la suite.",
    entrees: ["questions", "droits"],
  },
  secretariat: {
    mots: "Ce que vous préparez pour la personne qui vous délègue la saisie.",
    entrees: ["structures", "droits"],
  },
  adjoint: {
    mots: "Ce que vous préparez pour la direction qui vous délègue la saisie.",
    entrees: ["structures", "droits"],
  },
  ssa: {
    mots: "La qualité des données de l’académie : ce qui est à appliquer, à décrire, à expliquer.",
    entrees: ["depot", "anomalies", "ciblage", "indicateurs", "corrections", "donnees"],
  },
  dos: { mots: SERVICE, entrees: ["structures", "reseaux", "territoires", "comparer"] },
  daf: { mots: SERVICE, entrees: ["structures", "territoires", "comparer"] },
  drh: { mots: SERVICE, entrees: ["personnes", "structures", "territoires"] },
  igesr: { mots: NATIONAL, entrees: ["nation", "structures", "comparer", "indicateurs"] },
  dgesco: {
    mots: NATIONAL,
    entrees: ["nation", "extension", "registre", "territoires", "donnees", "publications", "bandeau"],
  },
  depp: { mots: NATIONAL, entrees: ["nation", "extension", "donnees", "indicateurs", "anomalies", "jetons"] },
  caec: {
    mots: "Les structures privées sous contrat de votre ressort, leur identité, et les territoires par agrégats.",
    entrees: ["structures", "territoires"],
  },
  collectivite: {
    mots: "Les structures qui relèvent de votre collectivité, leur identité, et les territoires par agrégats.",
    entrees: ["structures", "territoires"],
  },
  membre_comite: { mots: AGREGATS, entrees: ["territoires", "nation"] },
  coordonnateur_clas: { mots: SANS_PAGE, entrees: ["droits"] },
  caf: { mots: AGREGATS, entrees: ["territoires", "nation"] },
  prefecture: { mots: AGREGATS, entrees: ["territoires", "nation"] },
  association: { mots: SANS_PAGE, entrees: ["droits"] },
  assistance: {
    mots: "Les personnes que vous aidez : leurs fonctions, et ce qu’elles voient, avec leur accord.",
    entrees: ["personnes", "assistance", "droits"],
  },
};

/** Somebody whom ProConnect let in and to whom nobody gave a function yet. */
const SANS_FONCTION =
  "Votre compte est ouvert, sans fonction pour l’instant. Demandez celle que vous exercez : la personne habilitée vous répondra.";

const DEMANDER: Entree = {
  titre: "Demander un accès",
  texte: "Dire votre fonction et où vous l’exercez.",
  href: "/demande-acces",
};

export interface OuvertureLue {
  readonly mots: string;
  readonly utiles: readonly Entree[];
  /** Everything else that opens, for whoever looks for it. */
  readonly autres: readonly Entree[];
}

/** The first words of the function that the person exercises first, and the entries that open to all of theirs. */
export function ouvertureOf(actor: Actor): OuvertureLue {
  const [premiere] = actor.fonctions;
  if (!premiere) return { mots: SANS_FONCTION, utiles: [DEMANDER], autres: [ENTREES.droits] };
  const noms = [...new Set(actor.fonctions.flatMap(({ fonction }) => OUVERTURES[fonction].entrees))];
  const open = ({ droit }: Entree) => droit === undefined || hasPermission(actor, droit);
  const entries = Object.entries(ENTREES) as [NomEntree, Entree][];
  return {
    mots: motsOf(premiere),
    utiles: noms.map((nom): Entree => ENTREES[nom]).filter(open),
    autres: entries
      .filter(([nom, entree]) => !noms.includes(nom) && open(entree))
      .map(([, entree]) => entree),
  };
}

function motsOf({ fonction, delegation }: FonctionExercee): string {
  const { mots } = OUVERTURES[fonction];
  return delegation ? `Vous agissez par délégation de ${delegation.delegant}. ${mots}` : mots;
}
