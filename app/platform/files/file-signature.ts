import { TableError } from "./table.ts";

const SAVE_AS_CSV =
  "Ouvrez-le dans votre tableur et enregistrez-le au format CSV (UTF-8), puis déposez le fichier obtenu.";
const BRING_CSV = "Déposez le fichier CSV ou JSON de la même page de téléchargement.";
const UNPACK = "Décompressez-le, puis déposez le fichier CSV ou JSON qu'il contient.";

/** Magic bytes (latin-1), what the file seems to be, and the way out. */
const SIGNATURES: readonly (readonly [magic: string, seems: string, way: string])[] = [
  ["%PDF", "un document PDF", BRING_CSV],
  ["\x89PNG", "une image PNG", BRING_CSV],
  ["\xFF\xD8\xFF", "une image JPEG", BRING_CSV],
  ["GIF8", "une image GIF", BRING_CSV],
  ["\x1F\x8B", "une archive gzip", UNPACK],
  ["7z\xBC\xAF\x27\x1C", "une archive 7-Zip", UNPACK],
  ["Rar!", "une archive RAR", UNPACK],
  ["\x28\xB5\x2F\xFD", "une archive Zstandard", UNPACK],
  ["\xD0\xCF\x11\xE0", "un classeur Excel ancien (.xls)", SAVE_AS_CSV],
  ["PAR1", "un fichier Parquet", BRING_CSV],
  ["SQLite format 3", "une base SQLite", BRING_CSV],
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
  if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) throw zipped(head.toString("latin1"));
  for (const [magic, seems, way] of SIGNATURES) if (start.startsWith(magic)) throw foreign(seems, way);
  if (/^(\xEF\xBB\xBF)?\s*<(!doctype|html|\?xml|[a-z])/i.test(start))
    throw foreign("une page web ou un document XML", BRING_CSV);
  if (start.startsWith("\xFF\xFE\0\0") || start.startsWith("\0\0\xFE\xFF"))
    throw foreign("un texte en UTF-32", SAVE_AS_CSV);
  if (!isUtf16(head) && looksBinary(head))
    throw new TableError(
      "fichier_binaire",
      `Ce fichier n'est pas un fichier de texte : il contient des octets qui ne sont pas des caractères. ${BRING_CSV}`,
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
    `Ce fichier semble être ${seems}, pas un fichier CSV ou JSON. ${way}`,
  );
}

/** Office files are zip archives; the names of their parts stand in clear in the local headers. */
function zipped(text: string): TableError {
  if (text.includes("xl/")) return foreign("un classeur Excel (.xlsx)", SAVE_AS_CSV);
  if (text.includes("opendocument.spreadsheet"))
    return foreign("un classeur LibreOffice (.ods)", SAVE_AS_CSV);
  if (text.includes("word/")) return foreign("un document Word (.docx)", BRING_CSV);
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
