import { getActor } from "#app/acces/queries.server.ts";
import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { EnteteCalcul, HorsPerimetre } from "../components/entete-calcul.tsx";
import { TauxSelectionTable } from "../components/taux-selection.tsx";
import { listNoms } from "../listes/queries.server.ts";
import {
  type Dimension,
  type LigneMontree,
  listerLignes,
  montrerLigne,
  tauxParDimension,
  trierLignes,
} from "../listes/rules.ts";
import { getCalculLu, getContenu, listLisibles } from "../queries.server.ts";
import type { Route } from "./+types/stabilite.ts";

const TITRE = "Stabilité de la liste";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["nom", "type", "commune", "regle", "frequence", "rangs"];
const TRIS = ["limite", "nom", "commune", "frequence"] as const;
const DIMENSIONS_COMPAREES: readonly Dimension[] = ["ruralite", "secteur", "type", "departement"];

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
  const query = readTableQuery(search, {
    ...{ sortable: TRIS, defaultSort: "limite", columns: COLUMNS, fixedColumns: ["nom"] },
  });
  const toutes = listerLignes(entree, resultat, lisibles);
  const tri = TRIS.find((one) => one === query.sort.key) ?? "limite";
  const departager = trierLignes(
    toutes.filter(({ aDepartager }) => aDepartager),
    tri,
    query.sort.direction,
  );
  const sure = (retenue: boolean) =>
    toutes.filter((one) => one.retenue === retenue && !one.aDepartager).length;
  return {
    ...{ calcul, campagne: { id: campagne.id, nom: campagne.nom }, query, search: search.toString() },
    ailleurs: entree.structures.length - toutes.length,
    constantes: { retenues: sure(true), autres: sure(false) },
    total: departager.length,
    lignes: departager.slice((query.page - 1) * query.size, query.page * query.size).map(montrerLigne),
    comparaisons: DIMENSIONS_COMPAREES.map((dimension) => ({
      dimension,
      taux: tauxParDimension(toutes, dimension),
    })),
    noms: await listNoms(current.db, [...new Set(toutes.map(({ departement }) => departement))]),
  };
}

const columns: Column<LigneMontree>[] = [
  {
    ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  { key: "type", title: "Type", optional: true, render: ({ type }) => TYPES[type] },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    ...{ key: "regle", title: "Par la règle", optional: true },
    render: ({ retenue }) => (retenue ? "Retenue" : "Non retenue"),
  },
  {
    ...{ key: "frequence", title: "Retenue dans", numeric: true, sortable: true, optional: true },
    render: ({ frequence }) => (frequence === null ? "–" : `${formatPourcent(frequence)} des tirages`),
  },
  {
    ...{ key: "rangs", title: "Rang dans neuf tirages sur dix", numeric: true, optional: true },
    render: ({ rangBas, rangHaut }) =>
      rangBas === null || rangHaut === null ? "–" : `${formatNombre(rangBas)} à ${formatNombre(rangHaut)}`,
  },
];

export default function PageStabilite({ loaderData }: Route.ComponentProps) {
  const { calcul, campagne, query, search, lignes, total, constantes, comparaisons, noms, ailleurs } =
    loaderData;
  const { tirages, ecartPoids, seuilDepartage } = calcul.demande.stabilite;
  const seuil = formatPourcent(seuilDepartage);
  return (
    <>
      <EnteteCalcul
        {...{ calcul, campagne, vue: "stabilite", titre: TITRE }}
        lead={`La liste a été refaite ${formatNombre(tirages)} fois en changeant un peu ce qui tient à une convention. Une structure dont le sort change dans plus de ${formatPourcent(1 - seuilDepartage)} des tirages est «\u00a0à départager\u00a0» : la règle seule ne suffit pas à décider.`}
      />
      <HorsPerimetre ailleurs={ailleurs} />
      <details>
        <summary>Ce qui change d’un tirage à l’autre</summary>
        <p>
          {`Les structures, tirées au sort avec remise ; chaque poids, de ± ${formatPourcent(ecartPoids)} ; chaque seuil donné par un nombre, d’un dixième d’écart-type au plus ; chaque seuil relatif, de deux points au plus ; une variable laissée de côté une fois sur deux ; les valeurs complétées, de leur erreur. Les positions sur les axes, quand la règle les lit, ne bougent pas ; les classes suivent l’analyse refaite.`}
        </p>
      </details>
      <h2>Structures à départager</h2>
      <p>
        {`${pluriel(constantes.retenues, "structure reste retenue", "structures restent retenues")} dans au moins ${seuil} des tirages, et ${pluriel(constantes.autres, "autre reste non retenue", "autres restent non retenues")}.`}
      </p>
      <DataTable
        caption="Structures à départager"
        noun={["structure à départager", "structures à départager"]}
        columns={columns}
        rows={lignes}
        rowKey={({ uai }) => uai}
        params={new URLSearchParams(search)}
        {...{ query, total }}
        exportHref={`/ciblage/calculs/${calcul.id}/liste/export?situation=departager`}
        empty={
          <EmptyState title="Aucune structure à départager">
            Dans votre périmètre, le sort de chaque structure est le même dans presque tous les tirages.
          </EmptyState>
        }
      />
      <h2>La règle touche-t-elle tout le monde de la même façon ?</h2>
      <p>
        Part des structures retenues, avec ce que le hasard d’un petit nombre peut en faire (intervalle à 95
        %). Deux intervalles qui se recouvrent ne permettent pas de conclure à une différence.
      </p>
      {comparaisons.map(({ dimension, taux }) => (
        <TauxSelectionTable key={dimension} {...{ dimension, taux, noms }} />
      ))}
    </>
  );
}
