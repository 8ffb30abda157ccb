import type { Fonction } from "../fonctions/rules.ts";

/** `portee`: within the person's own scope. `nation`: everywhere, for data that the ministry publishes openly. */
export type Etendue = "portee" | "nation";

export interface Droit {
  readonly libelle: string;
  readonly pourquoi: string;
  readonly fonctions: Fonctions;
  /** Whether whoever holds a delegation of entry may do it in the name of the person who delegated. */
  readonly parDelegation?: true;
}

const ACADEMIE_ET_INSPECTION = {
  administrateur: "nation",
  recteur: "nation",
  pilote_academique: "nation",
  dasen: "nation",
  dsden: "nation",
  carec: "nation",
  doyen: "nation",
  ia_ipr: "nation",
  ien_et_eg: "nation",
  ssa: "nation",
  dos: "nation",
  daf: "nation",
  drh: "nation",
  igesr: "nation",
  depp: "nation",
} as const satisfies Partial<Record<Fonction, Etendue>>;

/**
 * The correspondents of the general inspection read structure by structure what they follow: a function on an académie
 * reaches its structures, a function on the nation reaches all. Source: S3-02, team of the mission.
 */
const ACADEMIE_ET_CORRESPONDANTS = { ...ACADEMIE_ET_INSPECTION, igesr: "portee" } as const;

const TERRAIN = {
  ien: "portee",
  chef_etablissement: "portee",
  directeur_ecole: "portee",
} as const satisfies Partial<Record<Fonction, Etendue>>;

type Fonctions = Readonly<Partial<Record<Fonction, Etendue>>>;

/** Partners who sit in committees read aggregates, which are public in kind. Source: S0-22, S4. */
const PARTENAIRES = {
  caec: "nation",
  collectivite: "nation",
  membre_comite: "nation",
  coordonnateur_clas: "nation",
  caf: "nation",
  prefecture: "nation",
  association: "nation",
} as const satisfies Partial<Record<Fonction, Etendue>>;

/** The same functions, each within its own scope. */
function chezSoi(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "portee"]));
}

/** The same functions, everywhere. */
function nationale(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "nation"]));
}

/**
 * The rights table: one line an action, read aloud by the page `/droits`. A function that is absent from a line may
 * not do it. Identity and official indicators are published by the ministry: académie and inspection read them
 * everywhere; heads, directors and IEN, who fear being compared by name, read their own (decision 0006).
 */
