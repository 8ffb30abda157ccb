import type { Notice } from "../rules.ts";

const COHORTE =
  "Une cohorte varie d'une année à l'autre : avec 18 élèves, un écart de 11 points ne veut rien dire. Lire plusieurs rentrées ensemble.";
const PERSONNES =
  "Avec 20 enseignants, une personne pèse 5 points : ne conclure que sur plusieurs rentrées, et jamais sur un nom.";
const MEME_TYPE =
  "Avec des structures de même type et de public proche, la même année ; jamais pour un classement.";
const ALLOPHONES =
  "Les élèves allophones nouvellement arrivés et ceux des dispositifs ULIS font varier ce résultat sans que l'enseignement y soit pour quelque chose : vérifier leur nombre avant de comparer.";

const commun = {
  source: "Service statistique académique",
  unite: "%",
  decimales: 1,
  minimum: 0,
  maximum: 100,
  compte: false,
  diffusion: "interne",
  poidsCode: null,
  denominateurCode: null,
  seuilPublication: null,
  comparaisons: MEME_TYPE,
} as const;

const entree = {
  ...commun,
  famille: "eleves",
  nature: "entree",
  bruit: COHORTE,
  lecture: "Décrit le public accueilli, jamais la qualité du travail des équipes.",
} as const;
const resultat = {
  ...commun,
  famille: "resultats",
  nature: "resultat",
  bruit: COHORTE,
  lecture:
    "Un résultat se lit sur plusieurs années et avec le public accueilli ; il ne dit pas à lui seul le travail des équipes.",
} as const;
const rh = {
  ...commun,
  famille: "etablissement",
  nature: "entree",
  diffusion: "rh",
  bruit: PERSONNES,
  lecture: "Décrit les conditions d'enseignement ; ne dit rien des personnes.",
  source: "Direction des ressources humaines",
} as const;

function evaluation(niveau: string, domaine: string, part: string): Notice {
  return {
    ...resultat,
    libelle: `Évaluations nationales de ${niveau} : ${part} en ${domaine}`,
    libelleCourt: `Éval. ${niveau} ${domaine}`.slice(0, 40),
    definition: `Part des élèves de ${niveau} dont le résultat en ${domaine} relève de : ${part}, selon les seuils nationaux de l'année.`,
    population: `Élèves de ${niveau} ayant passé l'évaluation, présents à toutes les épreuves du domaine.`,
    biais: `${ALLOPHONES} Les seuils et les exercices changent d'une année à l'autre.`,
    source: "Évaluations nationales (DEPP), restitution académique",
  };
}

