import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { sql } from "kysely";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import {
  type Feuille,
  placeInWorkbook,
  type Table,
  TableError,
  type TableErrorCode,
  type TableRow,
} from "#app/platform/files/table.ts";
import { findLieu, listColonnes } from "../correspondances/colonnes/rules.ts";
import { findColonnesPersonnelles, motifDonneesPersonnelles } from "../correspondances/personnes/rules.ts";
import { listCorrespondances } from "../correspondances/queries.server.ts";
import { type Correspondance, datasetDecide } from "../correspondances/rules.ts";
import { DATASETS } from "../datasets/catalogue.ts";
import { recognize } from "./reconnaissance/rules.ts";
import {
  addTo,
  type Bounds,
  isAnneeManquante,
  isLeft,
  isRejection,
  type Known,
  keyOf,
  type LineFacts,
  lineReader,
  objectOf,
  type Reading,
  type Rejection,
  readLine,
} from "./rules.ts";

interface FichierTable {
  readonly table: Table;
  /** SHA-256 of the normalised header: what a person decides about it is remembered under this key. */
  readonly entete: Buffer;
}
export interface FichierReconnu extends FichierTable {
  readonly etat: "reconnu";
  readonly reading: Reading;
  /** Reading decided by a person, when one was used. */
  readonly correspondance: Correspondance | undefined;
  readonly taille: number;
  /** False when the last line of a CSV does not end: it may have been cut in the middle of a value. */
  readonly finie: boolean;
}
export interface FichierEcarte extends Partial<FichierTable> {
  readonly etat: "inconnu" | "illisible";
  readonly motif: string;
  /** It speaks of persons: nothing of it is kept. */
  readonly personnel?: boolean;
}

/** A file that was never a table is left alone like any unknown one; a table that is damaged is a fault to mend. */
const OTHER_KINDS: ReadonlySet<TableErrorCode> = new Set([
  "autre_format",
  "fichier_binaire",
  "fichier_vide",
  "json_sans_enregistrement",
]);

/** Lines looked at when headers alone cannot tell the dataset. */
const SAMPLE_LINES = 50;

export interface FichierAOuvrir {
  readonly nom: string;
  readonly emplacement: string;
  readonly anneeDite: number | undefined;
}

/** What people decided so far, and what the recognition of a file may rely on. */
export interface Decisions extends Known {
  readonly demonstration: boolean;
  /** Readings of headers by the hexadecimal SHA-256 of the header. */
  readonly correspondances: ReadonlyMap<string, Correspondance>;
}

/** Everything that reading files relies on, besides the files. */
export async function getDecisions(context: Context): Promise<Decisions> {
  const { demonstration } = await context.db
    .selectFrom("installation")
    .select("demonstration")
    .executeTakeFirstOrThrow();
  const bornes = await context.db.selectFrom("indicateur").select(["code", "minimum", "maximum"]).execute();
  const uai = await context.db
    .selectFrom("decision_uai")
    .select(["texte", "uai"])
    .where("retiree_le", "is", null)
    .execute();
  return {
    demonstration,
    bornes: new Map<string, Bounds>(bornes.map(({ code, minimum, maximum }) => [code, { minimum, maximum }])),
    decisionsUai: new Map(uai.map((row) => [row.texte, row.uai])),
    correspondances: await listCorrespondances(context.db),
  };
}

/** Opens a file and says which dataset it is, or why it is left aside. Reads its first lines only. */
export async function findDatasetOfFile(
  fichier: FichierAOuvrir,
  decisions: Decisions,
): Promise<FichierReconnu | FichierEcarte> {
  let opened: FichierTable | undefined;
  try {
    const table = await openTable(fichier.emplacement);
    opened = { table, entete: hashEntete(table.columns) };
    return await recognizeTable(fichier, opened, decisions);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { etat: OTHER_KINDS.has(error.code) ? "inconnu" : "illisible", motif: error.message, ...opened };
  }
}

