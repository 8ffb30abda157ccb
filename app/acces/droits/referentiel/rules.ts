import {
  ACADEMIE_ET_CORRESPONDANTS,
  ACADEMIE_ET_INSPECTION,
  chezSoi,
  type Droit,
  nationale,
  PARTENAIRES,
  TERRAIN,
} from "../etendues/rules.ts";

/**
 * What is done with structures, territories and data. Identity and official indicators are published by the ministry:
 * académie and inspection read them everywhere; heads, directors and IEN, who fear being compared by name, read their
 * own (decision 0006).
 */
export const DROITS_REFERENTIEL = {
  "structure.lire": {
    libelle: "Lire la liste et l’identité des structures",
    pourquoi: "L’annuaire est public ; sur le terrain, chacun retrouve d’abord les siennes.",
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
    libelle: "Lire les indicateurs d’une structure et leur origine",
    pourquoi:
      "Les valeurs par structure servent l’analyse académique et l’équipe de direction ; la DGESCO lit des agrégats.",
    fonctions: { ...ACADEMIE_ET_CORRESPONDANTS, ...TERRAIN },
    parDelegation: true,
  },
  "indicateur.lire_interne": {
    libelle: "Lire les indicateurs propres à une académie",
    pourquoi:
      "Ces données appartiennent à l’académie : elles se lisent chez elle, et par la structure pour ce qui la concerne.",
    fonctions: { ...chezSoi(ACADEMIE_ET_INSPECTION), ...TERRAIN },
    parDelegation: true,
  },
  "indicateur.lire_rh": {
    libelle: "Lire les indicateurs de ressources humaines",
    pourquoi: "Ils touchent des personnels : seuls l’académie et la direction de la structure les lisent.",
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
    libelle: "Comparer des structures nommées, lire l’écart à l’attendu",
    pourquoi:
      "Comparer par le nom sert l’analyse académique ; une direction se compare à des références anonymes.",
    fonctions: { ...ACADEMIE_ET_CORRESPONDANTS },
  },
  "indicateur.gerer": {
    libelle: "Créer un indicateur de l’académie et tenir les notices",
    pourquoi: "Le service statistique répond de ce qu’un indicateur mesure et de ses limites.",
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
    pourquoi: "Ce que les fichiers ne disent pas est su par l’académie et le département.",
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
    libelle: "Lire l’état des jeux de données et le dictionnaire des indicateurs",
    pourquoi: "Chacun peut vérifier ce que les chiffres couvrent et ce qui manque.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...nationale(TERRAIN), ...PARTENAIRES, dgesco: "nation" },
    parDelegation: true,
  },
  "academie.gerer": {
    libelle: "Tenir le registre des académies participantes",
    pourquoi: "L’entrée et la sortie d’une académie relèvent du niveau national.",
    fonctions: { dgesco: "nation", administrateur: "nation" },
  },
  "jeton.gerer": {
    libelle: "Créer et révoquer ses jetons de l’interface de lecture",
    pourquoi: "Un jeton agit avec les droits de la personne : ne l’ont que celles qui traitent des données.",
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
    pourquoi: "Qui utilise les chiffres peut vérifier d’où ils viennent.",
    fonctions: { administrateur: "nation", ssa: "nation", pilote_academique: "nation" },
  },
  "import.deposer": {
    libelle: "Déposer des fichiers officiels, les appliquer ou les abandonner",
    pourquoi: "Le service statistique répond de la qualité des données.",
    fonctions: { administrateur: "nation", ssa: "nation" },
  },
} as const satisfies Record<string, Droit>;