export const DROITS = {
  "structure.lire": {
    libelle: "Lire la liste et l'identité des structures",
    pourquoi: "L'annuaire est public ; sur le terrain, chacun retrouve d'abord les siennes.",
    fonctions: {
      ...ACADEMIE_ET_CORRESPONDANTS,
      ...TERRAIN,
      dgesco: "nation",
      secretariat: "portee",
      adjoint: "portee",
      caec: "portee",
      collectivite: "portee",
    },
    parDelegation: true,
  },
  "indicateur.lire": {
    libelle: "Lire les indicateurs d'une structure et leur origine",
    pourquoi:
      "Les valeurs par structure servent l'analyse académique et l'équipe de direction ; la DGESCO lit des agrégats.",
    fonctions: { ...ACADEMIE_ET_CORRESPONDANTS, ...TERRAIN },
    parDelegation: true,
  },
  "indicateur.lire_interne": {
    libelle: "Lire les indicateurs propres à une académie",
    pourquoi:
      "Ces données appartiennent à l'académie : elles se lisent chez elle, et par la structure pour ce qui la concerne.",
    fonctions: { ...chezSoi(ACADEMIE_ET_INSPECTION), ...TERRAIN },
    parDelegation: true,
  },
  "indicateur.lire_rh": {
    libelle: "Lire les indicateurs de ressources humaines",
    pourquoi: "Ils touchent des personnels : seuls l'académie et la direction de la structure les lisent.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      ssa: "portee",
      dos: "portee",
      drh: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
    },
  },
  "indicateur.lire_masque": {
    libelle: "Lire les valeurs couvertes par le secret des petits effectifs",
    pourquoi:
      "Peu de personnes en ont besoin : le service statistique, les décideurs et la direction pour sa structure.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      ssa: "portee",
      depp: "nation",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
    },
  },
  "indicateur.comparer": {
    libelle: "Comparer des structures nommées, lire l'écart à l'attendu",
    pourquoi:
      "Comparer par le nom sert l'analyse académique ; une direction se compare à des références anonymes.",
    fonctions: { ...ACADEMIE_ET_CORRESPONDANTS },
  },
  "indicateur.gerer": {
    libelle: "Créer un indicateur de l'académie et tenir les notices",
    pourquoi: "Le service statistique répond de ce qu'un indicateur mesure et de ses limites.",
    fonctions: { administrateur: "nation", ssa: "portee" },
  },
  "valeur.corriger": {
    libelle: "Proposer une valeur locale à côté de la valeur officielle",
    pourquoi:
      "Une correction a un auteur, un motif et une pièce ; elle ne remplace jamais la valeur officielle.",
    fonctions: { ssa: "portee", pilote_academique: "portee" },
  },
  "anomalie.lire": {
    libelle: "Lire les anomalies des données",
    pourquoi: "Qui utilise les chiffres doit savoir ce qui ne va pas de soi.",
    fonctions: {
      administrateur: "nation",
      ssa: "portee",
      pilote_academique: "portee",
      dsden: "portee",
      dasen: "portee",
      depp: "nation",
    },
    parDelegation: true,
  },
  "anomalie.traiter": {
    libelle: "Justifier une anomalie",
    pourquoi: "Le service statistique répond de la qualité des données.",
    fonctions: { ssa: "portee", administrateur: "nation" },
  },
  "structure.gerer": {
    libelle: "Tenir la vie des structures : rattachements, filiations, dispositifs, faits locaux",
    pourquoi: "Ce que les fichiers ne disent pas est su par l'académie et le département.",
    fonctions: { ssa: "portee", pilote_academique: "portee", dsden: "portee", dos: "portee" },
  },
  "orpheline.decider": {
    libelle: "Reconnaître une école orpheline",
    pourquoi: "Le calcul propose, une personne décide et dit pourquoi.",
    fonctions: { pilote_academique: "portee", dasen: "portee", recteur: "portee" },
  },
  "territoire.lire": {
    libelle: "Lire les pages des territoires et la vue nationale",
    pourquoi: "Ce sont des agrégats, sans valeur par structure.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...nationale(TERRAIN), ...PARTENAIRES, dgesco: "nation" },
    parDelegation: true,
  },
  "donnees.lire": {
    libelle: "Lire l'état des jeux de données et le dictionnaire des indicateurs",
    pourquoi: "Chacun peut vérifier ce que les chiffres couvrent et ce qui manque.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...nationale(TERRAIN), ...PARTENAIRES, dgesco: "nation" },
    parDelegation: true,
  },
  "academie.gerer": {
    libelle: "Tenir le registre des académies participantes",
    pourquoi: "L'entrée et la sortie d'une académie relèvent du niveau national.",
    fonctions: { dgesco: "nation", administrateur: "nation" },
  },
  "jeton.gerer": {
    libelle: "Créer et révoquer ses jetons de l'interface de lecture",
    pourquoi: "Un jeton agit avec les droits de la personne : ne l'ont que celles qui traitent des données.",
    fonctions: {
      ssa: "nation",
      depp: "nation",
      igesr: "nation",
      pilote_academique: "nation",
      dos: "nation",
      administrateur: "nation",
    },
  },
  "reglage.gerer": {
    libelle: "Relever le seuil des petits effectifs",
    pourquoi: "Le secret peut être renforcé, jamais affaibli.",
    fonctions: { administrateur: "nation" },
  },
  "import.lire": {
    libelle: "Lire les dépôts de fichiers et leurs comptes rendus",
    pourquoi: "Qui utilise les chiffres peut vérifier d'où ils viennent.",
    fonctions: { administrateur: "nation", ssa: "nation", pilote_academique: "nation" },
  },
  "import.deposer": {
    libelle: "Déposer des fichiers officiels, les appliquer ou les abandonner",
    pourquoi: "Le service statistique répond de la qualité des données.",
    fonctions: { administrateur: "nation", ssa: "nation" },
  },
  "agent.lire": {
    libelle: "Lire qui exerce quelle fonction dans son périmètre",
    pourquoi: "Savoir à qui s'adresser, et qui tient quels droits, fait partie du pilotage.",
    fonctions: {
      administrateur: "nation",
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      ien: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
      drh: "portee",
      assistance: "portee",
    },
    parDelegation: true,
  },
  "agent.gerer": {
    libelle: "Inviter des personnes, leur confier une fonction, y mettre fin",
    pourquoi:
      "Chaque niveau ouvre les droits de son périmètre : l'académie, le département, la direction pour son équipe.",
    fonctions: {
      administrateur: "nation",
      pilote_academique: "portee",
      dsden: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
    },
  },
  "delegation.donner": {
    libelle: "Déléguer la saisie ou la signature, entre deux dates, par un acte",
    pourquoi: "Une délégation a un acte et une fin ; elle tombe avec la fonction de qui délègue.",
    fonctions: {
      recteur: "portee",
      dasen: "portee",
      pilote_academique: "portee",
      dsden: "portee",
      ien: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
      ssa: "portee",
      dos: "portee",
    },
  },
  "assistance.demander": {
    libelle: "Voir le service comme une personne le voit, avec son accord, en lecture seule",
    pourquoi: "Aider demande parfois de voir ; l'accord de la personne et la trace protègent chacun.",
    fonctions: { administrateur: "nation", assistance: "portee" },
  },
  "journal.lire": {
    libelle: "Lire le journal : qui a fait quoi, quand",
    pourquoi: "Le journal protège ceux qui agissent ; il se lit à l'académie, pour l'académie.",
    fonctions: { administrateur: "nation", recteur: "portee", pilote_academique: "portee" },
  },
  "journal.verifier": {
    libelle: "Vérifier le scellement du journal, suivre les purges et les éliminations d'archives",
    pourquoi: "Qui administre répond de l'intégrité de la trace et du respect des durées.",
    fonctions: { administrateur: "nation" },
  },
  "courriel.suivre": {
    libelle: "Suivre les courriels envoyés et ceux qui échouent",
    pourquoi: "Un courriel perdu est un délai perdu : quelqu'un doit le voir.",
    fonctions: { administrateur: "nation" },
  },
  "publication.gerer": {
    libelle: "Écrire les pages publiques, les actualités et le bandeau",
    pourquoi: "La parole publique sur le dispositif a des auteurs désignés.",
    fonctions: { administrateur: "nation", dgesco: "nation", pilote_academique: "nation" },
  },
} as const satisfies Record<string, Droit>;
export type Permission = keyof typeof DROITS;
