import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getActor } from "../../queries.server.ts";
import { COLONNES, NOMS_COLONNES } from "../entete/rules.ts";
import type { LigneLue } from "../lignes/rules.ts";
import { getListe, type LigneSuivie, listVerdicts } from "../queries.server.ts";
import { SUITES } from "../verdicts/rules.ts";
import type { Route } from "./+types/fichier.ts";

/**
 * The report of a list, in the columns of the model with what becomes of each line: the lines to repair are repaired
 * in it, and it is deposited again. `?lignes=refusees` keeps those only.
 */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const search = new URL(request.url).searchParams;
  const liste = await getListe(current.db, actor.agentId, params.liste);
  const suivi = liste.compteRendu ?? (await listVerdicts(current, current.db, actor, liste.lignes));
  return tableFile({
    nom: "compte-rendu-invitations",
    format: readFileFormat(search),
    columns: [
      ...NOMS_COLONNES.map((cle) => COLONNES[cle].titre),
      "Ligne",
      "Suite",
      "Colonne",
      "Ce qu’il faut reprendre",
    ],
    rows: rows(liste.lignes, suivi, search.get("lignes") === "refusees"),
  });
}

async function* rows(
  lignes: readonly LigneLue[],
  suivi: readonly Pick<LigneSuivie, "suite" | "problemes">[],
  refusees: boolean,
): AsyncGenerator<FileCell[]> {
  for (const [rank, { ligne, cellules }] of lignes.entries()) {
    const { suite, problemes } = suivi[rank] ?? { suite: "refusee" as const, problemes: [] };
    if (refusees && suite !== "refusee") continue;
    yield [
      ...NOMS_COLONNES.map((cle) => cellules[cle]),
      ...[ligne, SUITES[suite]],
      problemes.map(({ colonne }) => COLONNES[colonne].titre).join(", "),
      problemes.map(({ phrase }) => phrase).join(" "),
    ];
  }
}
