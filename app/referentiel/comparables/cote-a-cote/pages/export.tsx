import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getLecteur } from "../../../indicateurs/lecture/queries.server.ts";
import { FAMILLES, STATUTS_VALEUR } from "../../../rules.ts";
import { origineDe } from "../../rules.ts";
import { type Comparaison, getComparaison } from "../queries.server.ts";
import { readDemandeComparaison } from "../schema.ts";
import type { Route } from "./+types/export.ts";

/** The comparison as a file: one line an indicator, a value and a status a structure. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const search = new URL(request.url).searchParams;
  const comparaison = await getComparaison(
    current.db,
    getLecteur(actor),
    scopeOf(actor, "indicateur.comparer"),
    readDemandeComparaison(search),
  );
  const noms = comparaison.structures.map(({ uai, nom }) => `${nom} (${uai})`);
  return tableFile({
    nom: "comparaison",
    format: readFileFormat(search),
    columns: [
      ...["Famille", "Code", "Indicateur", "Unité", "Année scolaire"],
      ...noms.flatMap((nom) => [nom, `${nom} : statut`]),
    ],
    rows: rows(comparaison),
    origine: [...origineDe(current.settings.demonstration, current.now()), ["Structures", noms.join(" ; ")]],
  });
}

async function* rows({ lignes }: Comparaison): AsyncGenerator<FileCell[]> {
  for (const { indicateur, annee, valeurs } of lignes) {
    yield [
      FAMILLES[indicateur.famille],
      indicateur.code,
      indicateur.libelle,
      indicateur.unite,
      formatAnneeScolaire(annee),
      ...valeurs.flatMap((valeur) => [valeur?.valeur ?? null, STATUTS_VALEUR[valeur?.statut ?? "manquant"]]),
    ];
  }
}
