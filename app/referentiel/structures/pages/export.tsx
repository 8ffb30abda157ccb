import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { libelleAnnee, SECTEURS, STATUTS_EP, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import { type ChoixFiltres, listChoixFiltres } from "../../territoires/queries.server.ts";
import { exportStructures } from "../queries.server.ts";
import type { Portees } from "../recherche/queries.server.ts";
import type { FiltresStructures } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const HEADER = [
  "UAI",
  "Nom",
  "Type",
  "Secteur",
  "Commune",
  "Département",
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
  const filtres = readFiltres(params);
  const portees = {
    structures: scopeOf(actor, "structure.lire"),
    indicateurs: scopeOf(actor, "indicateur.lire"),
  };
  const choix = await listChoixFiltres(db, portees.structures);
  const annee = choisirAnnee(choix.annees, filtres.annee);
  return tableFile({
    nom: "structures",
    format: readFileFormat(params),
    columns: HEADER,
    rows: rows(db, portees, filtres, annee),
    origine: [
      ...origineDe(current),
      ["Filtres", filtresEcrits(filtres, choix) || "Aucun : toutes les structures de votre portée"],
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

function filtresEcrits(filtres: FiltresStructures, { academies, departements }: ChoixFiltres): string {
  const { q, type, secteur, ep, academie, departement, ips } = filtres;
  const nomDe = (territoires: ChoixFiltres["academies"], code: string) =>
    territoires.find((territoire) => territoire.code === code)?.nom ?? code;
  const ecrits = [
    q && `recherche « ${q} »`,
    type && `type : ${TYPES[type]}`,
    secteur && `secteur : ${SECTEURS[secteur]}`,
    ep && `éducation prioritaire : ${STATUTS_EP[ep]}`,
    academie && `académie : ${nomDe(academies, academie)}`,
    departement && `département : ${nomDe(departements, departement)}`,
    ips !== undefined && `IPS au plus égal à ${formatNombre(ips, 1)}`,
  ];
  return ecrits.filter((ecrit) => typeof ecrit === "string" && ecrit !== "").join(" ; ");
}
