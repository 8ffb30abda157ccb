import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDate, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { STATUTS_VALEUR, TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { SENS } from "../../regles/rules.ts";
import { direSuite } from "../confrontation/phrases/rules.ts";
import { getConfrontation } from "../confrontation/queries.server.ts";
import { type LigneJugee, SITUATIONS, VERDICTS } from "../confrontation/rules.ts";
import { filterLignes, readFiltres, TRIS_RECUE } from "../confrontation/schema.ts";
import { getListeRecue } from "../queries.server.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...[
    "Feuille",
    "Ligne",
    "UAI écrit",
    "Nom écrit",
    "Structure",
    "Type",
    "Commune",
    "Département",
    "Situation",
  ],
  ...[
    "Précision",
    "Valeur",
    "Année de la valeur",
    "Statut de la valeur",
    "Face au critère annoncé",
    "Suite",
    "Motif",
  ],
];

/** The confrontation as a file, as the page shows it to this person. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const liste = await getListeRecue(current.db, campagne.id, params.recue);
  const { lignes, mot } = await getConfrontation(current.db, actor, "ciblage.lire", campagne, liste);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_RECUE, defaultSort: "ligne", columns: [], fixedColumns: [] },
  });
  const { annonce } = liste;
  return tableFile({
    nom: "liste recue",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(filterLignes(lignes, readFiltres(search), query.sort)),
    origine: [
      ["Campagne", campagne.nom],
      ["Établie par", `${liste.origine}, ${formatDate(liste.recueLe)}`],
      ["Critère annoncé", liste.critere || "Non précisé"],
      ...(annonce
        ? [
            [
              "Confronté à",
              `${mot?.libelle ?? annonce.code} ${SENS[annonce.sens]} ${String(annonce.seuil).replace(".", ",")}`,
            ] as const,
          ]
        : []),
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(lignes: readonly LigneJugee[]): AsyncGenerator<FileCell[]> {
  yield* lignes.map((ligne): FileCell[] => {
    const { feuille, uai, nom, structure, situation, raison, valeur, verdict, ajustement } = ligne;
    return [
      ...[feuille || null, ligne.ligne, uai, nom || null, structure?.nom ?? null],
      ...[
        structure ? TYPES[structure.type] : null,
        structure?.commune ?? null,
        structure?.departementNom ?? null,
      ],
      ...[SITUATIONS[situation], raison || null, valeur?.statut === "ok" ? valeur.valeur : null],
      valeur ? formatAnneeScolaire(valeur.annee) : null,
      ...[valeur ? STATUTS_VALEUR[valeur.statut] : null, verdict && VERDICTS[verdict]],
      ...[direSuite(ligne), ajustement?.motif ?? null],
    ];
  });
}
