import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { listNomsClasses } from "../../analyses/typologies/queries.server.ts";
import type { NomsClasses } from "../../analyses/typologies/rules.ts";
import { RURALITES } from "../../rules.ts";
import { nomDuCalcul } from "../components/entete-calcul.tsx";
import { direCriteres, direImputeesLisibles } from "../explications/rules.ts";
import { listNoms, listValeursLisibles } from "../listes/queries.server.ts";
import { filtrerLignes, type LigneListe, lireFiltres, listerLignes, trierLignes } from "../listes/rules.ts";
import { getCalculLu, getContenu, listLisibles } from "../queries.server.ts";
import type { EntreeCalcul } from "../rules.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Type", "Secteur", "Commune", "Département", "Typologie", "Retenue par la règle"],
  ...["Constance", "À départager", "Rang par la somme pondérée", "Rang au 5e centile", "Rang médian"],
  ...["Rang au 95e centile", "Classe", "Nom de la classe", "Pourquoi", "Valeurs complétées"],
];

/** The list as a file, as the page shows it; by name, because a file outlives the order of the day. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { calcul, campagne } = await getCalculLu(current.db, actor, params.calcul);
  if (!calcul.termineLe) throw new NotFound();
  const [{ entree, resultat }, lisibles] = await Promise.all([
    getContenu(current.db, calcul.id),
    listLisibles(current.db, actor, calcul.id),
  ]);
  const search = new URL(request.url).searchParams;
  const lignes = trierLignes(
    filtrerLignes(listerLignes(entree, resultat, lisibles), lireFiltres(search)),
    "nom",
  );
  const uais = lignes.map(({ uai }) => uai);
  const [valeurs, noms, nomsClasses] = await Promise.all([
    listValeursLisibles(current.db, actor, entree, uais),
    listNoms(current.db, [...new Set(lignes.map(({ departement }) => departement))]),
    listNomsClasses(current.db, calcul.id),
  ]);
  return tableFile({
    nom: "liste-du-calcul",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(lignes, (ligne) => cells(entree, ligne, valeurs, noms, nomsClasses)),
    origine: [
      ["Campagne", campagne.nom],
      ["Calcul", nomDuCalcul(calcul)],
      ["Données connues le", formatDateHeure(new Date(calcul.donneesAu), "Europe/Paris")],
      ["Empreinte de la liste (SHA-256)", calcul.listeEmpreinte ?? ""],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(
  lignes: readonly LigneListe[],
  cellsOf: (ligne: LigneListe) => FileCell[],
): AsyncGenerator<FileCell[]> {
  for (const ligne of lignes) yield cellsOf(ligne);
}

function cells(
  entree: EntreeCalcul,
  ligne: LigneListe,
  valeurs: ReadonlySet<string>,
  noms: Readonly<Record<string, string>>,
  nomsClasses: NomsClasses,
): FileCell[] {
  const { uai, nom, type, secteur, commune, departement, ruralite, frequence, classe } = ligne;
  return [
    ...[uai, nom, TYPES[type], SECTEURS[secteur], commune, noms[departement] ?? departement],
    ...[ruralite ? RURALITES[ruralite].libelle : null, ligne.retenue ? "Oui" : "Non", frequence],
    ...[
      ligne.aDepartager ? "Oui" : "Non",
      ligne.rang,
      ligne.rangBas,
      ligne.rangMedian,
      ligne.rangHaut,
      classe,
      classe === null ? null : (nomsClasses[classe] ?? null),
    ],
    direCriteres(entree, ligne, valeurs)
      .map(({ phrase }) => phrase)
      .join(" ; "),
    direImputeesLisibles(entree, ligne, valeurs) || null,
  ];
}
