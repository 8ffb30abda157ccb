import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listPaires, type PaireLue } from "../comparaison/queries.server.ts";
import { getListeComparee } from "../queries.server.ts";
import type { Route } from "./+types/comparaison-export.ts";

const COLUMNS = [
  "UAI",
  "Structure retenue",
  "UAI du comparable",
  "Comparable",
  "Commune",
  "Ordre",
  "Distance",
];

/** Pairs of a list as a file, for the statistical service alone. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { liste, campagne } = await getListeComparee(current.db, getActor(current), params.version);
  return tableFile({
    nom: `groupe-de-comparaison-version-${liste.numero}`,
    format: readFileFormat(new URL(request.url).searchParams),
    columns: COLUMNS,
    rows: rowsOf(await listPaires(current.db, liste.id)),
    origine: [
      ["Campagne", campagne.nom],
      ["Version", String(liste.numero)],
      ["Diffusion", "Service statistique seul"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rowsOf(paires: readonly PaireLue[]): AsyncGenerator<FileCell[]> {
  for (const { uai, nom, comparable, comparableNom, commune, rang, distance } of paires)
    yield [uai, nom, comparable, comparableNom, commune, rang, distance];
}
