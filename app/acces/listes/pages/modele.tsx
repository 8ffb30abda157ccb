import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { listFonctionsAttribuables } from "../../personnes/rules.ts";
import { getActor } from "../../queries.server.ts";
import { COLONNES, NOMS_COLONNES } from "../entete/rules.ts";
import type { Route } from "./+types/modele.ts";

/** An empty list with the expected titles; a workbook says on its second sheet what each column holds. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const fonctions = listFonctionsAttribuables(getActor(context.get(requestContext)));
  return tableFile({
    nom: "personnes-a-inviter",
    format: readFileFormat(new URL(request.url).searchParams),
    columns: NOMS_COLONNES.map((cle) => COLONNES[cle].titre),
    rows: noRows(),
    origine: [
      ...NOMS_COLONNES.map((cle) => [COLONNES[cle].titre, COLONNES[cle].aide] as const),
      ["Fonctions que vous pouvez confier", fonctions.map((code) => FONCTIONS[code]).join(" ; ")],
    ],
  });
}

async function* noRows(): AsyncGenerator<FileCell[]> {}
