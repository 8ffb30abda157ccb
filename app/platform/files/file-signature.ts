import { damagedWorkbook, protectedWorkbook } from "./sentences.ts";
import { TableError } from "./table.ts";

const SAVE_AS_TABLE =
  "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX ou CSV (UTF-8), puis déposez le fichier obtenu.";
const BRING_TABLE = "Déposez le fichier CSV, JSON, XLSX ou ODS de la même page de téléchargement.";
const UNPACK = "Décompressez-le, puis déposez le tableau qu'il contient.";

const OLE2 = "\xD0\xCF\x11\xE0";
/** The stream in which Excel puts a workbook under a password, itself inside an old container. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

/** Magic bytes (latin-1), what the file seems to be, and the way out. */
const SIGNATURES: readonly (readonly [magic: string, seems: string, way: string])[] = [
  ["%PDF", "un document PDF", BRING_TABLE],
  ["\x89PNG", "une image PNG", BRING_TABLE],
  ["\xFF\xD8\xFF", "une image JPEG", BRING_TABLE],
  ["GIF8", "une image GIF", BRING_TABLE],
  ["\x1F\x8B", "une archive gzip", UNPACK],
  ["7z\xBC\xAF\x27\x1C", "une archive 7-Zip", UNPACK],
  ["Rar!", "une archive RAR", UNPACK],
  ["\x28\xB5\x2F\xFD", "une archive Zstandard", UNPACK],
  [OLE2, "un classeur Excel ancien (.xls)", SAVE_AS_TABLE],
  ["PAR1", "un fichier Parquet", BRING_TABLE],
  ["SQLite format 3", "une base SQLite", BRING_TABLE],
];

/**
 * Throws `TableError` when the first bytes of a file show that it is no text table, naming what it seems to be.
 * The extension is never looked at: people rename files.
 *
 * @example refuseForeignFile(Buffer.from("%PDF-1.7")) // throws « … semble être un document PDF … »
 */
export function refuseForeignFile(head: Buffer): void {
  if (head.length <= 4096 && /^(\xEF\xBB\xBF)?\s*$/.test(head.toString("latin1")))
    throw new TableError(
      "fichier_vide",
      "Le fichier est vide. Vérifiez son téléchargement, puis déposez-le à nouveau.",
    );
  const start = head.toString("latin1", 0, 4096);
  if (isZip(head)) throw zipped(head.toString("latin1"));
  if (start.startsWith(OLE2) && head.includes(ENCRYPTED)) throw protectedWorkbook();
  for (const [magic, seems, way] of SIGNATURES) if (start.startsWith(magic)) throw foreign(seems, way);
  if (/^(\xEF\xBB\xBF)?\s*<(!doctype|html|\?xml|[a-z])/i.test(start))
    throw foreign("une page web ou un document XML", BRING_TABLE);
  if (start.startsWith("\xFF\xFE\0\0") || start.startsWith("\0\0\xFE\xFF"))
    throw foreign("un texte en UTF-32", SAVE_AS_TABLE);
  if (!isUtf16(head) && looksBinary(head))
    throw new TableError(
      "fichier_binaire",
      `Ce fichier n'est pas un fichier de texte : il contient des octets qui ne sont pas des caractères. ${BRING_TABLE}`,
    );
}

/** Whether the file starts with a UTF-16 byte order mark. */
function isUtf16(head: Buffer): boolean {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
  return mark === 0xfffe || mark === 0xfeff;
}

function foreign(seems: string, way: string): TableError {
  return new TableError(
    "autre_format",
    `Ce fichier semble être ${seems}, pas un tableau CSV, JSON, XLSX ou ODS. ${way}`,
  );
}

/** Whether the file is a zip archive, as workbooks are. */
export function isZip(head: Buffer): boolean {
  const magic = head.toString("latin1", 0, 4);
  return magic === "PK\x03\x04" || magic === "PK\x05\x06";
}

/** An archive that no workbook was read from. The names of its parts stand in clear, even when it is cut short. */
function zipped(text: string): TableError {
  if (text.includes("xl/") || text.includes("opendocument.spreadsheet")) return damagedWorkbook();
  if (text.includes("word/")) return foreign("un document Word (.docx)", BRING_TABLE);
  if (text.includes("opendocument.text")) return foreign("un document LibreOffice (.odt)", BRING_TABLE);
  return foreign("une archive zip", UNPACK);
}

/** A NUL, or more than one byte in a hundred that no text editor writes. Tab, LF, FF, CR and Ctrl-Z are text. */
function looksBinary(head: Buffer): boolean {
  if (head.includes(0)) return true;
  const sample = head.subarray(0, 65_536);
  let odd = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26) || byte === 127) odd++;
  return odd * 100 > sample.length;
}
