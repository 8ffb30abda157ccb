import { checkUai, type StatutEp } from "../../rules.ts";
import { communeObligatoire, nombre } from "../datasets/conversions.ts";
import type {
  CirconscriptionFacts,
  CommuneFacts,
  ContourFacts,
  Converted,
  Converter,
  Dataset,
  DatasetStructures,
  DepartementFacts,
  DispositifFact,
  IndicatorDeclaration,
  LineReader,
  StructureFacts,
  TerritoireFacts,
  ValueFact,
} from "../datasets/dataset.ts";
import type { ColumnMapping } from "./reconnaissance/rules.ts";

/** Refused lines kept with their reason, per file: beyond, only their number is. */
export const REJETS_GARDES = 10_000;

/** The line is refused: which column of the file, what it held, why, and what to do. */
export interface Rejection {
  readonly ligne: number;
  readonly colonne: string;
  readonly valeur: string;
  readonly raison: string;
}

/** Values of a commune, which hold for each of its structures. */
export interface LieuDeStructures {
  readonly objet: "structures_commune";
  readonly commune: string;
}

/** What one line is about. */
export type LineObject =
  | {
      readonly objet: "structure";
      readonly uai: string;
      /** Undefined when the line only brings values: the structure must be known already. */
      readonly structure: StructureFacts | undefined;
      readonly statutEp: { readonly statut: StatutEp; readonly annee: number } | undefined;
      readonly dispositifs: readonly DispositifFact[];
      readonly secteurCollege: string | undefined;
    }
  | LieuDeStructures
  | { readonly objet: "circonscription"; readonly circonscription: CirconscriptionFacts }
  | { readonly objet: "territoire"; readonly territoire: TerritoireFacts }
  | { readonly objet: "commune"; readonly commune: CommuneFacts }
  | { readonly objet: "departement"; readonly departement: DepartementFacts }
  | { readonly objet: "contour"; readonly contour: ContourFacts };

/** Everything one accepted line says. */
export interface LineFacts {
  readonly ligne: number;
  readonly dit: LineObject;
  readonly annee: number | undefined;
  /** Distinguishes it from another line of the same object and year. */
  readonly precision: string;
  readonly valeurs: readonly ValueFact[];
  /** Malformed code of the line that a person attached to its structure. */
  readonly code?: string;
}

/** The line is none of our business: a subtotal, a perimeter that no indicator uses. */
export interface LineLeft {
  readonly horsChamp: true;
  /** Malformed code that a person decided to set aside. */
  readonly code?: string;
}

class LineRefused extends Error {
  readonly colonne: string;
  readonly valeur: string;
  constructor(colonne: string, valeur: string, raison: string) {
    super(raison);
    this.colonne = colonne;
    this.valeur = valeur;
  }
}

/** Longest part of a cell that a reason quotes: the reason must stay a sentence. */
const CITED = 100;

/**
 * True when the lines are refused for want of a year that neither the columns nor the name of the file tell: asked
 * once of a person, rather than refused line by line.
 */
export function isAnneeManquante(
  reading: Reading,
  known: Known,
  rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[],
): boolean {
  const anneeDite = 2020;
  return (
    reading.anneeDite === undefined &&
    rows.some((row) => {
      if (!isRejection(readLine(reading, known, row))) return false;
      return !isRejection(readLine({ ...reading, anneeDite }, known, row));
    })
  );
}

/** How the lines of one file are read. */
export interface Reading {
  readonly dataset: Dataset;
  readonly mapping: ColumnMapping;
  readonly columns: readonly string[];
  /** Name of the file: some vintages tell their year there only. */
  readonly fichier: string;
  /** Rentrée given by a person. */
  readonly anneeDite: number | undefined;
}

/** Reads the cells of one line through the mapping of its file. */
export function lineReader(
  { mapping, columns, fichier, anneeDite }: Omit<Reading, "dataset">,
  cells: readonly (string | null)[],
): LineReader {
  const text = (colonne: string) => (cells[mapping[colonne] ?? -1] ?? "").trim();
  return {
    text,
    fichier,
    anneeDite,
    has: (colonne) => (mapping[colonne] ?? -1) >= 0,
    read<T>(colonne: string, converter: Converter<T>): T {
      const cell = text(colonne);
      const converted: Converted<T> = converter(cell);
      if (converted.ok) return converted.value;
      const raison =
        cell.length > CITED
          ? converted.raison.replaceAll(cell, `${cell.slice(0, CITED)}…`)
          : converted.raison;
      throw new LineRefused(columns[mapping[colonne] ?? -1] ?? colonne, cell, raison);
    },
  };
}

export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** What the reading of a line relies on besides the file: plausible bounds, and malformed codes already decided. */
export interface Known {
  readonly bornes: ReadonlyMap<string, Bounds>;
  /** Malformed code → the structure it stands for, or null when such lines are to be set aside. */
  readonly decisionsUai: ReadonlyMap<string, string | null>;
}

/** What a line about something else than a structure does not say. */
const AUTRE_OBJET = { annee: undefined, precision: "", valeurs: [] } as const;

