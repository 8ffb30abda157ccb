import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { type CsvCell, csvResponse } from "#app/platform/files/csv-export.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { libelleAnnee, SECTEURS, STATUTS_EP, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import { listChoixFiltres } from "../../territoires/queries.server.ts";
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

/** The list as a file, with the same filters and the same scope, whatever its length. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const { db, ...current } = context.get(requestContext);
  const actor = getActor(current);
  const filtres = readFiltres(new URL(request.url).searchParams);
  const portees = {
    structures: scopeOf(actor, "structure.lire"),
    indicateurs: scopeOf(actor, "indicateur.lire"),
  };
  const { annees } = await listChoixFiltres(db, portees.structures);
  const annee = choisirAnnee(annees, filtres.annee);
  return csvResponse("structures", HEADER, rows(db, portees, filtres, annee));
}

async function* rows(
  db: Context["db"],
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
): AsyncGenerator<CsvCell[]> {
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
