import { TableError, type TableFormat } from "./table.ts";

/** The sentence for a NUL character, which no open-data text holds and PostgreSQL refuses. */
export function nulAt(line: number, format: TableFormat = "csv"): TableError {
  const where = format === "csv" ? `La ligne ${line}` : `L'enregistrement n° ${line}`;
  return new TableError(
    "caractere_nul",
    `${where} contient un caractère nul, signe d'un fichier abîmé. Téléchargez-le à nouveau, puis déposez-le.`,
    { line },
  );
}

/** The file is cut short, or its parts contradict each other, from a row of one of its sheets when it is known. */
export function damagedWorkbook(row?: number): TableError {
  const where = row === undefined ? "" : ` à partir de la ligne ${row} d'une de ses feuilles`;
  return new TableError(
    "classeur_abime",
    `Ce classeur est incomplet ou abîmé${where}. Téléchargez-le à nouveau, ou ouvrez-le dans votre tableur et enregistrez-le, puis déposez le fichier obtenu.`,
  );
}

/** The workbook wants a password. */
export function protectedWorkbook(): TableError {
  return new TableError(
    "classeur_protege",
    "Ce classeur est protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-le sans mot de passe, puis déposez le fichier obtenu.",
  );
}

/** The workbook would unpack beyond reason, whether by size or by trap. */
export function tooLarge(): TableError {
  return new TableError(
    "classeur_demesure",
    "Ce classeur est trop volumineux une fois décompressé. Enregistrez la feuille utile au format CSV (UTF-8), puis déposez le fichier obtenu.",
  );
}
