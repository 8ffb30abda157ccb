import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type LigneRegistre, listRegistre } from "../queries.server.ts";
import type { Route } from "./+types/registre-export.ts";

const COLUMNS = ["Rubrique", "Donnée", "Finalité", "Durée", "À compter de", "Ensuite", "Table", "Colonne"];

/** The register as a file. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const lignes = await listRegistre(current.db);
  return tableFile({
    nom: "registre-donnees-personnelles",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: COLUMNS,
    rows: cells(lignes),
    origine: [
      ["Source", "Dictionnaire de la base, que la purge applique"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* cells(lignes: readonly LigneRegistre[]): AsyncGenerator<FileCell[]> {
  for (const { rubrique, donnee, finalite, duree, horloge, fin, table, colonne } of lignes)
    yield [rubrique, donnee, finalite, duree, horloge, fin, table, colonne];
}
