import type { Droit } from "../etendues/rules.ts";

/** What is done with people, their rights, the journal, the messages and the public pages. */
export const DROITS_SERVICE = {
  "agent.lire": {
    libelle: "Lire qui exerce quelle fonction dans son périmètre",
    pourquoi: "Savoir à qui s’adresser, et qui tient quels droits, fait partie du pilotage.",
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
      "Chaque niveau ouvre les droits de son périmètre : l’académie, le département, la direction pour son équipe.",
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
    pourquoi: "Aider demande parfois de voir ; l’accord de la personne et la trace protègent chacun.",
    fonctions: { administrateur: "nation", assistance: "portee" },
  },
  "journal.lire": {
    libelle: "Lire le journal : qui a fait quoi, quand",
    pourquoi: "Le journal protège ceux qui agissent ; il se lit à l’académie, pour l’académie.",
    fonctions: { administrateur: "nation", recteur: "portee", pilote_academique: "portee" },
  },
  "journal.verifier": {
    libelle: "Vérifier le scellement du journal, suivre les purges et les éliminations d’archives",
    pourquoi: "Qui administre répond de l’intégrité de la trace et du respect des durées.",
    fonctions: { administrateur: "nation" },
  },
  "courriel.suivre": {
    libelle: "Suivre les courriels envoyés et ceux qui échouent",
    pourquoi: "Un courriel perdu est un délai perdu : quelqu’un doit le voir.",
    fonctions: { administrateur: "nation" },
  },
  "publication.gerer": {
    libelle: "Écrire les pages publiques, les actualités et le bandeau",
    pourquoi: "La parole publique sur le dispositif a des auteurs désignés.",
    fonctions: { administrateur: "nation", dgesco: "nation", pilote_academique: "nation" },
  },
} as const satisfies Record<string, Droit>;
