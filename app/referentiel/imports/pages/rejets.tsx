import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { placeInWorkbook } from "#app/platform/files/table.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { REJETS_GARDES } from "../chargement/rules.ts";
import { isFichierLisible } from "../correspondances/queries.server.ts";
import { getImport, listRejets } from "../queries.server.ts";

import type { Route } from "./+types/rejets.ts";

/** Every refused line of a file, to mend it beside. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  if (!isUuid(params.import) || !isUuid(params.fichier)) throw new NotFound();
  const { fichiers } = await getImport(db, params.import);
  const fichier = fichiers.find(({ id }) => id === params.fichier);
  const gerer = scopeOf(getActor(current), "indicateur.gerer");
  if (!fichier || !(await isFichierLisible(db, fichier.id, fichier.jeu, gerer))) throw new NotFound();
  const { feuilles } = fichier;
  const rejets = await listRejets(db, params.fichier, REJETS_GARDES);
  async function* rows(): AsyncGenerator<FileCell[]> {
    for (const { ligne, colonne, valeur, raison } of rejets) {
      const place = placeInWorkbook(feuilles, ligne);
      const where = feuilles.length > 0 ? [place?.feuille ?? "", place?.ligne ?? ligne] : [ligne];
      yield [...where, colonne, valeur, raison];
    }
  }
  return tableFile({
    nom: "lignes-refusees",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: [...(feuilles.length > 0 ? ["Feuille"] : []), "Ligne", "Colonne", "Valeur lue", "Raison"],
    rows: rows(),
  });
}
