import { getActor } from "#app/acces/queries.server.ts";
import { civilTime } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getCampagneConsignee } from "../../concertations/queries.server.ts";
import { listQuestions } from "../queries.server.ts";
import { ETATS_QUESTION, lireEtat, type Question } from "../rules.ts";
import type { Route } from "./+types/export.ts";

const PLUS = 5_000;

/** The questions of a campaign as a file: who asked is not in it. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getCampagneConsignee(current.db, getActor(current), params.campagne);
  const search = new URL(request.url).searchParams;
  const { lignes } = await listQuestions(current.db, campagne.id, {
    ...{ etat: lireEtat(search), sens: "asc", limit: PLUS, offset: 0 },
  });
  return tableFile({
    nom: "questions",
    format: readFileFormat(search),
    columns: ["Question", "État", "Posée le", "Réponse, ou raison", "Publiée le"],
    rows: rows(lignes),
    origine: [
      ["Campagne", campagne.nom],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

const dated = (instant: string | null): FileCell => instant && { date: civilTime(new Date(instant)) };

async function* rows(lignes: readonly Question[]): AsyncGenerator<FileCell[]> {
  for (const { question, etat, poseeLe, reponse, publieeLe } of lignes)
    yield [question, ETATS_QUESTION[etat], dated(poseeLe), reponse, dated(publieeLe)];
}
