import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { SECTEURS, STATUTS_EP, TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { FAMILLES_ANALYSE, RURALITES, ruraliteOf } from "../../rules.ts";
import { listPopulation, type StructurePopulation } from "../queries.server.ts";
import { RAISONS_EXCLUSION } from "../rules.ts";
import { readFamille, readPresence } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Type", "Secteur", "Éducation prioritaire", "Commune", "Département", "Typologie"],
  ...["Dans la campagne", "Raison"],
];
const PAR_LOT = 2_000;

/** The population as a file, as the page shows it. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const famille = readFamille(search, campagne.familles);
  const lot = (offset: number) =>
    listPopulation(current.db, campagne, famille, scopeOf(actor, "ciblage.lire"), {
      presence: readPresence(search),
      ...{ tri: "nom", sens: "asc", limit: PAR_LOT, offset },
    });
  return tableFile({
    nom: "population",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(lot),
    origine: [
      ["Campagne", campagne.nom],
      ["Famille", FAMILLES_ANALYSE[famille].libelle],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(
  lot: (offset: number) => Promise<{ readonly lignes: readonly StructurePopulation[] }>,
): AsyncGenerator<FileCell[]> {
  for (let offset = 0; ; offset += PAR_LOT) {
    const { lignes } = await lot(offset);
    yield* lignes.map(cells);
    if (lignes.length < PAR_LOT) return;
  }
}

function cells(ligne: StructurePopulation): FileCell[] {
  const ruralite = ruraliteOf(ligne.typologie);
  return [
    ...[ligne.uai, ligne.nom, TYPES[ligne.type], SECTEURS[ligne.secteur]],
    ...[ligne.statutEp ? STATUTS_EP[ligne.statutEp] : null, ligne.commune, ligne.departementNom],
    ruralite ? RURALITES[ruralite].libelle : null,
    ligne.raison ? "Non" : "Oui",
    ligne.raison ? RAISONS_EXCLUSION[ligne.raison] : null,
  ];
}
