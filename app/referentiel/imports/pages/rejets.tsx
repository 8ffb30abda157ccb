import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { REJETS_GARDES } from "../chargement/rules.ts";
import { getImport, listRejets } from "../queries.server.ts";
import { isUuid } from "../schema.ts";
import type { Route } from "./+types/rejets.ts";

/** Every refused line of a file, to mend it beside. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  if (!isUuid(params.import) || !isUuid(params.fichier)) throw new NotFound();
  const { fichiers } = await getImport(db, params.import);
  if (!fichiers.some(({ id }) => id === params.fichier)) throw new NotFound();
  const rejets = await listRejets(db, params.fichier, REJETS_GARDES);
  async function* rows(): AsyncGenerator<FileCell[]> {
    for (const { ligne, colonne, valeur, raison } of rejets) yield [ligne, colonne, valeur, raison];
  }
  return tableFile({
    nom: "lignes-refusees",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: ["Ligne", "Colonne", "Valeur lue", "Raison"],
    rows: rows(),
  });
}
