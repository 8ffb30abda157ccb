import type { EtatStructure, Secteur, StatutEp, StatutValeur, TypeStructure } from "../../rules.ts";

/** What a converter makes of a cell: a value, or the French reason why the line is refused. */
export type Converted<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly raison: string };
export type Converter<T> = (text: string) => Converted<T>;

/** A column under all the names that the vintages gave it, normalised by `normalizeHeader`. */
export interface ColumnDeclaration {
  readonly alias: readonly string[];
  readonly obligatoire?: boolean;
}

export interface IndicatorDeclaration {
  readonly colonne: string;
  readonly indicateur: string;
  /** Only for the lines of which it is true: a workbook may speak of two tracks under the same labels. */
  readonly si?: (line: LineReader) => boolean;
  /** Multiplies the value read: an académie may count in thousandths or write shares between 0 and 1. */
  readonly facteur?: number;
  /** Writings that stand for an absent value in this column, besides those of every file. */
  readonly manquants?: readonly string[];
  /** Plausible values once multiplied, within those of the indicator. */
  readonly bornes?: { readonly minimum?: number | undefined; readonly maximum?: number | undefined };
}

/** The identity of a structure as one line tells it. Absent facts are undefined, never guessed: they erase nothing. */
export interface StructureFacts {
  readonly nom: string;
  readonly type: TypeStructure;
  /** True when the type is only guessed from the name: any source that states it is preferred. */
  readonly typePresume?: boolean | undefined;
  readonly secteur: Secteur;
  readonly etat?: EtatStructure | undefined;
  readonly departement: string;
  readonly departementNom?: string | undefined;
  readonly academie?: string | undefined;
  readonly academieNom?: string | undefined;
  readonly commune?: string | undefined;
  readonly communeNom?: string | undefined;
  readonly adresse?: string | undefined;
  readonly codePostal?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly ouverteLe?: string | undefined;
  readonly fermeeLe?: string | undefined;
  /** Date that the source gives to these facts: an older one completes, it never replaces. */
  readonly identiteLe?: string | undefined;
  readonly nature?: string | undefined;
  readonly courriel?: string | undefined;
  readonly telephone?: string | undefined;
  readonly site?: string | undefined;
  /** Code (UAI of the inspection) when the source has it; otherwise its name alone, which makes a code within the département. */
  readonly circonscription?: { readonly code?: string | undefined; readonly nom: string } | undefined;
  readonly bassin?: { readonly code: string; readonly nom: string } | undefined;
  readonly mere?: string | undefined;
  readonly reseau?: string | undefined;
  readonly offre?: readonly string[] | undefined;
}

/** The office of an inspection, which the directory lists as a service. */
export interface CirconscriptionFacts {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly courriel?: string | undefined;
  readonly telephone?: string | undefined;
}

export interface CommuneFacts {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly population?: number | undefined;
  readonly typologie?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  /** Commune of today for a merged one or an arrondissement. */
  readonly actuelle?: string | undefined;
}

export interface DepartementFacts {
  readonly code: string;
  readonly nom: string;
  readonly academie: string;
  readonly academieNom: string;
}

export interface ContourFacts {
  readonly niveau: "region" | "academie" | "departement" | "commune";
  readonly code: string;
  readonly nom: string;
  /** GeoJSON geometry, Polygon or MultiPolygon, longitude first. */
  readonly geometrie: string;
}

export interface TerritoireFacts {
  readonly niveau: "nation" | "academie" | "departement" | "circonscription" | "bassin" | "commune";
  readonly code: string;
}

export interface ValueFact {
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly texte: string;
  readonly colonne: string;
}

/** A scheme that a file attributes to a structure. Dates are ISO civil days. */
export interface DispositifFact {
  readonly dispositif: string;
  readonly debut: string;
  readonly fin?: string | undefined;
  readonly precision?: string | undefined;
}

