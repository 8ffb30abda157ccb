import { getActor } from "#app/acces/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getLecteur, type Lecteur } from "../../indicateurs/lecture/queries.server.ts";
import { listToutesCorrections } from "../queries.server.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "UAI",
  "Structure",
  "Indicateur",
  "Année scolaire",
  "Valeur officielle",
  "Valeur locale",
  "Motif",
  "Pièce",
  "Auteur",
  "Proposée le",
  "Retirée le",
  "Motif du retrait",
];
const PAR_LOT = 1_000;

/** Local values as a file, within what the person reads. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  return tableFile({
    nom: "valeurs-locales",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(current.db, getLecteur(getActor(current)), params.has("retirees")),
    origine: [
      ["Source", "Valeurs proposées par l’académie, à côté des valeurs officielles"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(db: Context["db"], lecteur: Lecteur, retirees: boolean): AsyncGenerator<FileCell[]> {
  for (let offset = 0; ; offset += PAR_LOT) {
    const { lignes } = await listToutesCorrections(db, lecteur, { retirees, limit: PAR_LOT, offset });
    for (const c of lignes)
      yield [
        ...[
          c.uai,
          c.structure,
          c.libelle,
          formatAnneeScolaire(c.annee),
          c.officielle,
          c.valeur,
          c.motif,
          c.piece,
        ],
        ...[c.auteur, formatDateHeure(c.enregistreLe, "Europe/Paris")],
        c.retireeLe ? formatDateHeure(c.retireeLe, "Europe/Paris") : null,
        c.retraitMotif,
      ];
    if (lignes.length < PAR_LOT) return;
  }
}
