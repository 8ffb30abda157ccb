import { Refusal } from "../refusal.ts";

/** Named constraints that a person can meet, with the sentence they read. The constraint guarantees; the rule explains. */
const SENTENCES: Readonly<Record<string, string>> = {
  journal_immuable:
    "Cette information est gardée telle quelle : une correction s'ajoute, elle ne remplace pas.",
  fonction_exercee_sans_doublon: "Cette personne exerce déjà cette fonction sur ce périmètre à ces dates.",
  delegation_sans_doublon:
    "Cette personne a déjà cette délégation à ces dates : choisissez-en d'autres, ou mettez fin à l'ancienne.",
  agent_courriel_unique: "Un compte existe déjà avec cette adresse.",
  agent_demonstration_reservee:
    "Un compte de démonstration n'existe que dans une base marquée « démonstration ».",
  publication_adresse_unique: "Une autre page a déjà cette adresse : donnez une autre fin d’adresse.",
  campagne_ciblage_nom_unique:
    "Une campagne de cette académie porte déjà ce nom pour cette année : donnez-en un autre.",
  scenario_nom_unique: "Un scénario de cette campagne porte déjà ce nom : donnez-en un autre.",
  extension_dispositif_unique:
    "Ce dispositif est déjà ouvert à cette académie : la décision et ses preuves se lisent dans la liste, et ne changent plus.",
  import_fichier_rang_unique: "Ce fichier est déjà dans le dépôt.",
};

interface DatabaseError {
  readonly constraint?: unknown;
}

/** Turns the violation of a named constraint into a refusal; gives back any other error as it came. */
export function refusalOfConstraint(error: unknown): unknown {
  const name = (error as DatabaseError | null)?.constraint;
  const sentence = typeof name === "string" ? SENTENCES[name] : undefined;
  return sentence && typeof name === "string" ? new Refusal(name, sentence) : error;
}
