import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Context } from "../context.ts";
import { openTable } from "../files/open-table.server.ts";
import { TableError } from "../files/table.ts";
import { detectEncoding, readHead, readText } from "../files/text-file.server.ts";
import { XmlScanner, XmlSyntaxError } from "../files/xml-scanner.ts";
import { openZip } from "../files/zip-archive.server.ts";
import type { FormatPiece } from "./formats.ts";
import { type PiecePayload, pathOfPiece } from "./store.server.ts";

/** Characters kept of a document: about sixty pages. */
const MAX_TEXT = 200_000;
const MAX_ROWS = 500;
/** A PDF that takes longer, or more memory, is left without its text: it is still there to open. */
const PDF_TIMEOUT_MS = 20_000;
const PDF_MEMORY_MB = 256;

/** Job: reads the text of a piece, so that it is read in the service without being opened. */
export async function readPiece(context: Context, { pieceId }: PiecePayload): Promise<void> {
  const piece = await context.db
    .selectFrom("piece")
    .select(["id", "format"])
    .where("id", "=", pieceId)
    .where("supprimee_le", "is", null)
    .executeTakeFirst();
  if (!piece) return;
  const path = pathOfPiece(context.settings.dataFolder, piece.id);
  const text = await extractText(path, piece.format as FormatPiece).catch((error: unknown) => {
    context.log.warn({ err: error, piece: pieceId }, "text of a piece not read");
    return "";
  });
  await context.db.updateTable("piece").set({ apercu: text }).where("id", "=", pieceId).execute();
}

/** The words of a document, bounded; empty for a picture, or when a document does not let itself be read. */
export async function extractText(path: string, format: FormatPiece): Promise<string> {
  // PostgreSQL keeps no NUL in a text.
  return (await rawText(path, format)).replaceAll("\0", "").slice(0, MAX_TEXT);
}

async function rawText(path: string, format: FormatPiece): Promise<string> {
  if (format === "png" || format === "jpg") return "";
  if (format === "pdf") return pdfText(path);
  try {
    if (format === "docx") return await archiveText(path, "word/document.xml", "w:p");
    if (format === "odt") return await archiveText(path, "content.xml", "text:p");
    if (format === "txt") return await plainText(path);
    return await tableText(path);
  } catch (error) {
    if (error instanceof TableError || error instanceof XmlSyntaxError) return "";
    throw error;
  }
}

async function plainText(path: string): Promise<string> {
  let text = "";
  for await (const block of readText(path, await detectEncoding(path, await readHead(path)))) {
    text += block;
    if (text.length >= MAX_TEXT) break;
  }
  return text;
}

/** Cells separated by tabs, rows by lines. */
async function tableText(path: string): Promise<string> {
  const lines: string[] = [];
  const stop = new AbortController();
  const table = await openTable(path);
  lines.push(table.columns.join("\t"));
  for await (const batch of table.rows(stop.signal)) {
    for (const { cells } of batch) lines.push(cells.join("\t"));
    if (lines.length >= MAX_ROWS) break;
  }
  stop.abort();
  return lines.slice(0, MAX_ROWS).join("\n");
}

/** The text of the one part that holds it; a line at the end of each paragraph. */
async function archiveText(path: string, part: string, paragraph: string): Promise<string> {
  const zip = await openZip(path);
  if (!zip) return "";
  let text = "";
  const scanner = new XmlScanner({
    open: () => {},
    close: (name) => {
      if (name === paragraph || name === "text:h") text += "\n";
    },
    text: (piece) => {
      text += piece;
    },
  });
  for await (const block of zip.text(part)) {
    scanner.push(block);
    if (text.length >= MAX_TEXT) break;
  }
  return text;
}

/** In a thread of its own, with its memory and its time bounded: a PDF is a program in disguise. */
async function pdfText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const worker = new Worker(join(import.meta.dirname, "pdf-text.ts"), {
    workerData: { bytes, max: MAX_TEXT },
    resourceLimits: { maxOldGenerationSizeMb: PDF_MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => resolve(""), PDF_TIMEOUT_MS);
      worker.once("message", (text: string) => {
        clearTimeout(timer);
        resolve(text);
      });
      worker.once("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
  } finally {
    await worker.terminate();
  }
}
