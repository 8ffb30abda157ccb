import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { ETATS_STRUCTURE, SECTEURS, STATUTS_EP, type StatutEp, TYPES } from "../../rules.ts";
import { GENRES_FAIT, GENRES_FILIATION, type GenreFait, type GenreFiliation } from "../rules.ts";
import { CHAMPS_SAISIS, isChampSaisi } from "../saisies/rules.ts";

export const NATURES = {
  ouverture: "Ouverture",
  fermeture: "Fermeture",
  identite: "Identité",
  filiation: "Filiation",
  dispositif: "Dispositif",
  education_prioritaire: "Éducation prioritaire",
  fait_local: "Fait local",
  orpheline: "École orpheline",
  retrait: "Retrait",
} as const;
export type Nature = keyof typeof NATURES;

/** One moment of a structure's life, with where it is known from. */
export interface Evenement {
  /** Stable within the page. */
  readonly cle: string;
  /** ISO civil day. */
  readonly jour: string;
  readonly nature: Nature;
  readonly phrase: string;
  readonly detail: string | null;
  /** The other structure of a filiation. */
  readonly autreUai: string | null;
  readonly source: string;
}

/** Where a row is known from: a line of a file, or a person and their reason. */
export interface Origine {
  readonly fichier: string | null;
  readonly ligne: number | null;
  readonly auteur: string | null;
  readonly motif: string | null;
}

/** @example sourceOf({ fichier: "annuaire.csv", ligne: 12, … }) // "annuaire.csv, ligne 12" */
export function sourceOf({ fichier, ligne, auteur, motif }: Origine): string {
  if (fichier !== null) return ligne === null ? fichier : `${fichier}, ligne ${ligne}`;
  return [auteur ?? "Une personne dont le compte n’existe plus", motif].filter(Boolean).join(" : ");
}

const CHAMPS_IDENTITE: Readonly<Record<string, string>> = {
  nom: "le nom",
  type: "le type",
  secteur: "le secteur",
  etat: "l’état",
  commune_code: "le code de la commune",
  commune_nom: "la commune",
  departement_code: "le département",
  adresse: "l’adresse",
  code_postal: "le code postal",
  latitude: "la latitude",
  longitude: "la longitude",
  ouverte_le: "la date d’ouverture",
  fermee_le: "la date de fermeture",
  nature: "la nature",
  offre: "l’offre de formation",
};

const LIBELLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  type: TYPES,
  secteur: SECTEURS,
  etat: ETATS_STRUCTURE,
};

function ecrit(champ: string, valeur: string | null): string {
  if (valeur === null || valeur === "") return "vide";
  if (/_le$/.test(champ) && /^\d{4}-\d{2}-\d{2}$/.test(valeur)) return formatDate(valeur);
  return `« ${LIBELLES[champ]?.[valeur] ?? valeur} »`;
}

export interface ModificationLue extends Origine {
  readonly id: number;
  readonly jour: string;
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
}

/** Withdrawals of links, schemes, facts and decisions, which leave a trace among the changes of identity. */
const RETRAITS: Readonly<Record<string, string>> = {
  filiation: "Lien de filiation retiré",
  dispositif: "Dispositif retiré",
  fait_local: "Fait local retiré",
  orpheline: "Décision retirée",
};

export function evenementOfModification(lue: ModificationLue): Evenement {
  const { id, jour, champ, avant, apres } = lue;
  const base = { cle: `m${id}`, jour, autreUai: null, source: sourceOf(lue) };
  if (RETRAITS[champ] !== undefined)
    return { ...base, nature: "retrait", phrase: RETRAITS[champ], detail: avant };
  const nom = isChampSaisi(champ) ? CHAMPS_SAISIS[champ].libelle : (CHAMPS_IDENTITE[champ] ?? champ);
  const phrase = `${nom.charAt(0).toUpperCase()}${nom.slice(1)} : ${ecrit(champ, avant)} devient ${ecrit(champ, apres)}`;
  return { ...base, nature: "identite", phrase, detail: null };
}

