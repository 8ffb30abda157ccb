import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { FAMILLES, STATUTS_VALEUR } from "../../rules.ts";
import { getStructure } from "../../structures/identite/queries.server.ts";
import { getComparables } from "../queries.server.ts";
import { decrireReglages, type LigneRepere, origineDe } from "../rules.ts";
import { readDemande } from "../schema.ts";
import type { Route } from "./+types/export-reperes.ts";

const HEADER = ["Famille", "Code", "Indicateur", "Unité", "Année scolaire", "Valeur", "Statut"];
const REPERES = ["Premier quartile", "Médiane", "Troisième quartile", "Structures comparables"];

/** The table of references as a file: what the page shows, to the same person, under the same settings. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const comparer = hasPermission(actor, "indicateur.comparer")
    ? scopeOf(actor, "indicateur.comparer")
    : undefined;
  const structure = await getStructure(current.db, scopeOf(actor, "indicateur.lire"), params.uai);
  const search = new URL(request.url).searchParams;
  const comparables = await getComparables(
    current.db,
    { lecteur: getLecteur(actor), comparer },
    structure,
    readDemande(search),
  );
  return tableFile({
    nom: `comparables-${structure.uai}-reperes`,
    format: readFileFormat(search),
    columns: [...HEADER, ...REPERES],
    rows: rows(comparables.lignes),
    origine: [
      ...origineDe(current.settings.demonstration, current.now()),
      ["Structure", `${structure.nom} (${structure.uai})`],
      ["Structures comparables", decrireReglages(comparables)],
    ],
  });
}

async function* rows(lignes: readonly LigneRepere[]) {
  for (const { famille, code, libelle, unite, valeur, quartiles, n } of lignes) {
    const [q1, mediane, q3] = quartiles ?? [null, null, null];
    yield [
      FAMILLES[famille],
      code,
      libelle,
      unite,
      formatAnneeScolaire(valeur.annee),
      valeur.valeur,
      STATUTS_VALEUR[valeur.statut],
      q1,
      mediane,
      q3,
      n,
    ];
  }
}
