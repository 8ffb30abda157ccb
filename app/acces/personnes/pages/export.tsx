import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FONCTIONS, PORTEES } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { type Scope, scopeOf } from "../../rules.ts";
import { listPersonnes } from "../annuaire/queries.server.ts";
import { ETATS_PERSONNE } from "../rules.ts";
import { type FiltresPersonnes, readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["Nom", "Prénom", "Adresse", "État", "Fonction"],
  ...["Nature du périmètre", "Code", "Périmètre", "Premier jour", "Fin"],
];
const PAR_LOT = 500;

/** The people of the list as a file: one line by function, within what the reader may know. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  return tableFile({
    nom: "personnes",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(current, scopeOf(getActor(current), "agent.lire"), readFiltres(params)),
    origine: [
      ["Source", "Personnes et fonctions du service, dans votre périmètre"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(context: Context, scope: Scope, filtres: FiltresPersonnes): AsyncGenerator<FileCell[]> {
  for (let offset = 0; ; offset += PAR_LOT) {
    const page = { scope, filtres, tri: "nom", sens: "asc", limit: PAR_LOT, offset } as const;
    const { lignes } = await listPersonnes(context, page);
    for (const { nom, prenom, courriel, etat, fonctions } of lignes) {
      const person: FileCell[] = [nom, prenom, courriel, ETATS_PERSONNE[etat]];
      if (fonctions.length === 0) yield [...person, null, null, null, null, null, null];
      for (const { fonction, porteeType, porteeCode, portee, debut, fin } of fonctions)
        yield [
          ...person,
          ...[FONCTIONS[fonction], PORTEES[porteeType], porteeCode, portee],
          ...[{ date: debut }, fin === null ? null : { date: fin }],
        ];
    }
    if (lignes.length < PAR_LOT) return;
  }
}
