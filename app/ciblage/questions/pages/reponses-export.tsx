import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilTime } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listReponsesPubliees } from "../queries.server.ts";
import type { ReponsePubliee } from "../rules.ts";
import { lireRecherche } from "../schema.ts";
import type { Route } from "./+types/reponses-export.ts";

const PLUS = 5_000;

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.comprendre");
  const search = new URL(request.url).searchParams;
  const { lignes } = await listReponsesPubliees(current.db, scope, {
    ...lireRecherche(search),
    ...{ limit: PLUS, offset: 0 },
  });
  return tableFile({
    nom: "reponses",
    format: readFileFormat(search),
    columns: ["Campagne", "Question", "Réponse", "Publiée le"],
    rows: rows(lignes),
    origine: [["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")]],
  });
}

async function* rows(lignes: readonly ReponsePubliee[]): AsyncGenerator<FileCell[]> {
  for (const { campagne, question, reponse, publieeLe } of lignes)
    yield [campagne, question, reponse, { date: civilTime(new Date(publieeLe)) }];
}
