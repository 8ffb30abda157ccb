import { no, type Decision as Verdict, yes } from "#app/platform/refusal.ts";
import type { Dataset } from "./datasets/dataset.ts";

export type EtatImport = "depose" | "previsualise" | "applique" | "abandonne";

export const ETATS_IMPORT: Readonly<Record<EtatImport, string>> = {
  depose: "Déposé",
  previsualise: "Prévisualisé",
  applique: "Appliqué",
  abandonne: "Abandonné",
};

/** How the files arrived, when nobody in particular brought them. */
export const ORIGINES: Readonly<Record<string, string>> = {
  interface: "Interface",
  commande: "Ligne de commande",
  demonstration: "Académie de démonstration",
};

/** What a person may decide about an import, under the name that ends its address; each is said before it is done. */
export const DECISIONS = {
  application: {
    titre: "Appliquer ce dépôt",
    consequence:
      "Les lignes acceptées entreront dans le référentiel en une seule fois, et les références seront recalculées. Les lignes refusées et les fichiers laissés de côté n’y entrent pas.",
    bouton: "Appliquer",
  },
  abandon: {
    titre: "Abandonner ce dépôt",
    consequence: "Rien n’a été écrit, rien ne le sera. Le compte rendu reste lisible.",
    bouton: "Abandonner",
  },
  previsualisation: {
    titre: "Relancer la prévisualisation",
    consequence: "Les fichiers sont relus et comparés à ce qui est connu aujourd’hui. Rien n’est écrit.",
    bouton: "Relancer",
  },
  arret: {
    titre: "Arrêter le travail en cours",
    consequence: "Le travail s’arrête à sa prochaine étape, et ce qu’il avait commencé d’écrire est défait.",
    bouton: "Arrêter",
  },
} as const;
export type Decision = keyof typeof DECISIONS;

/** The decision that an address ends with. Throws when the route table sends another one here. */
export function decisionOf(pathname: string): Decision {
  const name =
    pathname
      .replace(/\.data$/, "")
      .split("/")
      .at(-1) ?? "";
  if (Object.hasOwn(DECISIONS, name)) return name as Decision;
  throw new Error(`no decision is called « ${name} »`);
}

export interface ImportState {
  readonly etat: EtatImport;
  readonly version: number;
  /** A preview or an application is waiting or running. */
  readonly enTravail: boolean;
  /** Files recognised so far. */
  readonly reconnus: number;
}

/** An import is applied once previewed, when nothing runs on it and at least one file was recognised. Source: house rule. */
export function canAppliquer(state: ImportState, version: number): Verdict {
  if (state.version !== version) return versionPerimee;
  if (state.etat === "applique")
    return no("deja_applique", "Ces fichiers sont déjà appliqués : il n'y a rien à refaire.");
  if (state.etat === "abandonne")
    return no("abandonne", "Ce dépôt a été abandonné. Déposez les fichiers à nouveau pour les appliquer.");
  if (state.enTravail)
    return no("en_travail", "Un travail est en cours sur ce dépôt : attendez sa fin, ou annulez-le.");
  if (state.etat === "depose")
    return no("sans_previsualisation", "Relancez d'abord la prévisualisation : elle dit ce qui va changer.");
  if (state.reconnus === 0)
    return no("rien_a_appliquer", "Aucun fichier de ce dépôt n'est reconnu : il n'y a rien à appliquer.");
  return yes;
}

/** An import may be given up until it is applied. Source: house rule. */
export function canAbandonner(state: ImportState, version: number): Verdict {
  if (state.version !== version) return versionPerimee;
  if (state.etat === "applique")
    return no("deja_applique", "Ces fichiers sont appliqués : ils ne peuvent plus être abandonnés.");
  if (state.etat === "abandonne") return no("abandonne", "Ce dépôt est déjà abandonné.");
  if (state.enTravail)
    return no("en_travail", "Un travail est en cours sur ce dépôt : attendez sa fin, ou annulez-le.");
  return yes;
}

/** The preview may be asked again while nothing runs and nothing is settled. Source: house rule. */
export function canPrevisualiser(state: ImportState): Verdict {
  if (state.etat === "applique" || state.etat === "abandonne")
    return no("clos", "Ce dépôt est clos : déposez les fichiers à nouveau.");
  if (state.enTravail) return no("en_travail", "Un travail est déjà en cours sur ce dépôt.");
  return yes;
}

const versionPerimee = no(
  "version_perimee",
  "Quelqu'un d'autre a agi sur ce dépôt pendant que vous le lisiez. Voici son état actuel : vérifiez-le avant de décider.",
);

/** Départements that Insee attributes to nobody, where the structures of a demonstration live. */
const UAI_FICTIF = /^96[1-9]/;

/**
 * What an académie keeps to itself never enters a demonstration, whose accounts are one click away, unless the line
 * speaks of a structure that exists nowhere. `uai` is undefined for a line about a territory. Source: qualité §5.
 */
export function canImporterIci(
  dataset: Pick<Dataset, "diffusion" | "libelle">,
  uai: string | undefined,
  demonstration: boolean,
): Verdict {
  if (!demonstration || dataset.diffusion === "ouverte" || UAI_FICTIF.test(uai ?? "")) return yes;
  return no(
    "donnees_reelles",
    `« ${dataset.libelle} » n'est pas une donnée ouverte, et une base de démonstration n'accepte alors que des structures fictives (départements 961 à 969). Importez ce fichier dans un service réel.`,
  );
}