/** What a person decides about a header is remembered under this key. */
export function hashEntete(columns: readonly string[]): Buffer {
  return createHash("sha256").update(columns.map(normalizeHeader).join("\n")).digest();
}

async function recognizeTable(
  { nom, emplacement, anneeDite }: FichierAOuvrir,
  opened: FichierTable,
  decisions: Decisions,
): Promise<FichierReconnu | FichierEcarte> {
  const { table, entete } = opened;
  const sample = await readFirstRows(table, SAMPLE_LINES);
  const personnelles = findColonnesPersonnelles(table.columns, sample);
  if (personnelles.length > 0)
    return { etat: "inconnu", motif: motifDonneesPersonnelles(personnelles), personnel: true };
  const about = { columns: table.columns, fichier: basename(nom), anneeDite };
  const normalized = table.columns.map(normalizeHeader);
  const decided = decisions.correspondances.get(entete.toString("hex"));
  const found = decided
    ? datasetDecide(DATASETS, decided, normalized)
    : recognize(DATASETS, normalized, (mapping) =>
        sample.map((row) => lineReader({ ...about, mapping }, row.cells)),
      );
  if (!found.ok) {
    const motif = found.proche ? found.motif : found.motif + waysOut(table, sample);
    return { etat: "inconnu", motif, ...opened };
  }
  const reading = { ...about, dataset: found.dataset, mapping: found.mapping };
  if (isAnneeManquante(reading, decisions, sample))
    return { etat: "inconnu", motif: sansAnnee(found.dataset.libelle), ...opened };
  return {
    etat: "reconnu",
    ...opened,
    ...(await readEnd(emplacement, table)),
    reading,
    correspondance: decided,
  };
}

/** A table about structures, or about communes, may be one of the académie's own files. */
function waysOut({ columns }: Table, sample: readonly TableRow[]): string {
  const lieu = findLieu(listColonnes(columns, sample));
  if (!lieu) return "";
  const codes = lieu.uai ? "des UAI" : "des codes de commune";
  return ` Sa colonne « ${lieu.etiquette} » contient ${codes} : s'il vient de votre académie, décrivez-le.`;
}

function sansAnnee(libelle: string): string {
  return `Ce fichier est reconnu (« ${libelle} »), mais ni ses colonnes ni son nom ne disent de quelle rentrée il parle. Indiquez-la pour qu'il soit lu.`;
}

/** Size of the file, and whether its last line ends. */
async function readEnd(
  path: string,
  { format, encoding }: Table,
): Promise<{ taille: number; finie: boolean }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read({ buffer: Buffer.alloc(2), position: Math.max(0, size - 2) });
    const ended = encoding.startsWith("utf-16") ? buffer.includes(0x0a) : buffer.at(-1) === 0x0a;
    return { taille: size, finie: format !== "csv" || ended };
  } finally {
    await file.close();
  }
}

/** The first records of a table, `limit` at most. */
export async function readFirstRows(table: Table, limit: number): Promise<readonly TableRow[]> {
  for await (const batch of table.rows()) return batch.slice(0, limit);
  return [];
}

/** What the files read before, and the reference, make known to a line: it can only refer to that. */
export interface Connus {
  /** Code of its académie by code of département. */
  readonly departements: Map<string, string>;
  /** Code of its académie by UAI. */
  readonly structures: Map<string, string>;
  /** UAI of the structures that are not closed, by commune. */
  readonly communes: Map<string, string[]>;
}

/** Codes that the lines may refer to. */
export async function readConnus(tx: Tx): Promise<Connus> {
  const departements = await tx.selectFrom("departement").select(["code", "academie_code"]).execute();
  const { rows } = await sql<{ uai: string; academie: string; commune: string | null }>`
    select uai, academie_code as academie, case when etat <> 'ferme' then commune_code end as commune
    from structure`.execute(tx);
  const communes = new Map<string, string[]>();
  for (const { uai, commune } of rows) if (commune !== null) addTo(communes, commune, uai);
  return {
    communes,
    departements: new Map(departements.map(({ code, academie_code }) => [code, academie_code])),
    structures: new Map(rows.map(({ uai, academie }) => [uai, academie])),
  };
}

