import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { listDelegationsDuPerimetre } from "../queries.server.ts";
import { addJours, ETATS_DELEGATION } from "../rules.ts";
import { readFiltreDelegations } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["Qui délègue", "À qui", "Fonction", "Périmètre", "Nature", "Premier jour", "Dernier jour"],
  ...["Acte", "État", "Motif de la révocation"],
];
const PAR_LOT = 1_000;

/** Delegations of the périmètre as a file, with the filter of the page. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  return tableFile({
    nom: "delegations",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(current, readFiltreDelegations(params).valides),
    origine: [
      ["Source", "Délégations données dans le service, dans le périmètre de lecture"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(current: RequestContext, valides: boolean): AsyncGenerator<FileCell[]> {
  const scope = scopeOf(getActor(current), "agent.lire");
  for (let offset = 0; ; offset += PAR_LOT) {
    const page = { valides, limit: PAR_LOT, offset };
    const { lignes } = await listDelegationsDuPerimetre(current, scope, page);
    for (const d of lignes)
      yield [
        ...[d.delegant, d.delegataire, FONCTIONS[d.fonction], d.portee, NATURES_DELEGATION[d.nature]],
        ...[d.debut, addJours(d.fin, -1), d.acte, ETATS_DELEGATION[d.etat], d.motif],
      ];
    if (lignes.length < PAR_LOT) return;
  }
}
