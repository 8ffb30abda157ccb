import { duplicateHeaders, normalizeHeader } from "./headers.ts";
import { openOds } from "./ods-workbook.server.ts";
import { chooseDataSheets, findHeader, type SheetHeader } from "./sheet-header.ts";
import {
  BATCH_ROWS,
  demandReasonableWidth,
  type Feuille,
  MAX_COLUMNS,
  type Table,
  TableError,
  type TableRow,
} from "./table.ts";
import { ORIGIN_SHEET, ORIGIN_TITLE, type SheetRow, type Workbook } from "./workbook.ts";
import { openXlsx } from "./xlsx-workbook.server.ts";
import type { ZipArchive } from "./zip-archive.server.ts";

/** Filled rows of each sheet in which its header is looked for. */
const HEAD_ROWS = 200;
/** The column that tells the sheet, when several hold data. */
const SHEET_COLUMN = "feuille";

/**
 * Opens a workbook as one table, or gives `undefined` when the archive is no workbook. Notices and empty sheets are
 * left aside; when several sheets hold data their columns are united (same label, same column) and a last column
 * tells the sheet. Untitled columns are left aside.
 */
export async function openWorkbookTable(zip: ZipArchive): Promise<Table | undefined> {
  const workbook = await openWorkbook(zip);
  if (workbook === undefined) return undefined;
  const sheets = await survey(workbook);
  const kept = chooseDataSheets(sheets);
  const data = kept.flatMap((rank): DataSheet[] => {
    const { header, last } = sheets[rank] as SurveyedSheet;
    return header === undefined ? [] : [{ rank, nom: workbook.feuilles[rank] ?? "", header, last }];
  });
  if (data.length === 0) throw noTable(sheets);
  for (const { header } of data) demandReasonableWidth(header.labels.length);
  const { columns, places } = unite(data);
  demandReasonableWidth(columns.length);
  const feuilles = placeSheets(data);
  return {
    format: "classeur",
    encoding: "utf-8",
    columns,
    duplicateColumns: duplicateHeaders(columns),
    feuilles,
    feuillesIgnorees: workbook.feuilles.filter((_, rank) => !kept.includes(rank)),
    rows: (signal) => streamRows(workbook, data, feuilles, columns, places, signal),
  };
}

async function openWorkbook(zip: ZipArchive): Promise<Workbook | undefined> {
  const types = await zip.wholeText("[Content_Types].xml");
  if (types !== undefined) {
    if (/excel\.sheet\.binary/i.test(types))
      throw new TableError(
        "autre_format",
        "Ce fichier est un classeur Excel binaire (.xlsb). Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV (UTF-8), puis déposez le fichier obtenu.",
      );
    const isXlsx = /(spreadsheetml\.(sheet|template)|excel\.(sheet|template)\.macroEnabled)\.main\+xml/i;
    return isXlsx.test(types) ? openXlsx(zip) : undefined;
  }
  const kind = zip.has("mimetype") ? await zip.wholeText("mimetype") : undefined;
  return kind?.startsWith("application/vnd.oasis.opendocument.spreadsheet") ? openOds(zip) : undefined;
}

interface SurveyedSheet {
  readonly header: SheetHeader | undefined;
  readonly head: readonly SheetRow[];
  /** Last filled row seen: of the whole sheet, save for the last one of the workbook. */
  readonly last: number;
}

interface DataSheet {
  readonly rank: number;
  readonly nom: string;
  readonly header: SheetHeader;
  readonly last: number;
}

