import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listCourriels } from "../queries.server.ts";
import { ETATS_COURRIEL, expliquerErreur, libelleGabarit } from "../rules.ts";
import { type FiltreCourriels, readFiltreCourriels } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "Déposé le",
  "État",
  "Destinataire",
  "Copies",
  "Objet",
  "Modèle",
  "Essais",
  "Accepté le",
  "Explication",
  "Réponse du serveur",
  "Motif de l’abandon",
];
const PAR_LOT = 1_000;

/** The outbox as a file, with the filters of the list; never the text of a message. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  return tableFile({
    nom: "courriels",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(current.db, readFiltreCourriels(params)),
    origine: [
      ["Source", "Courriels du service"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(db: Context["db"], filtre: FiltreCourriels): AsyncGenerator<FileCell[]> {
  const when = (date: Date | null) => (date ? formatDateHeure(date, "Europe/Paris") : null);
  for (let offset = 0; ; offset += PAR_LOT) {
    const { courriels } = await listCourriels(db, filtre, { limit: PAR_LOT, offset });
    for (const c of courriels)
      yield [
        ...[when(c.creeLe), ETATS_COURRIEL[c.etat], c.destinataire, c.copies.join(" ")],
        ...[c.objet, libelleGabarit(c.gabarit), c.essais, when(c.envoyeLe)],
        ...[c.erreur && expliquerErreur(c.erreur), c.erreur, c.motif],
      ];
    if (courriels.length < PAR_LOT) return;
  }
}
