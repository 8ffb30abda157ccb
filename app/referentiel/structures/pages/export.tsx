import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { libelleAnnee, SECTEURS, STATUTS_EP, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import { listChoixFiltres, listChoixLocaux } from "../../territoires/queries.server.ts";
import { exportStructures } from "../queries.server.ts";
import { getPortees, type Portees } from "../recherche/queries.server.ts";
import { type FiltresStructures, filtresEcrits } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const HEADER = [
  "UAI",
  "Nom",
  "Type",
  "Secteur",
  "Commune",
  "Département",
  "Circonscription",
  "Académie",
  "Éducation prioritaire",
  "Année scolaire",
  "IPS",
  "Statut de l'IPS",
];

const SOURCE =
  "Ministère de l’Éducation nationale (DEPP, DGESCO), data.education.gouv.fr, et corrections de l’académie";
const SOURCE_DEMONSTRATION = "Données fictives de la démonstration d’Ancrage";

/** The list as a file, with the same filters and the same scope, whatever its length. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params, civilDay(current.now()));
  const portees = getPortees(actor);
  const choix = await listChoixFiltres(db, portees.structures);
  const locaux = await listChoixLocaux(db, choix, filtres);
  const annee = choisirAnnee(choix.annees, filtres.annee);
  return tableFile({
    nom: "structures",
    format: readFileFormat(params),
    columns: HEADER,
    rows: rows(db, portees, filtres, annee),
    origine: [
      ...origineDe(current),
      [
        "Filtres",
        filtresEcrits(filtres, { ...choix, ...locaux }) || "Aucun : toutes les structures de votre portée",
      ],
    ],
  });
}

async function* rows(
  db: Context["db"],
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
): AsyncGenerator<FileCell[]> {
  for await (const ligne of exportStructures(db, portees, filtres, annee)) {
    yield [
      ...[
        ligne.uai,
        ligne.nom,
        TYPES[ligne.type],
        SECTEURS[ligne.secteur],
        ligne.communeNom,
        ligne.departement,
        ligne.circonscription,
        ligne.academie,
      ],
      ligne.statutEp ? STATUTS_EP[ligne.statutEp] : null,
      annee === undefined ? null : libelleAnnee(annee),
      ligne.ips,
      ligne.ipsStatut ? STATUTS_VALEUR[ligne.ipsStatut] : null,
    ];
  }
}

/** Where the lines come from, for those who open the file long after. */
function origineDe({ settings, now }: Context): [libelle: string, valeur: string][] {
  return [
    ["Source", settings.demonstration ? SOURCE_DEMONSTRATION : SOURCE],
    ...(settings.demonstration ? [] : [["Licence", "Licence Ouverte 2.0"] satisfies [string, string]]),
    ["Date d’extraction", formatDateHeure(now(), "Europe/Paris")],
  ];
}
