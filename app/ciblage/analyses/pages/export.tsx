import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { fichierOf, readTable } from "../exports/rules.ts";
import { getAnalyse } from "../queries.server.ts";
import { readVue } from "../schema.ts";
import type { Route } from "./+types/export.ts";

/** One table of the run as a file: figures whole, on every kept axis. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const analyse = await getAnalyse(current.db, getActor(current), params.calcul);
  const search = new URL(request.url).searchParams;
  const table = readTable(search);
  const { columns, rows } = fichierOf(analyse, table, readVue(search, analyse));
  return tableFile({
    nom: `analyse-${table}`,
    format: readFileFormat(search),
    columns,
    rows: each(rows),
    origine: [
      ["Campagne", analyse.campagne.nom],
      ["Scénario", analyse.calcul.scenario.nom],
      ["Calcul", String(analyse.calcul.numero)],
      ["*", "Indicateur à lire avec prudence : voir sa notice"],
      ["Données du", formatDateHeure(new Date(analyse.entree.donneesAu), "Europe/Paris")],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