/** Reads one line whole, or refuses it whole: nothing of a refused line is kept. */
export function readLine(
  reading: Reading,
  known: Known,
  row: { readonly line: number; readonly cells: readonly (string | null)[]; readonly irregular?: string },
): LineFacts | LineLeft | Rejection {
  if (row.irregular) return { ligne: row.line, colonne: "", valeur: "", raison: row.irregular };
  const line = lineReader(reading, row.cells);
  const { dataset } = reading;
  try {
    const circonscription = dataset.objet === "structure" ? dataset.circonscription?.(line) : undefined;
    if (circonscription)
      return { ...AUTRE_OBJET, ligne: row.line, dit: { objet: "circonscription", circonscription } };
    if (dataset.horsChamp?.(line)) return { horsChamp: true };
    const code = line.text("uai");
    const decided = dataset.objet === "structure" ? known.decisionsUai.get(code) : undefined;
    if (decided === null) return { horsChamp: true, code };
    const dit = readObject(dataset, line, decided);
    const annee = dataset.annee?.(line);
    return {
      ligne: row.line,
      dit,
      annee,
      precision: dataset.precision?.(line) ?? "",
      valeurs: annee === undefined ? [] : readValues(reading, known.bornes, line, annee),
      ...(decided && { code }),
    };
  } catch (error) {
    if (!(error instanceof LineRefused)) throw error;
    return {
      ligne: row.line,
      colonne: error.colonne,
      valeur: error.valeur.slice(0, 200),
      raison: error.message,
    };
  }
}

function readObject(dataset: Dataset, line: LineReader, decided: string | undefined): LineObject {
  switch (dataset.objet) {
    case "territoire":
      return { objet: "territoire", territoire: dataset.territoire(line) };
    case "commune":
      return { objet: "commune", commune: dataset.commune(line) };
    case "departement":
      return { objet: "departement", departement: dataset.departement(line) };
    case "contour":
      return { objet: "contour", contour: dataset.contour(line) };
    case "structure":
      return dataset.parCommune
        ? { objet: "structures_commune", commune: line.read("commune", communeObligatoire) }
        : readStructure(dataset, line, decided);
  }
}

function readStructure(
  dataset: DatasetStructures,
  line: LineReader,
  decided: string | undefined,
): LineObject {
  const uai =
    decided ??
    line.read("uai", (text) => {
      const check = checkUai(text);
      return check.ok ? { ok: true, value: check.uai } : { ok: false, raison: check.raison };
    });
  return {
    objet: "structure",
    uai,
    structure: dataset.structure?.(line),
    statutEp: dataset.statutEp?.(line),
    dispositifs: dataset.dispositifs?.(line) ?? [],
    secteurCollege: dataset.secteurCollege?.(line),
  };
}

function readValues(
  { dataset, columns, mapping }: Reading,
  bornes: Known["bornes"],
  line: LineReader,
  annee: number,
): ValueFact[] {
  const values: ValueFact[] = [];
  for (const declared of dataset.indicateurs) {
    const { colonne, indicateur, si } = declared;
    if (!line.has(colonne) || (si && !si(line))) continue;
    const { valeur, statut } = readMeasure(declared, line, bornes.get(indicateur));
    const source = columns[mapping[colonne] ?? -1] ?? colonne;
    values.push({
      indicateur,
      annee,
      valeur,
      statut,
      texte: line.text(colonne).slice(0, 60),
      colonne: source,
    });
  }
  return values;
}

function readMeasure(
  { colonne, facteur, manquants = [], bornes }: IndicatorDeclaration,
  line: LineReader,
  known: Bounds | undefined,
): { valeur: number | null; statut: ValueFact["statut"] } {
  const cell = line.text(colonne).toLowerCase();
  if (manquants.some((marker) => marker.toLowerCase() === cell)) return { valeur: null, statut: "manquant" };
  const read = line.read(colonne, nombre);
  if (read.valeur === null) return read;
  // Fifteen significant digits: 0.57 × 100 is 57, not 56.99999999999999.
  const valeur = facteur === undefined ? read.valeur : Number((read.valeur * facteur).toPrecision(15));
  const minimum = Math.max(known?.minimum ?? -Infinity, bornes?.minimum ?? -Infinity);
  const maximum = Math.min(known?.maximum ?? Infinity, bornes?.maximum ?? Infinity);
  if (valeur < minimum || valeur > maximum) {
    const lue = facteur === undefined ? "" : `, lue comme ${valeur},`;
    line.read(colonne, () => ({
      ok: false,
      raison: `« ${line.text(colonne)} »${lue} sort de ce qui est plausible (de ${minimum} à ${maximum}). Vérifiez la valeur dans le fichier d'origine.`,
    }));
  }
  return { valeur, statut: read.statut };
}

export function isRejection(read: LineFacts | LineLeft | Rejection): read is Rejection {
  return "raison" in read;
}

export function isLeft(read: LineFacts | LineLeft | Rejection): read is LineLeft {
  return "horsChamp" in read;
}

/** What a line is about, in one string: its structure or territory, its year, its precision. */
export function keyOf({ dit, annee, precision }: LineFacts): string {
  return `${objectOf(dit)} ${annee ?? ""} ${precision}`;
}

/** The name of the object, for a person. */
export function objectOf(dit: LineObject): string {
  switch (dit.objet) {
    case "structure":
      return dit.uai;
    case "structures_commune":
      return dit.commune;
    case "circonscription":
      return dit.circonscription.code;
    case "territoire":
      return `${dit.territoire.niveau} ${dit.territoire.code}`;
    case "commune":
      return dit.commune.code;
    case "departement":
      return dit.departement.code;
    case "contour":
      return `${dit.contour.niveau} ${dit.contour.code}`;
  }
}

/** Adds an item to the list of a key. */
export function addTo(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
