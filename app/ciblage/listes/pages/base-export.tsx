import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { STATUTS_VALEUR } from "#app/referentiel/rules.ts";
import { listBase, type ValeurGelee } from "../base/queries.server.ts";
import { getListeLue } from "../queries.server.ts";
import type { Route } from "./+types/base-export.ts";

const COLUMNS = ["UAI", "Structure", "Code", "Indicateur", "Année scolaire", "Valeur", "Statut", "Unité"];
const LIGNES_MAX = 1_000_000;

/** The frozen values as a file, those that the person reads. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { liste, campagne } = await getListeLue(current.db, actor, params.version);
  const search = new URL(request.url).searchParams;
  const { valeurs } = await listBase(current.db, actor, liste.id, {
    structure: search.get("structure") ?? "",
    indicateur: search.get("indicateur") ?? "",
    ...{ tri: "nom", sens: "asc", limit: LIGNES_MAX, offset: 0 },
  });
  return tableFile({
    nom: `point-de-depart-version-${liste.numero}`,
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rowsOf(valeurs),
    origine: [
      ["Campagne", campagne.nom],
      ["Version", String(liste.numero)],
      ["Valeurs gelées le", formatDateHeure(new Date(liste.publieeLe), "Europe/Paris")],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rowsOf(valeurs: readonly ValeurGelee[]): AsyncGenerator<FileCell[]> {
  for (const { uai, nom, code, libelle, annee, valeur, statut, unite } of valeurs)
    yield [uai, nom, code, libelle, formatAnneeScolaire(annee), valeur, STATUTS_VALEUR[statut], unite];
}
