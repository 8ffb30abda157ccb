import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { getAnalyse } from "../queries.server.ts";
import { type Analyse, listPlacees } from "../rules.ts";
import { nomsOf } from "../typologies/rules.ts";
import type { Route } from "./+types/typologie-export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Type", "Secteur", "Commune", "Département", "Classe", "Nom de la classe"],
];

/** The class of each structure that the person reads, with its name when it has one. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const analyse = await getAnalyse(current.db, getActor(current), params.calcul);
  const { campagne, calcul, typologie, entree } = analyse;
  return tableFile({
    nom: "typologie",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: COLUMNS,
    rows: rows(analyse),
    origine: [
      ["Campagne", campagne.nom],
      ["Scénario", calcul.scenario.nom],
      ["Calcul", String(calcul.numero)],
      ["Typologie", typologie?.nom ?? "Sans nom"],
      ["Données du", formatDateHeure(new Date(entree.donneesAu), "Europe/Paris")],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(analyse: Analyse): AsyncGenerator<FileCell[]> {
  const noms = nomsOf(analyse.typologie);
  for (const { structure: s, place } of listPlacees(analyse))
    yield [
      ...[s.uai, s.nom, TYPES[s.type], SECTEURS[s.secteur], s.commune, s.departement, place.classe],
      place.classe === null ? null : (noms[place.classe] ?? null),
    ];
}