export interface FiliationLue extends Origine {
  readonly id: string;
  readonly genre: GenreFiliation;
  readonly effetLe: string;
  readonly acte: string | null;
  readonly autreUai: string;
  readonly autreNom: string | null;
  /** True when this structure comes from the other. */
  readonly vient: boolean;
}

export function evenementOfFiliation(lue: FiliationLue): Evenement {
  const autre = lue.autreNom ? `${lue.autreNom} (${lue.autreUai})` : lue.autreUai;
  return {
    cle: `f${lue.id}`,
    jour: lue.effetLe,
    nature: "filiation",
    phrase: `${GENRES_FILIATION[lue.genre]} : ${lue.vient ? "vient de" : "se poursuit dans"} ${autre}`,
    detail: lue.acte,
    autreUai: lue.autreUai,
    source: sourceOf(lue),
  };
}

export interface DispositifLu extends Origine {
  readonly id: string;
  readonly libelle: string;
  readonly debut: string;
  readonly fin: string | null;
  readonly precision: string | null;
  readonly dit: string;
}

/** The beginning of a scheme, and its end where it has one. */
export function evenementsOfDispositif(lu: DispositifLu): Evenement[] {
  const source = `${lu.dit} (${sourceOf(lu)})`;
  const base = { nature: "dispositif", detail: lu.precision, autreUai: null, source } as const;
  const debut = { ...base, cle: `d${lu.id}`, jour: lu.debut, phrase: `${lu.libelle} : début` };
  if (lu.fin === null) return [debut];
  return [debut, { ...base, cle: `e${lu.id}`, jour: lu.fin, phrase: `${lu.libelle} : fin` }];
}

export interface StatutLu extends Origine {
  readonly annee: number;
  readonly statut: StatutEp;
}

/** A school year begins on 1 September, whatever the day of the rentrée. */
export function evenementOfStatut(lu: StatutLu): Evenement {
  return {
    cle: `s${lu.annee}`,
    jour: `${lu.annee}-09-01`,
    nature: "education_prioritaire",
    phrase: `${STATUTS_EP[lu.statut]} en ${formatAnneeScolaire(lu.annee)}`,
    detail: null,
    autreUai: null,
    source: sourceOf(lu),
  };
}

export interface FaitLu extends Origine {
  readonly id: string;
  readonly genre: GenreFait;
  readonly survenuLe: string;
  readonly description: string;
  readonly preuve: string;
  /** Name of the commune when the fact touches all of it. */
  readonly commune: string | null;
}

export function evenementOfFait(lu: FaitLu): Evenement {
  const lieu = lu.commune ? ` (commune : ${lu.commune})` : "";
  return {
    cle: `l${lu.id}`,
    jour: lu.survenuLe,
    nature: "fait_local",
    phrase: `${GENRES_FAIT[lu.genre]}${lieu}`,
    detail: lu.description,
    autreUai: null,
    source: `${lu.preuve} (${sourceOf(lu)})`,
  };
}

export interface DecisionLue extends Origine {
  readonly id: string;
  readonly annee: number;
  readonly jour: string;
  readonly orpheline: boolean;
}

export function evenementOfDecision(lue: DecisionLue): Evenement {
  const verdict = lue.orpheline ? "Reconnue" : "Non reconnue";
  return {
    cle: `o${lue.id}`,
    jour: lue.jour,
    nature: "orpheline",
    phrase: `${verdict} comme école orpheline pour ${formatAnneeScolaire(lue.annee)}`,
    detail: null,
    autreUai: null,
    source: sourceOf(lue),
  };
}

/** Latest first; what happened on one day keeps a fixed order. */
export function orderEvenements(evenements: readonly Evenement[]): Evenement[] {
  return [...evenements].sort((a, b) =>
    a.jour === b.jour ? (a.cle < b.cle ? -1 : 1) : a.jour < b.jour ? 1 : -1,
  );
}
