import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { formatDate } from "../format/format.ts";
import { LAYOUT } from "./layout.ts";
import { drawableText, printableData, printableText, REPLACEMENT } from "./printable-text.ts";
import type { TypstSource } from "./typst.ts";

const SERVICE = "Ancrage";
/** Memoised results of layout, dropped when so many documents did not use them: without it memory grows with each one. */
const CACHE_AGE = 10;

export interface FigureSvg {
  /** Drawn without script nor outer file; its texts in "Libertinus Serif". */
  readonly svg: string;
  /** What the picture says, for those who do not see it. */
  readonly alt: string;
}

export interface PdfDocument {
  /** Reads `donnees` and calls the pieces of layout.ts. */
  readonly template: TypstSource;
  /** Texts, numbers and lists, as JSON carries them: never read as source, whatever they hold. */
  readonly data: object;
  /** Title of the document and of its window. */
  readonly titre: string;
  /** Whose document this is, at the right of the page header: an académie, for instance. */
  readonly entete: string;
  /** Origin and licence of what is written, in the footer. */
  readonly sources: readonly string[];
  /** When the data were read: printed in the footer, and the date of the file. */
  readonly date: Date;
  /** Pictures, by the name that the template calls: `#illustration("nom")`. */
  readonly figures?: Readonly<Record<string, FigureSvg>>;
}

/**
 * A document as a PDF/UA-1: tagged, in French, titled, with embedded fonts. The same document gives the same bytes on
 * every machine; what the standard refuses (a picture without `alt`, a skipped heading level) is an error. Compiling
 * holds the thread for some 15 ms a page: long series belong to a background job.
 *
 * @throws Error when the template or the standard refuses, with the diagnostics in its message: for the log, not for people.
 * @example
 * await renderPdf({ template: typst`#title() \ #donnees.texte`, data: { texte: "Été" }, titre: "Essai", entete: "", sources: [], date });
 */
export async function renderPdf(document: PdfDocument): Promise<Uint8Array<ArrayBuffer>> {
  const compiler = openCompiler();
  const inputs = { document: JSON.stringify(received(document)) };
  // Between two documents of a series, requests are answered, and what the last one held in memory can be given back.
  await nextTurn();
  try {
    // Straight to the file: a compiled document kept on our side weighs megabytes that the garbage collector cannot see.
    const bytes = compiler.pdf(
      { mainFileContent: LAYOUT + document.template, inputs },
      { pdfStandard: "ua-1", creationTimestamp: Math.floor(document.date.getTime() / 1000) },
    );
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new Error(`The document was not composed: ${diagnosticsOf(cause)}`, { cause });
  } finally {
    compiler.evictCache(CACHE_AGE);
  }
}

/** An answer that a browser shows in place. @param name file name without extension, in plain ASCII. */
export function pdfResponse(name: string, bytes: Uint8Array<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${name}.pdf"`,
      "Content-Length": String(bytes.byteLength),
      "Cache-Control": "no-store",
    },
  });
}

/** What the layout reads, every text of it drawable. */
function received({ data, titre, entete, sources, date, figures = {} }: PdfDocument): object {
  const drawable = {
    donnees: printableData(data),
    // A document without title is refused by the standard.
    titre: printableText(titre).replace(/\s+/g, " ").trim() || "Document",
    entete: printableText(shorten(entete, 90)),
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, { svg, alt }]) => [
        name,
        { svg: drawableText(svg), alt: drawableText(alt) },
      ]),
    ),
  };
  const pied = [
    `Extrait le ${formatDate(date, "Europe/Paris")}.`,
    JSON.stringify(drawable).includes(REPLACEMENT)
      ? `Le signe ${REPLACEMENT} remplace un caractère que ce document ne sait pas écrire.`
      : "",
    ...[...new Set(sources)].map((source) => `${source}.`),
  ];
  return {
    ...drawable,
    service: SERVICE,
    pied: printableText(shorten(pied.filter(Boolean).join(" "), 400)),
  };
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** A fault of the template is told in `code` with an empty message, one against the standard in the message. */
function diagnosticsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}

let opened: NodeCompiler | undefined;

/**
 * One compiler for the process, loaded by the first document: 50 MB of machine code that most commands do without.
 * Required and not imported: the development server looks through the imports of every page for what browsers need,
 * and stops at a file of machine code.
 */
function openCompiler(): NodeCompiler {
  opened ??= createCompiler(
    createRequire(import.meta.url)("@myriaddreamin/typst-ts-node-compiler").NodeCompiler,
  );
  return opened;
}

/**
 * The compiler prefers a font of the machine to its own of the same name, and has no option against it: two machines
 * would print two documents. It asks fontconfig where fonts are, so it is told of an empty folder while it looks.
 * The same folder, removed at once, is the only one from which a template could read files.
 */
function createCompiler(Compiler: typeof NodeCompiler): NodeCompiler {
  const folder = mkdtempSync(join(tmpdir(), "ancrage-documents-"));
  const before = process.env.FONTCONFIG_FILE;
  try {
    const configuration = join(folder, "fonts.conf");
    writeFileSync(configuration, `<?xml version="1.0"?><fontconfig><dir>${folder}</dir></fontconfig>`);
    process.env.FONTCONFIG_FILE = configuration;
    return Compiler.create({ workspace: folder });
  } finally {
    if (before === undefined) delete process.env.FONTCONFIG_FILE;
    else process.env.FONTCONFIG_FILE = before;
    rmSync(folder, { recursive: true, force: true });
  }
}