export interface LineSink {
  accept(facts: LineFacts): void;
  reject(rejection: Rejection): void;
  /** After each batch, with the lines read so far: the place to write what was gathered and to report progress. */
  flush(lues: number): Promise<void>;
}

export interface Lecture {
  readonly lues: number;
  readonly repetees: number;
  readonly horsChamp: number;
  /** Malformed codes that a person decided about, with the lines read or set aside by that decision. */
  readonly codes: ReadonlyMap<string, number>;
}

/**
 * Streams the lines of a recognised file into `sink`. A line that says again what an earlier one said is counted and
 * skipped; one that contradicts it is refused, naming the first. Returns the number of lines read, of exact
 * repetitions, and of lines that are none of our business.
 *
 * Only keys are held, never lines: a file of a million lines takes tens of megabytes. A file that repeats itself is
 * read a second time, for the sake of its repetitions.
 */
export async function readFichier(fichier: FichierReconnu, known: Known, sink: LineSink): Promise<Lecture> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const codes = new Map<string, number>();
  let [lues, horsChamp] = [0, 0];
  for await (const batch of fichier.table.rows()) {
    for (const row of batch) {
      const read = readLine(fichier.reading, known, row);
      if (!isRejection(read) && read.code !== undefined)
        codes.set(read.code, (codes.get(read.code) ?? 0) + 1);
      if (isRejection(read)) sink.reject(read);
      else if (isLeft(read)) {
        if (read.code === undefined) horsChamp += 1;
      } else if (seen.has(keyOf(read))) repeated.add(keyOf(read));
      else {
        seen.add(keyOf(read));
        sink.accept(read);
      }
    }
    lues += batch.length;
    await sink.flush(lues);
  }
  const repetees = repeated.size > 0 ? await readRepetitions(fichier, known, sink, repeated) : 0;
  return { lues, repetees, horsChamp, codes };
}

async function readRepetitions(
  { reading, table }: FichierReconnu,
  known: Known,
  sink: LineSink,
  repeated: ReadonlySet<string>,
): Promise<number> {
  const firsts = new Map<string, { ligne: number; dit: string }>();
  const tolerant = reading.dataset.objet === "structure" && reading.dataset.repete === true;
  let repetees = 0;
  for await (const batch of table.rows()) {
    for (const row of batch) {
      const read = readLine(reading, known, row);
      if (isRejection(read) || isLeft(read) || !repeated.has(keyOf(read))) continue;
      const first = firsts.get(keyOf(read));
      if (first === undefined) firsts.set(keyOf(read), { ligne: read.ligne, dit: statementOf(read) });
      else if (tolerant || first.dit === statementOf(read)) repetees += 1;
      else sink.reject(contradiction(read, placeOf(table.feuilles, first.ligne)));
    }
  }
  return repetees;
}

/** What a line states, however its cells are written. */
function statementOf({ dit, valeurs }: LineFacts): string {
  return JSON.stringify([dit, valeurs.map(({ texte, ...value }) => value)]);
}

/** A line as a person finds it again: « la ligne 12 », « la ligne 12 de la feuille LP ». */
function placeOf(feuilles: readonly Feuille[] | undefined, ligne: number): string {
  const place = placeInWorkbook(feuilles ?? [], ligne);
  return place ? `la ligne ${place.ligne} de la feuille « ${place.feuille} »` : `la ligne ${ligne}`;
}

function contradiction(read: LineFacts, first: string): Rejection {
  const year = read.annee === undefined ? "" : ` pour ${read.annee}-${read.annee + 1}`;
  const object = objectOf(read.dit);
  return {
    ligne: read.ligne,
    colonne: "",
    valeur: object,
    raison: `${object} figure déjà à ${first}${year}, avec d'autres valeurs. Gardez la bonne ligne dans le fichier ; la première est retenue.`,
  };
}