/** The cells of a line by declared column name; an absent column reads as an empty cell. */
export interface LineReader {
  text(colonne: string): string;
  /** Converts a cell, or refuses the line naming the column as the file writes it. */
  read<T>(colonne: string, converter: Converter<T>): T;
  /** True when the file has this column at all. */
  has(colonne: string): boolean;
  /** Name of the file, which alone tells the year of some vintages. */
  readonly fichier: string;
  /** Rentrée that a person gave for a file that does not tell it. */
  readonly anneeDite: number | undefined;
}

interface DatasetCommun {
  readonly code: string;
  readonly libelle: string;
  readonly source: string;
  readonly licence: string;
  /** Open data may enter a demonstration; what an académie keeps to itself may not. */
  readonly diffusion: "ouverte" | "interne";
  /** Datasets that know territories, then identities best are applied first. */
  readonly rang: number;
  readonly colonnes: Readonly<Record<string, ColumnDeclaration>>;
  /** Columns that betray a neighbour dataset with the same required ones. */
  readonly exclut: readonly string[];
  /** Looks at the first lines when headers alone cannot tell. True when they belong to this dataset. */
  readonly ressemble?: (sample: readonly LineReader[]) => boolean;
  /** Rentrée that a line speaks of. */
  readonly annee?: (line: LineReader) => number;
  /** A line that is none of our business (a subtotal by sex…) is left aside, counted, never refused. */
  readonly horsChamp?: (line: LineReader) => boolean;
  /** What distinguishes two lines of one object and one year, besides them. */
  readonly precision?: (line: LineReader) => string;
  readonly indicateurs: readonly IndicatorDeclaration[];
  /** Month (1 to 12) when the producer usually publishes the next vintage; absent for what is not renewed. */
  readonly moisPublication?: number;
}

export interface DatasetStructures extends DatasetCommun {
  readonly objet: "structure";
  /** Directory: dated identity. Address: identity without date. Statistics: only introduces, or completes what is unknown. */
  readonly autorite: "annuaire" | "adresse" | "statistique";
  /** Undefined when a line only brings values for a structure that must be known already. */
  readonly structure?: (line: LineReader) => StructureFacts;
  readonly statutEp?: (line: LineReader) => { readonly statut: StatutEp; readonly annee: number } | undefined;
  readonly dispositifs?: (line: LineReader) => readonly DispositifFact[];
  /** UAI of the collège that takes in the pupils of a known école: the last file that says it holds. */
  readonly secteurCollege?: (line: LineReader) => string | undefined;
  /** The line is that of an inspection of the first degree, not of a school. */
  readonly circonscription?: (line: LineReader) => CirconscriptionFacts | undefined;
  /** The same structure may stand on several lines (`multi_uai`): the first is kept without complaint. */
  readonly repete?: boolean;
  /** The line speaks of a commune: its values are those of each of its structures. Its column is `commune`. */
  readonly parCommune?: boolean;
  /** Académie whose structures alone a line may speak of: a file of its own says nothing of its neighbours. */
  readonly academie?: { readonly code: string; readonly nom: string };
}

export interface DatasetTerritoires extends DatasetCommun {
  readonly objet: "territoire";
  readonly territoire: (line: LineReader) => TerritoireFacts;
}

export interface DatasetCommunes extends DatasetCommun {
  readonly objet: "commune";
  readonly commune: (line: LineReader) => CommuneFacts;
}

export interface DatasetDepartements extends DatasetCommun {
  readonly objet: "departement";
  readonly departement: (line: LineReader) => DepartementFacts;
}

export interface DatasetContours extends DatasetCommun {
  readonly objet: "contour";
  readonly contour: (line: LineReader) => ContourFacts;
}

/**
 * An official dataset, as a declaration: how it is recognised by its content, the names of its columns through the
 * vintages, what each line says. The engine reads, checks, compares and writes; a dataset never does.
 */
export type Dataset =
  | DatasetStructures
  | DatasetTerritoires
  | DatasetCommunes
  | DatasetDepartements
  | DatasetContours;
