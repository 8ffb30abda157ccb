import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { listComparees, type StructureComparee } from "../comparaison/queries.server.ts";
import { comparables } from "../comparaison/rules.ts";
import { readPresence } from "../comparaison/schema.ts";
import { listScenarios } from "../queries.server.ts";
import type { Route } from "./+types/comparaison-export.ts";

const PAR_LOT = 2_000;

/** The comparison as a file, as the page filters it: three columns for each scenario; what lacks is said in it. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const choix = comparables(await listScenarios(current.db, campagne.id), search.getAll("s"));
  const compares = choix.ok ? choix.compares : [];
  const lot = (offset: number) =>
    listComparees(
      current.db,
      compares.map(({ dernier }) => dernier.id),
      scopeOf(actor, "ciblage.lire"),
      {
        presence: readPresence(search, compares.length),
        ...{ tri: "nom", sens: "asc", limit: PAR_LOT, offset },
      },
    );
  return tableFile({
    nom: "comparaison",
    format: readFileFormat(search),
    columns: [
      ...["UAI", "Structure", "Type", "Commune", "Département"],
      ...compares.flatMap(({ nom }) => [`${nom} : retenue`, `${nom} : rang`, `${nom} : part des tirages`]),
    ],
    rows: compares.length > 0 ? rows(lot) : none(),
    origine: [
      ["Campagne", campagne.nom],
      ...(choix.ok ? [] : [["À savoir", choix.message] as [string, string]]),
      ...compares.map(({ nom, dernier }): [string, string] => [nom, `Calcul ${dernier.numero}`]),
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* none(): AsyncGenerator<FileCell[]> {}

async function* rows(
  lot: (offset: number) => Promise<{ readonly lignes: readonly StructureComparee[] }>,
): AsyncGenerator<FileCell[]> {
  for (let offset = 0; ; offset += PAR_LOT) {
    const { lignes } = await lot(offset);
    for (const { uai, nom, type, commune, departementNom, verdicts } of lignes)
      yield [
        ...[uai, nom, TYPES[type], commune, departementNom],
        ...verdicts.flatMap((verdict): FileCell[] =>
          verdict ? [verdict.retenue ? "Oui" : "Non", verdict.rang, verdict.frequence] : [null, null, null],
        ),
      ];
    if (lignes.length < PAR_LOT) return;
  }
}
