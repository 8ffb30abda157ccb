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
}

/** The identity of a structure as one line tells it. Absent facts are undefined, never guessed. */
export interface StructureFacts {
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly etat: EtatStructure;
  readonly departement: string;
  readonly departementNom?: string | undefined;
  readonly academie?: string | undefined;
  readonly academieNom?: string | undefined;
  readonly commune?: string | undefined;
  readonly communeNom: string;
  readonly adresse: string;
  readonly codePostal: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  readonly ouverteLe: string | undefined;
}

export interface ValueFact {
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly texte: string;
  readonly colonne: string;
}

/** The cells of a line by declared column name; an absent column reads as an empty cell. */
export interface LineReader {
  text(colonne: string): string;
  /** Converts a cell, or refuses the line naming the column as the file writes it. */
  read<T>(colonne: string, converter: Converter<T>): T;
  /** True when the file has this column at all. */
  has(colonne: string): boolean;
}

/**
 * An official dataset, as a declaration: how it is recognised by its content, the names of its columns through the
 * vintages, what each line says. The engine reads, checks, compares and writes; a dataset never does.
 */
export interface Dataset {
  readonly code: string;
  readonly libelle: string;
  readonly source: string;
  readonly licence: string;
  /** Open data may enter a demonstration; what an académie keeps to itself may not. */
  readonly diffusion: "ouverte" | "interne";
  /** Datasets that know identities best are applied first. */
  readonly rang: number;
  /** Whether its identity replaces the known one, or only introduces a structure that nobody had named. */
  readonly autorite: "annuaire" | "statistique";
  readonly colonnes: Readonly<Record<string, ColumnDeclaration>>;
  /** Columns that betray a neighbour dataset with the same required ones. */
  readonly exclut: readonly string[];
  /** Looks at the first lines when headers alone cannot tell. True when they belong to this dataset. */
  readonly ressemble?: (sample: readonly LineReader[]) => boolean;
  readonly annee?: (line: LineReader) => number;
  readonly structure: (line: LineReader) => StructureFacts;
  readonly indicateurs: readonly IndicatorDeclaration[];
  readonly statutEp?: (line: LineReader) => StatutEp;
}
