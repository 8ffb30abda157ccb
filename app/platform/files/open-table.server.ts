import { stat } from "node:fs/promises";
import { openCsvTable } from "./csv-table.server.ts";
import { isZip, refuseForeignFile } from "./file-signature.ts";
import { isGeo, openGeoTable } from "./geo-table.server.ts";
import { openJsonTable } from "./json-table.server.ts";
import type { Table } from "./table.ts";
import { decodeHead, detectEncoding, readHead } from "./text-file.server.ts";
import { openWorkbookTable } from "./workbook-table.server.ts";
import { openZip } from "./zip-archive.server.ts";

/**
 * Opens an open-data file (CSV, JSON, GeoJSON, TopoJSON, XLSX or ODS, whatever its name) as a stream of records. Reads
 * its first mebibyte, and every byte once to settle the encoding or to find the sheets; the records are only read by
 * `rows()`. Throws `TableError`, with a French sentence, for what is no table, and the system's error when the file
 * cannot be opened.
 *
 * @example
 * const table = await openTable("/tmp/fr-en-annuaire-education.csv");
 * for await (const batch of table.rows()) for (const { line, cells } of batch) check(line, cells);
 */
export async function openTable(path: string): Promise<Table> {
  const head = await readHead(path);
  if (isZip(head)) {
    const zip = await openZip(path);
    const table = zip && (await openWorkbookTable(zip));
    if (table) return table;
  }
  refuseForeignFile(head);
  const encoding = await detectEncoding(path, head);
  const text = decodeHead(head, encoding);
  if (isGeo(text)) return openGeoTable(path, encoding);
  if (/^\s*[[{]/.test(text)) return openJsonTable(path, encoding);
  const { size } = await stat(path);
  return openCsvTable(path, encoding, text, size);
}
