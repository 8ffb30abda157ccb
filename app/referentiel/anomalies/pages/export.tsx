import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type AnomalieResumee, exportAnomalies } from "../queries.server.ts";
import { ETATS, GENRES } from "../rules.ts";
import { readFiltresAnomalies } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "UAI",
  "Structure",
  "Département",
  "Nature",
  "Constat",
  "Conseil",
  "Indicateur",
  "Année scolaire",
  "Jeu",
  "Détectée le",
  "État",
  "Justification",
  "Justifiée par",
];

/** The list as a file, with the same filters and the same scope. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const { db, now, ...current } = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const scope = scopeOf(getActor(current), "anomalie.lire");
  return tableFile({
    nom: "anomalies",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(exportAnomalies(db, scope, readFiltresAnomalies(params))),
    origine: [
      ["Source", "Contrôles d’Ancrage sur les fichiers importés"],
      ["Date d’extraction", formatDateHeure(now(), "Europe/Paris")],
    ],
  });
}

async function* rows(anomalies: AsyncIterable<AnomalieResumee>): AsyncGenerator<FileCell[]> {
  for await (const a of anomalies)
    yield [
      ...[a.uai, a.structure, a.departement, GENRES[a.genre], a.constat, a.conseil, a.indicateur],
      a.annee === null ? null : formatAnneeScolaire(a.annee),
      a.jeu,
      formatDateHeure(a.detecteeLe, "Europe/Paris"),
      ...[ETATS[a.etat], a.justification, a.justifieePar],
    ];
}
