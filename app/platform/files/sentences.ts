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
