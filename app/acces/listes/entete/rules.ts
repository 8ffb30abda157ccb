import { normalizeHeader } from "#app/platform/files/headers.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

/** Columns of a list of people to invite, in the order of the model. */
export const COLONNES = {
  prenom: { titre: "Prénom", obligatoire: true, aide: "Tel qu’il s’écrit." },
  nom: { titre: "Nom", obligatoire: true, aide: "Nom d’usage." },
  courriel: {
    titre: "Adresse",
    obligatoire: true,
    aide: "Adresse électronique professionnelle, une par personne.",
  },
  fonction: { titre: "Fonction", obligatoire: true, aide: "Son intitulé, ou son code (chef_etablissement)." },
  perimetre: {
    titre: "Périmètre",
    obligatoire: true,
    aide: "Code UAI de la structure, ou code de la circonscription, de la commune (Insee), du département, de l’académie ; « académie 01 » ou « département 01 » quand le code désigne les deux.",
  },
  debut: {
    titre: "Premier jour",
    obligatoire: false,
    aide: "01/09/2026 ou 2026-09-01 ; aujourd’hui si la case est vide.",
  },
  fin: {
    titre: "Fin",
    obligatoire: false,
    aide: "Premier jour où la fonction n’est plus exercée ; vide si elle n’est pas connue.",
  },
  acte: { titre: "Acte", obligatoire: false, aide: "Référence de l’arrêté ou de la décision." },
} as const;
export type Colonne = keyof typeof COLONNES;
export const NOMS_COLONNES = Object.keys(COLONNES) as Colonne[];

/** Other words that files use for the same columns, once normalised. */
const SYNONYMES: Readonly<Record<string, Colonne>> = {
  ...Object.fromEntries(NOMS_COLONNES.map((cle) => [normalizeHeader(COLONNES[cle].titre), cle])),
  ...Object.fromEntries(NOMS_COLONNES.map((cle) => [cle, cle])),
  ...{
    adresse_electronique: "courriel",
    mail: "courriel",
    email: "courriel",
    e_mail: "courriel",
    adresse_mail: "courriel",
  },
  ...{ uai: "perimetre", rne: "perimetre", code_uai: "perimetre", code: "perimetre", portee: "perimetre" },
  ...{ nom_d_usage: "nom", date_de_debut: "debut", date_debut: "debut", date_de_fin: "fin", date_fin: "fin" },
};

/** Rank of each known column in a header. */
export function readEntete(columns: readonly string[]): Partial<Record<Colonne, number>> {
  const found: Partial<Record<Colonne, number>> = {};
  for (const [rank, label] of columns.entries()) {
    const cle = SYNONYMES[normalizeHeader(label)];
    if (cle && found[cle] === undefined) found[cle] = rank;
  }
  return found;
}

/** A list says who, with which function and where: without those columns it is not read. Source: house rule. */
export function canLireEntete(columns: readonly string[]): Decision {
  const found = readEntete(columns);
  const missing = NOMS_COLONNES.filter((cle) => COLONNES[cle].obligatoire && found[cle] === undefined);
  if (missing.length === 0) return yes;
  const wanted = missing.map((cle) => `« ${COLONNES[cle].titre} »`).join(", ");
  const read = columns.filter(Boolean).slice(0, 12).join(", ");
  return no(
    "colonnes_absentes",
    `Il manque ${wanted} dans la première ligne. Colonnes lues : ${read || "aucune"}. Téléchargez le modèle, recopiez-y vos lignes, puis déposez-le.`,
  );
}
