import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listParticipations, type Participation } from "../queries.server.ts";
import { STATUTS_PARTICIPATION } from "../rules.ts";
import type { Route } from "./+types/export.ts";

/** The register as a file. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return tableFile({
    nom: "registre-academies",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: [
      "Dispositif",
      "Code académie",
      "Académie",
      "Statut",
      "Depuis",
      "Jusqu’à (exclu)",
      "Acte",
      "Inscrit par",
    ],
    rows: rows(await listParticipations(current.db)),
    origine: [
      ["Source", "Registre tenu par le niveau national dans Ancrage ; chaque ligne porte son acte"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(participations: readonly Participation[]): AsyncGenerator<FileCell[]> {
  for (const { dispositif, academieCode, academie, statut, debut, fin, acte, auteur } of participations)
    yield [
      ...[dispositif, academieCode, academie, STATUTS_PARTICIPATION[statut]],
      { date: debut },
      fin ? { date: fin } : null,
      acte,
      auteur,
    ];
}
