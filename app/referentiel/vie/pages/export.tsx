import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Evenement, NATURES } from "../chronologie/rules.ts";
import { getVieStructure } from "../queries.server.ts";
import type { Route } from "./+types/export.ts";

/** The life of one structure as a file. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.lire");
  const { structure, evenements } = await getVieStructure(
    current.db,
    scope,
    params.uai,
    civilDay(current.now()),
  );
  return tableFile({
    nom: `vie-${structure.uai}`,
    format: readFileFormat(new URL(request.url).searchParams),
    columns: ["UAI", "Nom", "Date", "Nature", "Événement", "Détail", "Autre structure", "Source"],
    rows: rows(structure, evenements),
    origine: [
      ["Structure", `${structure.nom} (${structure.uai})`],
      ["Source", "Chaque ligne porte la sienne"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(
  { uai, nom }: { uai: string; nom: string },
  evenements: readonly Evenement[],
): AsyncGenerator<FileCell[]> {
  for (const { jour, nature, phrase, detail, autreUai, source } of evenements)
    yield [uai, nom, { date: jour }, NATURES[nature], phrase, detail, autreUai, source];
}
