import { getActor } from "#app/acces/queries.server.ts";
import { type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { exporterJournal } from "../commands.server.ts";
import { nomOf } from "../components/ligne.tsx";
import { listLignes } from "../queries.server.ts";
import { OBJETS, phraseOf } from "../rules.ts";
import { type FiltresJournal, readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "Ligne",
  "Date et heure (Paris)",
  "Qui",
  "Acte",
  "Code de l’acte",
  "Objet",
  "Nom de l’objet",
  "Identifiant de l’objet",
  "Faits",
];
const PAR_LOT = 2_000;

/** The journal as a file, within what the person reads and with their filters; taking it away is journaled. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params);
  const format = readFileFormat(params);
  await exporterJournal(current, {
    agentId: actor.assistePar?.agentId ?? actor.agentId,
    format,
    filtres: Object.entries(filtres).flatMap(([nom, valeur]) => (valeur ? [nom] : [])),
  });
  return tableFile({
    nom: "journal",
    format,
    columns: COLUMNS,
    rows: rows(current, scopeOf(actor, "journal.lire"), { ...filtres, apres: undefined }),
    origine: [
      ["Source", "Journal du service, dans le périmètre de la personne qui exporte"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(
  { db }: Pick<Context, "db">,
  scope: Scope,
  filtres: FiltresJournal,
): AsyncGenerator<FileCell[]> {
  for (let apres: string | undefined; ; ) {
    const { lignes, suite } = await listLignes(db, scope, { ...filtres, apres }, PAR_LOT);
    for (const ligne of lignes)
      yield [
        ligne.id,
        formatDateHeure(ligne.survenuLe, "Europe/Paris"),
        nomOf(ligne),
        phraseOf(ligne.evenement),
        ligne.evenement,
        OBJETS[ligne.objetType]?.libelle ?? ligne.objetType,
        ligne.objetNom,
        ligne.objetId,
        JSON.stringify(ligne.faits),
      ];
    if (suite === null) return;
    apres = suite;
  }
}
