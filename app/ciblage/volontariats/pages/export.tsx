import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { listVolontaires, type Volontaire } from "../queries.server.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Type", "Commune", "Département", "Déclarée le", "Par", "Retirée le"],
  ...["Ce qui la motive", "Dans la population", "Dans la campagne"],
];
/** More than any académie has structures. */
const TOUTES = 10_000;

/** The volunteers as a file, as the page shows them to this person. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const { lignes } = await listVolontaires(current.db, campagne, scopeOf(actor, "ciblage.lire"), {
    ...readFiltres(search),
    ...{ tri: "nom", sens: "asc", limit: TOUTES, offset: 0 },
  });
  return tableFile({
    nom: "structures volontaires",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(lignes),
    origine: [
      ["Campagne", campagne.nom],
      ["À savoir", "Noté, jamais compté : aucune règle ne lit ces déclarations."],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(lignes: readonly Volontaire[]): AsyncGenerator<FileCell[]> {
  yield* lignes.map((ligne): FileCell[] => [
    ...[ligne.uai, ligne.nom, TYPES[ligne.type], ligne.commune, ligne.departementNom],
    ...[{ date: civilDay(ligne.declareLe) }, ligne.qui, ligne.retireLe && { date: civilDay(ligne.retireLe) }],
    ...[ligne.texte, ligne.concernee ? "Oui" : "Non"],
    ligne.candidature ? ETATS_CANDIDATURE[ligne.candidature] : "Pas encore",
  ]);
}