/** Reads the first rows of every sheet; all rows of all but the last, since lines are numbered from one to the next. */
async function survey(workbook: Workbook): Promise<SurveyedSheet[]> {
  const sheets = workbook.feuilles.map(() => ({ head: [] as SheetRow[], last: 0 }));
  const ranks = [...sheets.keys()];
  for await (const { feuille, rows } of workbook.scan(ranks)) {
    const sheet = sheets[feuille];
    if (sheet === undefined) continue;
    if (sheet.head.length < HEAD_ROWS) sheet.head.push(...rows.slice(0, HEAD_ROWS - sheet.head.length));
    sheet.last = rows.at(-1)?.ligne ?? sheet.last;
    if (feuille === sheets.length - 1 && sheet.head.length >= HEAD_ROWS) break;
  }
  return sheets.map(({ head, last }, rank) => {
    const isOrigin = workbook.feuilles[rank] === ORIGIN_SHEET && head[0]?.cells[0] === ORIGIN_TITLE;
    return { header: isOrigin ? undefined : findHeader(head), head, last };
  });
}

function noTable(sheets: readonly SurveyedSheet[]): TableError {
  if (sheets.every(({ head }) => head.length === 0))
    return new TableError(
      "fichier_vide",
      "Le classeur ne contient aucune cellule remplie. Vérifiez son téléchargement, puis déposez-le à nouveau.",
    );
  return new TableError(
    "classeur_sans_tableau",
    "Aucune feuille de ce classeur ne contient de tableau : une ligne de titres de colonnes, puis une ligne par enregistrement. Gardez la feuille utile sous cette forme, puis déposez-le à nouveau.",
  );
}

/** The columns of all sheets, each once; and for each sheet, where each of its columns goes (-1: nowhere). */
function unite(data: readonly DataSheet[]): { columns: string[]; places: number[][] } {
  const columns: string[] = [];
  const known = new Map<string, number>();
  const places = data.map(({ header }) => {
    const counts = new Map<string, number>();
    return header.labels.map((label) => {
      const name = normalizeHeader(label);
      if (label === "") return -1;
      // A label that a sheet has twice is two columns, the same two in every sheet.
      const rank = (counts.get(name) ?? 0) + 1;
      counts.set(name, rank);
      const key = `${name === "" ? label : name}\n${rank}`;
      const place = known.get(key) ?? columns.push(label) - 1;
      known.set(key, place);
      return place;
    });
  });
  if (data.length > 1) columns.push(SHEET_COLUMN);
  return { columns, places };
}

/** Lines are the rows of the first sheet, then go on: row n of a sheet is line `premiere + n - ligne`. */
function placeSheets(data: readonly DataSheet[]): Feuille[] {
  let next: number | undefined;
  return data.map(({ nom, header, last }) => {
    const ligne = header.ligne + 1;
    const premiere: number = next ?? ligne;
    next = premiere + Math.max(last + 1 - ligne, 0);
    return { nom, premiere, ligne };
  });
}

async function* streamRows(
  workbook: Workbook,
  data: readonly DataSheet[],
  feuilles: readonly Feuille[],
  columns: readonly string[],
  places: readonly (readonly number[])[],
  signal?: AbortSignal,
): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  const ranks = data.map(({ rank }) => rank);
  try {
    for await (const { feuille, rows } of workbook.scan(ranks, signal)) {
      const at = ranks.indexOf(feuille);
      const { nom, premiere, ligne } = feuilles[at] as Feuille;
      const blank: (string | null)[] = columns.map(() => null);
      for (const place of places[at] ?? []) if (place !== -1) blank[place] = "";
      if (data.length > 1) blank[columns.length - 1] = nom;
      for (const row of rows) {
        if (row.ligne < ligne) continue;
        batch.push({ line: premiere + row.ligne - ligne, cells: arrange(row, blank, places[at] ?? []) });
        if (batch.length < BATCH_ROWS) continue;
        yield batch;
        batch = [];
      }
    }
  } catch (error) {
    if (batch.length > 0 && error instanceof TableError) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

function arrange(
  row: SheetRow,
  blank: readonly (string | null)[],
  places: readonly number[],
): (string | null)[] {
  const cells = blank.slice();
  const length = Math.min(row.cells.length, places.length, MAX_COLUMNS);
  for (let at = 0; at < length; at++) {
    const place = places[at] as number;
    if (place !== -1) cells[place] = row.cells[at] as string;
  }
  return cells;
}
