import type { Droit } from "../etendues/rules.ts";

/**
 * Choosing structures for a scheme. What precedes the decision is read by those who prepare it, propose it and decide
 * it; a unit never reads another's place. Source: business matrix, « Campaign » and « Targeting list before publication ».
 */
export const DROITS_CIBLAGE = {
  "ciblage.lire": {
    libelle: "Lire les campagnes de ciblage et leurs analyses",
    pourquoi:
      "Avant la publication, une liste n’est qu’un travail : la lisent ceux qui la préparent, la proposent, la décident ou l’observent.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      carec: "portee",
      ssa: "portee",
      igesr: "portee",
      depp: "portee",
    },
  },
  "ciblage.preparer": {
    libelle: "Préparer une campagne de ciblage, écrire ses scénarios, lancer ses calculs",
    pourquoi: "Le service statistique et le pilote académique répondent ensemble de la méthode.",
    fonctions: { pilote_academique: "portee", ssa: "portee" },
  },
  "ciblage.proposer": {
    libelle: "Proposer des structures, écrire leurs motifs et leurs arguments, déposer une liste reçue",
    pourquoi:
      "La liste naît des indicateurs et de la connaissance du territoire : l’académie et le département la proposent ensemble.",
    fonctions: { pilote_academique: "portee", dasen: "portee", dsden: "portee", ssa: "portee" },
  },
  "ciblage.decider": {
    libelle: "Décider : retenir, suivre autrement, ne pas retenir",
    pourquoi: "Le recteur décide ; le directeur académique décide dans son département.",
    fonctions: { recteur: "portee", dasen: "portee" },
  },
  "ciblage.publier": {
    libelle: "Publier la liste d’une campagne",
    pourquoi: "La liste publiée engage l’académie : le recteur la publie.",
    fonctions: { recteur: "portee" },
  },
  "ciblage.consigner": {
    libelle: "Consigner concertations, dialogue social et positions ; répondre aux questions",
    pourquoi: "Ce qui a été dit avant de décider se garde, par organisation et jamais par personne.",
    fonctions: { recteur: "portee", pilote_academique: "portee", dasen: "portee", dsden: "portee" },
  },
  "ciblage.comprendre": {
    libelle: "Lire « Pourquoi mon école ? » dans son périmètre",
    pourquoi:
      "Chaque équipe sait pourquoi elle a été choisie, ou non ; elle le lit quand la liste est publiée.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      carec: "portee",
      ssa: "portee",
      igesr: "portee",
      ien: "portee",
      ia_ipr: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
      equipe: "portee",
    },
  },
  "ciblage.questionner": {
    libelle: "Poser une question sur les critères et la suite",
    pourquoi: "Les équipes s’interrogent sur les critères : la réponse est publiée pour toutes.",
    fonctions: { ien: "portee", chef_etablissement: "portee", directeur_ecole: "portee" },
  },
  "ciblage.declarer": {
    libelle: "Déclarer sa structure volontaire, accepter ou décliner d’entrer dans un dispositif",
    pourquoi: "On entre librement dans un contrat : la direction répond pour sa structure.",
    fonctions: { chef_etablissement: "portee", directeur_ecole: "portee" },
  },
  "ciblage.comparaison": {
    libelle: "Lire les structures de comparaison d’une liste publiée",
    pourquoi:
      "Elles servent à mesurer l’effet, trois ans plus tard : hors du service statistique, personne ne les voit et rien ne leur est demandé.",
    fonctions: { ssa: "portee" },
  },
  "ciblage.suivre": {
    libelle: "Suivre l’avancement de chaque académie, de l’éligibilité à la décision",
    pourquoi: "Le national suit des comptes, jamais la liste en cours d’une académie.",
    fonctions: {
      dgesco: "nation",
      depp: "nation",
      igesr: "portee",
      recteur: "portee",
      pilote_academique: "portee",
    },
  },
  "ciblage.etendre": {
    libelle: "Ouvrir un dispositif à une nouvelle académie, preuves à l’appui",
    pourquoi: "L’extension suit ce qui a été démontré : la décision cite ses preuves.",
    fonctions: { dgesco: "nation" },
  },
} as const satisfies Record<string, Droit>;
