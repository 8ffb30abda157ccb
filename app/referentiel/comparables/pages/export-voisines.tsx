import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { SECTEURS, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import { getStructure } from "../../structures/identite/queries.server.ts";
import { type Comparables, getComparables } from "../queries.server.ts";
import { decrireReglages, ENTREES, NOMS_ENTREES, origineDe } from "../rules.ts";
import { readDemande } from "../schema.ts";
import type { Route } from "./+types/export-voisines.ts";

const MESUREES = NOMS_ENTREES.filter((entree) => entree !== "densite");
const HEADER = [
  "UAI",
  "Nom",
  "Type",
  "Secteur",
  "Commune",
  "Département",
  "Académie",
  "Typologie de la commune",
  ...MESUREES.flatMap((entree) => [ENTREES[entree].libelle, `${ENTREES[entree].libelle} : statut`]),
  "Distance (écarts-types)",
];

/** The structure, then its neighbours by name, nearest first, with their inputs. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const comparer = scopeOf(actor, "indicateur.comparer");
  const structure = await getStructure(current.db, comparer, params.uai);
  const search = new URL(request.url).searchParams;
  const droits = { lecteur: getLecteur(actor), comparer };
  const comparables = await getComparables(current.db, droits, structure, readDemande(search));
  return tableFile({
    nom: `comparables-${structure.uai}`,
    format: readFileFormat(search),
    columns: HEADER,
    rows: rows(comparables.nommees),
    origine: [
      ...origineDe(current.settings.demonstration, current.now()),
      ["Structure", `${structure.nom} (${structure.uai})`],
      ["Structures comparables", decrireReglages(comparables)],
    ],
  });
}

async function* rows(nommees: Comparables["nommees"]): AsyncGenerator<FileCell[]> {
  if (!nommees) return;
  for (const decrite of [{ ...nommees.soi, distance: 0 }, ...nommees.voisines]) {
    yield [
      decrite.uai,
      decrite.nom,
      TYPES[decrite.type],
      SECTEURS[decrite.secteur],
      decrite.communeNom,
      decrite.departement,
      decrite.academie,
      decrite.typologie,
      ...MESUREES.flatMap((entree) => {
        const { valeur, statut } = decrite.entrees[entree];
        return [valeur, STATUTS_VALEUR[statut]];
      }),
      decrite.distance,
    ];
  }
}
