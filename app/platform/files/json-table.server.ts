import { jsonVerifier } from "stream-json/core/utils/verifier.js";
import { duplicateHeaders } from "./headers.ts";
import { type JsonRecord, JsonRecords, JsonSyntaxError } from "./json-records.ts";
import {
  BATCH_ROWS,
  demandReasonableWidth,
  type Table,
  type TableEncoding,
  TableError,
  type TableRow,
} from "./table.ts";
import { readText } from "./text-file.server.ts";

/** The columns are the union of the keys of these first records, within this much text. */
const HEAD_RECORDS = 1_000;
const HEAD_LENGTH = 8_000_000;
/** Smaller than for CSV: one byte of JSON may become a token of 40. */
const BLOCK_BYTES = 1 << 15;

/** Opens a JSON file; see `openTable`. */
export async function openJsonTable(path: string, encoding: TableEncoding): Promise<Table> {
  const columns = await readColumns(path, encoding);
  return {
    format: "json",
    encoding,
    columns,
    duplicateColumns: duplicateHeaders(columns),
    rows: (signal) => streamRows(path, encoding, columns, signal),
  };
}

async function readColumns(path: string, encoding: TableEncoding): Promise<string[]> {
  const keys = new Set<string>();
  const records = new JsonRecords();
  let length = 0;
  let complete = true;
  for await (const text of readText(path, encoding, undefined, BLOCK_BYTES)) {
    for (const { fields } of await push(records, text, path, encoding, []))
      for (const key of fields.keys()) keys.add(key);
    demandReasonableWidth(keys.size);
    length += text.length;
    if (records.count >= HEAD_RECORDS || (records.count > 0 && length > HEAD_LENGTH)) {
      complete = false;
      break;
    }
  }
  // A short file that is cut still has readable records before the cut: `rows()` will tell.
  if (complete && records.count === 0) records.end();
  if (keys.size === 0)
    throw new TableError(
      "fichier_vide",
      "Le fichier ne contient aucun enregistrement. Vérifiez son téléchargement, puis déposez-le à nouveau.",
    );
  return [...keys];
}

async function* streamRows(
  path: string,
  encoding: TableEncoding,
  columns: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<readonly TableRow[]> {
  const known = new Set(columns);
  const records = new JsonRecords();
  for await (const text of readText(path, encoding, signal, BLOCK_BYTES)) {
    const found: JsonRecord[] = [];
    let failure: unknown;
    try {
      await push(records, text, path, encoding, found);
    } catch (error) {
      failure = error;
    }
    for (let at = 0; at < found.length; at += BATCH_ROWS)
      yield found.slice(at, at + BATCH_ROWS).map((record) => align(record, columns, known));
    if (failure !== undefined) throw failure;
  }
  records.end();
}

/** Gives the records of one block; a syntax error becomes a sentence that says where it is. */
async function push(
  records: JsonRecords,
  text: string,
  path: string,
  encoding: TableEncoding,
  found: JsonRecord[],
): Promise<JsonRecord[]> {
  try {
    return records.push(text, found);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw await locate(path, encoding, records.count);
    throw error;
  }
}

function align(record: JsonRecord, columns: readonly string[], known: ReadonlySet<string>): TableRow {
  const cells = columns.map((column) => record.fields.get(column) ?? null);
  const unknown = [...record.fields.keys()].filter((key) => !known.has(key));
  if (unknown.length === 0) return { line: record.line, cells };
  const names = unknown.slice(0, 3).map((key) => `« ${key.slice(0, 100)} »`);
  const irregular = `L'enregistrement a ${unknown.length > 1 ? "des champs que les premiers n'ont pas" : "un champ que les premiers n'ont pas"} : ${names.join(", ")}${unknown.length > 3 ? "…" : ""}.`;
  return { line: record.line, cells, irregular };
}

/** The tokenizer does not say where it stopped; the verifier of the same library does, on a second reading. */
async function locate(path: string, encoding: TableEncoding, count: number): Promise<TableError> {
  let where = count === 0 ? "" : `, après l'enregistrement n° ${count}`;
  const verify = jsonVerifier();
  try {
    for await (const text of readText(path, encoding)) verify(text);
  } catch (error) {
    const { line, pos } = error as { line?: number; pos?: number };
    if (line !== undefined && pos !== undefined) where = ` (ligne ${line}, caractère ${pos})`;
  }
  return new TableError(
    "json_invalide",
    `Le fichier n'est pas un JSON valide${where}. Téléchargez-le à nouveau, ou prenez le même fichier au format CSV.`,
    { line: count + 1 },
  );
}
