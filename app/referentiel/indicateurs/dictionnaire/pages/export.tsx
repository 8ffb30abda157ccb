import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FAMILLES } from "../../../rules.ts";
import { getNotice, listIndicateurs } from "../queries.server.ts";
import { DIFFUSIONS, NATURES } from "../rules.ts";
import { readFiltresDictionnaire } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const HEADER = [
  "Code",
  "Indicateur",
  "Définition",
  "Population",
  "Unité",
  "Famille",
  "Nature",
  "Diffusion",
  "Bruit",
  "Biais",
  "Comparaisons",
  "Source",
  "Ruptures de série",
];

/** The notices of the list, with the same filters. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const listed = await listIndicateurs(current.db, actor, readFiltresDictionnaire(params));
  async function* rows(): AsyncGenerator<FileCell[]> {
    for (const { code } of listed) {
      const n = await getNotice(current.db, actor, code);
      yield [
        ...[n.code, n.libelle, n.definition, n.population, n.unite, FAMILLES[n.famille], NATURES[n.nature]],
        ...[DIFFUSIONS[n.diffusion], n.bruit, n.biais, n.comparaisons, n.source],
        n.ruptures.map(({ annee, motif }) => `${annee} : ${motif}`).join(" ; "),
      ];
    }
  }
  return tableFile({
    nom: "dictionnaire-indicateurs",
    format: readFileFormat(params),
    columns: HEADER,
    rows: rows(),
    origine: [
      ["Source", "Dictionnaire des indicateurs d’Ancrage"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}
