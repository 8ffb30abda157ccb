import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { listConcertations } from "../queries.server.ts";
import {
  type Concertation,
  filtrerConcertations,
  GENRES_CONCERTATION,
  lireGenre,
  POSITIONS,
  trierConcertations,
} from "../rules.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "Genre",
  "Instance",
  "Tenue le",
  "Qualités représentées",
  "Organisation",
  "Position",
  "Texte",
];

/** One line for each position; a meeting where nobody took any has a line of its own. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getCampagneLue(current.db, getActor(current), params.campagne);
  const search = new URL(request.url).searchParams;
  const toutes = await listConcertations(current.db, campagne.id);
  return tableFile({
    nom: "positions",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(trierConcertations(filtrerConcertations(toutes, lireGenre(search)), "date", "asc")),
    origine: [
      ["Campagne", campagne.nom],
      ["À savoir", "Positions par organisation, comme au procès-verbal ; jamais par personne."],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(concertations: readonly Concertation[]): AsyncGenerator<FileCell[]> {
  for (const { genre, instance, tenueLe, participants, positions } of concertations) {
    const reunion = [GENRES_CONCERTATION[genre], instance, { date: tenueLe }, participants];
    if (positions.length === 0) yield [...reunion, null, null, null];
    for (const { organisation, position, texte } of positions)
      yield [...reunion, organisation, POSITIONS[position], texte];
  }
}
