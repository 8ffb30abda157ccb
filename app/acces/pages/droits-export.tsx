import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { themeOf } from "../components/droits-themes.ts";
import { DROITS, type Droit } from "../droits/rules.ts";
import { listPhrasesRestriction } from "../fonctions/restrictions/rules.ts";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";
import type { Route } from "./+types/droits-export.ts";

const COLUMNS = ["Thème", "Action", "Pourquoi", "Fonction", "Étendue", "Par délégation", "À corriger"];

/** The rights table, one line an action and a function, with a column where a rectorat writes what should change. */
export function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return tableFile({
    nom: "droits",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: COLUMNS,
    rows: rows(),
    origine: [
      ["Source", "Tableau des droits appliqué par le service"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(): AsyncGenerator<FileCell[]> {
  for (const [permission, droit] of Object.entries(DROITS) as [string, Droit][])
    for (const [fonction, etendue] of Object.entries(droit.fonctions) as [Fonction, string][])
      yield [
        ...[themeOf(permission), droit.libelle, droit.pourquoi, FONCTIONS[fonction]],
        ...[
          etendue === "nation" ? "Partout" : perimetreOf(fonction),
          droit.parDelegation ? "Oui" : "Non",
          "",
        ],
      ];
}

/** « Son périmètre », with the kinds of structure to which the function is kept. */
function perimetreOf(fonction: Fonction): string {
  const phrases = listPhrasesRestriction(fonction);
  return phrases.length > 0 ? `Son périmètre (${phrases.join(" ; ")})` : "Son périmètre";
}
