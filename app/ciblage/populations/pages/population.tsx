import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { SECTEURS, STATUTS_EP, TYPES } from "#app/referentiel/rules.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { FAMILLES_ANALYSE, RURALITES, ruraliteOf } from "../../rules.ts";
import { Composition } from "../components/composition.tsx";
import { countPopulation, listPopulation, type StructurePopulation } from "../queries.server.ts";
import { RAISONS_EXCLUSION, TRIS_POPULATION } from "../rules.ts";
import { readFamille, readPresence } from "../schema.ts";
import type { Route } from "./+types/population.ts";

const TITRE = "Population";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

const COLUMNS = ["nom", "type", "secteur", "statut", "commune", "departement", "ruralite", "raison"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    sortable: TRIS_POPULATION,
    defaultSort: "nom",
    columns: COLUMNS,
    fixedColumns: ["nom"],
  });
  const famille = readFamille(search, campagne.familles);
  const presence = readPresence(search);
  const scope = scopeOf(actor, "ciblage.lire");
  const [comptage, liste] = await Promise.all([
    countPopulation(current.db, campagne, famille, scope),
    listPopulation(current.db, campagne, famille, scope, {
      presence,
      tri: TRIS_POPULATION.find((tri) => tri === query.sort.key) ?? "nom",
      sens: query.sort.direction,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    }),
  ]);
  return { campagne, famille, presence, comptage, ...liste, query, search: search.toString() };
}

const columns: Column<StructurePopulation>[] = [
  {
    key: "nom",
    title: "Structure",
    rowHeader: true,
    sortable: true,
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  { key: "type", title: "Type", sortable: true, optional: true, render: ({ type }) => TYPES[type] },
  { key: "secteur", title: "Secteur", optional: true, render: ({ secteur }) => SECTEURS[secteur] },
  {
    key: "statut",
    title: "Éducation prioritaire",
    optional: true,
    render: ({ statutEp }) => (statutEp ? STATUTS_EP[statutEp] : "Non précisé"),
  },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    key: "departement",
    title: "Département",
    sortable: true,
    optional: true,
    render: ({ departementNom }) => departementNom,
  },
  {
    key: "ruralite",
    title: "Typologie",
    optional: true,
    render: ({ typologie }) => {
      const ruralite = ruraliteOf(typologie);
      return ruralite ? RURALITES[ruralite].libelle : "Non connue";
    },
  },
  {
    key: "raison",
    title: "Dans la campagne",
    optional: true,
    render: ({ raison }) => (raison ? `Non : ${RAISONS_EXCLUSION[raison].toLowerCase()}` : "Oui"),
  },
];

export default function PagePopulation({ loaderData }: Route.ComponentProps) {
  const { campagne, famille, presence, comptage, lignes, total, query, search } = loaderData;
  const params = new URLSearchParams(search);
  const dehors = Object.entries(comptage.dehors);
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle lead="Les structures que la campagne regarde, et celles qu’elle laisse de côté, avec la raison. Être dans la population n’est pas être choisi.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      <Composition famille={famille} comptage={comptage} />
      <DataTable
        caption={`${TITRE} de la campagne ${campagne.nom}`}
        noun={["structure", "structures"]}
        columns={columns}
        rows={lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={total}
        filters={
          <FilterBar label="Filtrer la population" names={["famille", "presence"]} params={params}>
            <SelectField
              field={{ id: "filtre-famille", name: "famille", initialValue: famille }}
              label="Famille"
              placeholder="La première"
              choices={campagne.familles.map((code) => ({
                value: code,
                label: FAMILLES_ANALYSE[code].libelle,
              }))}
            />
            <SelectField
              field={{ id: "filtre-presence", name: "presence", initialValue: presence }}
              label="Dans la campagne"
              placeholder="Oui"
              choices={[
                { value: "dehors", label: "Non, quelle que soit la raison" },
                ...dehors.map(([raison, n]) => ({
                  value: raison,
                  label: `Non : ${RAISONS_EXCLUSION[raison as keyof typeof RAISONS_EXCLUSION].toLowerCase()} (${formatNombre(n, 0)})`,
                })),
              ]}
            />
          </FilterBar>
        }
        notice={
          <ExportLinks
            href={`/ciblage/${campagne.id}/population/export?${search}`}
            objet={`la population (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title="Aucune structure">
            {presence === "dedans"
              ? "Les réglages de la campagne ne gardent aucune structure de cette famille. Élargissez les statuts, les secteurs ou les territoires dans « Régler la campagne »."
              : "Aucune structure n’est laissée de côté pour cette raison."}
          </EmptyState>
        }
      />
    </>
  );
}
