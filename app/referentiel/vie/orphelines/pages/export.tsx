import { getActor } from "#app/acces/queries.server.ts";
import { type Scope, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { TYPES } from "../../../rules.ts";
import { exportOrphelines, findMedianeEp, type RechercheOrphelines } from "../queries.server.ts";
import { CALCULS, ETATS, REGLE } from "../rules.ts";
import { readFiltresOrphelines } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  "UAI",
  "Nom",
  "Type",
  "Commune",
  "Département",
  "Académie",
  "Année scolaire",
  "Calcul",
  "Raisons",
  "Décision",
  "Motif",
  "Auteur",
  "Dispositifs en vigueur",
];

/** The list as a file, with the same filters and the same scope. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltresOrphelines(params);
  const nation = current.settings.demonstration ? "demonstration" : "france";
  const mediane = await findMedianeEp(current.db, nation);
  return tableFile({
    nom: "ecoles-orphelines",
    format: readFileFormat(params),
    columns: COLUMNS,
    rows: rows(current.db, scopeOf(getActor(current), "indicateur.lire"), {
      filtres,
      jour: civilDay(current.now()),
    }),
    origine: [
      ["Règle", REGLE],
      [
        "Médiane utilisée",
        mediane
          ? `${formatNombre(mediane.mediane, 1)} (${formatAnneeScolaire(mediane.annee)}, ${mediane.ecoles} écoles)`
          : "Non connue",
      ],
      [
        "Source",
        current.settings.demonstration
          ? "Données fictives de la démonstration d’Ancrage"
          : "Calcul Ancrage, non officiel, d’après les données du ministère (DEPP, DGESCO)",
      ],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
      ["Filtre", `${ETATS[filtres.etat]}${filtres.sans ? ", sans dispositif en vigueur" : ""}`],
    ],
  });
}

async function* rows(
  db: Context["db"],
  scope: Scope,
  recherche: RechercheOrphelines,
): AsyncGenerator<FileCell[]> {
  for await (const ligne of exportOrphelines(db, scope, recherche)) {
    const { decision } = ligne;
    yield [
      ...[ligne.uai, ligne.nom, TYPES[ligne.type], ligne.communeNom, ligne.departementCode, ligne.academie],
      formatAnneeScolaire(ligne.annee),
      ligne.calcul ? CALCULS[ligne.calcul] : null,
      ligne.raisons.join(" "),
      decision === null ? null : decision ? "Reconnue" : "Non reconnue",
      ligne.motif,
      ligne.auteur,
      ligne.dispositifs.join(", "),
    ];
  }
}