/** Usual indicators of the académies, with a notice to complete. The name of a template is stable: files refer to it. */
export const MODELES: Readonly<Record<string, Notice>> = {
  boursiers: {
    ...entree,
    libelle: "Part des élèves boursiers",
    libelleCourt: "Boursiers",
    definition:
      "Part des élèves qui reçoivent une bourse de collège ou de lycée, parmi les élèves de la structure.",
    population: "Élèves du second degré public et privé sous contrat ; sans objet dans le premier degré.",
    biais:
      "Le recours à la bourse dépend de l'accompagnement des familles : une part faible peut venir d'un non-recours. Les barèmes changent d'une année à l'autre.",
  },
  pcs_defavorisees: {
    ...entree,
    libelle: "Part des élèves d'origine sociale défavorisée",
    libelleCourt: "PCS défavorisées",
    definition:
      "Part des élèves dont le responsable est ouvrier, employé retraité de ces professions, sans activité ou de profession inconnue, selon le regroupement de la DEPP.",
    population: "Élèves inscrits au constat de rentrée.",
    biais:
      "La profession est déclarée et parfois absente : une part d'inconnus élevée fausse la lecture. L'IPS décrit mieux les milieux mêlés.",
  },
  qpv: {
    ...entree,
    libelle: "Part des élèves résidant en quartier prioritaire",
    libelleCourt: "Élèves en QPV",
    definition:
      "Part des élèves dont l'adresse est située dans un quartier prioritaire de la politique de la ville.",
    population: "Élèves dont l'adresse a pu être située.",
    biais:
      "Le périmètre des quartiers a changé en 2024 : une rupture de série est à déclarer. Les adresses non situées sont à compter à part.",
    source: "Service statistique académique, adresses des élèves et périmètres de l'ANCT",
  },
  eval_cp_francais: evaluation("CP", "français", "groupe à besoins"),
  eval_cp_maths: evaluation("CP", "mathématiques", "groupe à besoins"),
  eval_ce1_francais: evaluation("CE1", "français", "groupe à besoins"),
  eval_ce1_maths: evaluation("CE1", "mathématiques", "groupe à besoins"),
  eval_6e_francais: evaluation("6e", "français", "maîtrise insuffisante ou fragile"),
  eval_6e_maths: evaluation("6e", "mathématiques", "maîtrise insuffisante ou fragile"),
  eval_2nde_francais: evaluation("2nde", "français", "maîtrise insuffisante ou fragile"),
  eval_2nde_maths: evaluation("2nde", "mathématiques", "maîtrise insuffisante ou fragile"),
  orientation_2gt: {
    ...resultat,
    libelle: "Part des élèves de 3e orientés vers la 2nde générale et technologique",
    libelleCourt: "Orientation 2nde GT",
    definition:
      "Décisions d'orientation vers la seconde générale et technologique, rapportées aux élèves de troisième.",
    population: "Élèves de 3e ayant reçu une décision d'orientation ; SEGPA à part.",
    biais: `Dépend de l'offre voisine et des vœux des familles autant que des résultats. ${ALLOPHONES}`,
  },
  non_titulaires: {
    ...rh,
    libelle: "Part des enseignants non titulaires",
    libelleCourt: "Non titulaires",
    definition:
      "Enseignants contractuels ou vacataires, rapportés aux enseignants en équivalent temps plein.",
    population: "Enseignants affectés à la structure au 1er novembre.",
    biais:
      "Les remplacements de courte durée et les affectations partagées se comptent différemment selon les outils.",
  },
  demandes_mutation: {
    ...rh,
    libelle: "Part des enseignants ayant demandé leur mutation",
    libelleCourt: "Demandes de mutation",
    definition:
      "Enseignants titulaires ayant participé au mouvement, rapportés aux titulaires de la structure.",
    population: "Enseignants titulaires affectés à titre définitif.",
    biais:
      "Une demande a des raisons personnelles le plus souvent : elle ne mesure pas le climat de l'établissement.",
  },
  anciennete: {
    ...rh,
    libelle: "Ancienneté moyenne des enseignants dans la structure",
    libelleCourt: "Ancienneté",
    definition: "Nombre moyen d'années depuis l'affectation dans la structure.",
    population: "Enseignants titulaires affectés à titre définitif.",
    biais: "Une ouverture, une fusion ou un changement de code remet le compte à zéro.",
    unite: "ans",
    maximum: 45,
  },
  absenteisme: {
    ...entree,
    libelle: "Taux d'absentéisme des élèves",
    libelleCourt: "Absentéisme",
    definition:
      "Part des élèves ayant quatre demi-journées d'absence non régularisées ou plus dans le mois, en moyenne annuelle.",
    population: "Élèves du second degré, de septembre à avril.",
    biais:
      "La tenue des registres varie d'une structure à l'autre : un taux élevé peut venir d'un relevé plus soigneux.",
  },
  divisions: {
    ...commun,
    libelle: "Nombre de divisions",
    libelleCourt: "Divisions",
    definition: "Nombre de classes (divisions) de la structure à la rentrée.",
    lecture: "Décrit la taille et l'organisation de la structure.",
    population: "Divisions ouvertes au constat de rentrée ; dispositifs à part.",
    bruit: "Aucun hasard : c'est une décision d'organisation.",
    biais: "Les dispositifs (ULIS, UPE2A) sont comptés ou non selon les outils.",
    famille: "etablissement",
    nature: "entree",
    unite: "classes",
    decimales: 0,
    maximum: 200,
    source: "Direction de l'organisation scolaire",
  },
};

export function findModele(nom: string | null | undefined): Notice | undefined {
  return nom && Object.hasOwn(MODELES, nom) ? MODELES[nom] : undefined;
}
