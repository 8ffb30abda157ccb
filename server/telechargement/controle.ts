import { normalizeHeader } from "#app/platform/files/headers.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { TableError } from "#app/platform/files/table.ts";
import { Echec, RELANCER } from "./echec.ts";
import type { Fiche } from "./portail.ts";
import { type Transport, unexpected } from "./transport.ts";

/** Signs that a file stops before its end, rather than that it is something else. */
const TRONQUE = new Set(["guillemet_ouvert", "json_interrompu", "json_invalide"]);

/**
 * Reads a downloaded file to its end as the import will, and gives its number of lines. Throws an `Echec` when it is
 * cut short, or is no table of the columns that the catalogue declares.
 */
export async function countLines(
  transport: Transport,
  path: string,
  what: string,
  { champs }: Fiche,
): Promise<number> {
  let lines = 0;
  try {
    const table = await openTable(path);
    const declared = new Set(champs.flatMap(({ name, label }) => [name, label].map(normalizeHeader)));
    if (!table.columns.some((column) => declared.has(normalizeHeader(column))))
      throw unexpected(transport.host, what);
    for await (const batch of table.rows()) lines += batch.length;
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    // An empty list, or nothing at all: the number of lines announced tells whether it is a fault.
    if (error.code === "fichier_vide") return 0;
    if (!TRONQUE.has(error.code)) throw unexpected(transport.host, what);
    throw new Echec(
      "incomplet",
      `${transport.host} n'a donné que le début de ${what}.`,
      `Attendez un peu, puis ${RELANCER}`,
      { cause: error },
    );
  }
  return lines;
}
