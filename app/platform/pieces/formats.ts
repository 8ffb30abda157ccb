/** What a person may join to a file of theirs: documents, tables and pictures; nothing that runs. */
export const FORMATS = {
  pdf: { libelle: "PDF", extensions: ["pdf"], type: "application/pdf" },
  docx: {
    libelle: "Word",
    extensions: ["docx"],
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  odt: { libelle: "LibreOffice", extensions: ["odt"], type: "application/vnd.oasis.opendocument.text" },
  xlsx: {
    libelle: "Excel",
    extensions: ["xlsx"],
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  ods: {
    libelle: "classeur LibreOffice",
    extensions: ["ods"],
    type: "application/vnd.oasis.opendocument.spreadsheet",
  },
  png: { libelle: "image PNG", extensions: ["png"], type: "image/png" },
  jpg: { libelle: "image JPEG", extensions: ["jpg", "jpeg"], type: "image/jpeg" },
  csv: { libelle: "CSV", extensions: ["csv"], type: "text/csv; charset=utf-8" },
  txt: { libelle: "texte", extensions: ["txt"], type: "text/plain; charset=utf-8" },
} as const satisfies Record<string, { libelle: string; extensions: readonly string[]; type: string }>;
export type FormatPiece = keyof typeof FORMATS;

/** « PDF, Word (.docx)… », for hints and refusals. */
export const FORMATS_ACCEPTES = Object.values(FORMATS)
  .map(({ libelle, extensions }) => `${libelle} (.${extensions[0]})`)
  .join(", ");

/** For the `accept` of a file field: a convenience of the browser, never a check. */
export const EXTENSIONS_ACCEPTEES: readonly string[] = Object.values(FORMATS).flatMap(({ extensions }) =>
  extensions.map((extension) => `.${extension}`),
);

/** Twenty megabytes: a scanned decree of some pages weighs one. */
export const PIECE_MAX_BYTES = 20 * 2 ** 20;
