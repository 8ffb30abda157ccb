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
} as const satisfies Record<string, Droit>;
