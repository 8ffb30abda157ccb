import { readFile, stat } from "node:fs/promises";
import { isZip } from "../files/file-signature.ts";
import { TableError } from "../files/table.ts";
import { decodeHead, detectEncoding, readHead } from "../files/text-file.server.ts";
import { openZip } from "../files/zip-archive.server.ts";
import { Refusal } from "../refusal.ts";
import { FORMATS, FORMATS_ACCEPTES, type FormatPiece, PIECE_MAX_BYTES } from "./formats.ts";
import { isReasonable, type PictureSize, readJpeg, readPng } from "./pictures.ts";

/**
 * The format of a file that a person joins, read from its bytes; its name must agree, so that it opens as what it is.
 * Throws a `Refusal` for anything else, or for what does harm: a program, a page, an archive, macros, a script in a
 * PDF, a picture or an archive that fills a memory, two documents in one.
 *
 * @param nom name given by the person, of which only the extension is looked at.
 */
export async function examineFile(path: string, nom: string): Promise<FormatPiece> {
  const { size } = await stat(path);
  if (size === 0) throw refusal("vide", `« ${nom} » est vide : vérifiez-le, puis joignez-le à nouveau.`);
  if (size > PIECE_MAX_BYTES)
    throw refusal(
      "trop_gros",
      `« ${nom} » dépasse 20 Mo : réduisez-le (un document numérisé en noir et blanc suffit), puis joignez-le à nouveau.`,
    );
  const format = await formatOf(path, nom);
  const extension = /\.([a-z0-9]{1,10})$/i.exec(nom)?.[1]?.toLowerCase() ?? "";
  const { libelle, extensions } = FORMATS[format];
  if (!(extensions as readonly string[]).includes(extension))
    throw refusal(
      "extension",
      `« ${nom} » contient un document ${libelle}, ce que son nom ne dit pas : renommez-le en « .${extensions[0]} », puis joignez-le à nouveau.`,
    );
  return format;
}

function refusal(code: string, message: string): Refusal {
  return new Refusal(`piece_${code}`, message);
}

const unknown = (nom: string) =>
  refusal(
    "format",
    `« ${nom} » n’est pas d’un format accepté. Joignez l’un de ceux-ci : ${FORMATS_ACCEPTES}. Le format se lit dans le fichier, pas dans son nom.`,
  );

const damaged = (nom: string) =>
  refusal(
    "abime",
    `« ${nom} » est incomplet ou abîmé : ouvrez-le, enregistrez-le à nouveau, puis joignez-le.`,
  );

async function formatOf(path: string, nom: string): Promise<FormatPiece> {
  const head = await readHead(path);
  const start = head.toString("latin1", 0, 8);
  if (start.startsWith("%PDF-")) return examinePdf(await readFile(path), nom);
  if (start === "\x89PNG\r\n\x1a\n") return examinePicture("png", readPng(await readFile(path)), nom);
  if (start.startsWith("\xff\xd8\xff")) return examinePicture("jpg", readJpeg(await readFile(path)), nom);
  if (isZip(head)) return examineArchive(path, nom);
  return examineText(path, head, nom);
}

/** Names by which a PDF acts by itself or carries another file. Source: ISO 32000-2, §12.6 and 7.11.4. */
const PDF_ACTS =
  /\/(JavaScript|JS|Launch|EmbeddedFile|XFA|RichMedia|OpenAction\s*<<[^>]*\/S\s*\/(?:JavaScript|Launch))\b/;

function examinePdf(bytes: Buffer, nom: string): FormatPiece {
  const text = bytes.toString("latin1");
  if (!/%%EOF\s*$/.test(text.slice(-1_024))) throw damaged(nom);
  // A name may be written with its letters in hexadecimal: « /J#61vaScript » is the same.
  const names = text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (PDF_ACTS.test(names))
    throw refusal(
      "actif",
      `« ${nom} » contient un programme ou un autre fichier. Imprimez-le « en PDF », puis joignez le fichier obtenu.`,
    );
  if (/\/Encrypt\b/.test(names))
    throw refusal(
      "protege",
      `« ${nom} » est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis joignez-le à nouveau.`,
    );
  return "pdf";
}

function examinePicture(format: "png" | "jpg", size: PictureSize | undefined, nom: string): FormatPiece {
  if (!size) throw damaged(nom);
  if (!isReasonable(size))
    throw refusal(
      "image_demesuree",
      `« ${nom} » mesure ${size.width} × ${size.height} points, plus que ce qui est accepté (50 millions) : réduisez l’image, puis joignez-la à nouveau.`,
    );
  return format;
}

/** The part that says what the document is, and the parts that would make it run. */
const ARCHIVES: readonly {
  readonly format: FormatPiece;
  readonly part: string;
  readonly mimetype?: string;
}[] = [
  { format: "docx", part: "word/document.xml" },
  { format: "xlsx", part: "xl/workbook.xml" },
  { format: "odt", part: "content.xml", mimetype: "application/vnd.oasis.opendocument.text" },
  { format: "ods", part: "content.xml", mimetype: "application/vnd.oasis.opendocument.spreadsheet" },
];
const MACROS = ["word/vbaProject.bin", "xl/vbaProject.bin", "Basic/script-lc.xml", "Scripts/python/"];

async function examineArchive(path: string, nom: string): Promise<FormatPiece> {
  try {
    const zip = await openZip(path);
    if (!zip) throw damaged(nom);
    const mimetype = (await zip.wholeText("mimetype"))?.trim();
    const found = ARCHIVES.find(
      (known) => zip.has(known.part) && (known.mimetype === undefined || known.mimetype === mimetype),
    );
    if (!found) throw unknown(nom);
    if (MACROS.some((part) => zip.has(part)))
      throw refusal(
        "macros",
        `« ${nom} » contient des macros. Enregistrez-le sans macros (ou en PDF), puis joignez le fichier obtenu.`,
      );
    // Unpacked to its end, so that a directory that lies is found here rather than by whoever opens it.
    for await (const _ of zip.text(found.part));
    return found.format;
  } catch (error) {
    if (error instanceof TableError) throw damagedArchive(error, nom);
    throw error;
  }
}

function damagedArchive({ code }: TableError, nom: string): Refusal {
  if (code === "classeur_demesure")
    return refusal(
      "archive_demesuree",
      `« ${nom} » se déplie au-delà de ce qui est raisonnable pour un document : enregistrez-le à nouveau, puis joignez-le.`,
    );
  if (code === "classeur_protege")
    return refusal(
      "protege",
      `« ${nom} » est protégé par un mot de passe. Enregistrez-le sans, puis joignez-le à nouveau.`,
    );
  return damaged(nom);
}

/** Control characters that no text editor writes; tab, line feed, form feed and carriage return are text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;

async function examineText(path: string, head: Buffer, nom: string): Promise<FormatPiece> {
  const extension = /\.(csv|txt)$/i.exec(nom)?.[1]?.toLowerCase();
  if (extension === undefined) throw unknown(nom);
  try {
    const text = decodeHead(head, await detectEncoding(path, head));
    if (CONTROL.test(text) || text.includes("\ufffd")) throw unknown(nom);
    // A page or a drawing under the name of a text would run in a browser that believes its content.
    if (/^\ufeff?\s*<(!doctype|html|svg|\?xml|script|body|head|iframe)/i.test(text)) throw unknown(nom);
  } catch (error) {
    if (error instanceof TableError) throw unknown(nom);
    throw error;
  }
  return extension as "csv" | "txt";
}
