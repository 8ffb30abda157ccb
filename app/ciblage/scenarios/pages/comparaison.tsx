import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { countComparees, listComparees, type StructureComparee } from "../comparaison/queries.server.ts";
import { comparables, PRESENCES, type ScenarioCompare, TRIS_COMPARAISON } from "../comparaison/rules.ts";
import { readPresence } from "../comparaison/schema.ts";
import { listScenarios } from "../queries.server.ts";
import type { Route } from "./+types/comparaison.ts";

const TITRE = "Comparer des scénarios";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

const FIXES = ["nom", "type", "commune", "departement"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const choix = comparables(await listScenarios(current.db, campagne.id), search.getAll("s"));
  if (!choix.ok) return { campagne, refus: choix.message, comparaison: null };
  const { compares } = choix;
  const columns = [...FIXES, ...compares.map((_, rang) => `s${rang + 1}`)];
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_COMPARAISON, defaultSort: "nom", columns, fixedColumns: ["nom"] },
  });
  const calculs = compares.map(({ dernier }) => dernier.id);
  const scope = scopeOf(actor, "ciblage.lire");
  const [comptes, liste] = await Promise.all([
    countComparees(current.db, calculs, scope),
    listComparees(current.db, calculs, scope, {
      presence: readPresence(search, compares.length),
      tri: TRIS_COMPARAISON.find((tri) => tri === query.sort.key) ?? "nom",
      sens: query.sort.direction,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    }),
  ]);
  return {
    campagne,
    refus: null,
    comparaison: { compares, comptes, ...liste, query, search: search.toString() },
  };
}

export default function PageComparaison({ loaderData }: Route.ComponentProps) {
  const { campagne, refus, comparaison } = loaderData;
  const scenarios = `/ciblage/${campagne.id}/scenarios`;
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle lead="Ce que le dernier calcul de chaque scénario retient, côte à côte. Une structure qui reste quand la règle change est un repère plus sûr qu’un rang.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      {comparaison ? (
        <Comparaison base={scenarios} {...comparaison} />
      ) : (
        <EmptyState
          title="Rien à comparer pour le moment"
          action={
            <a className="fr-btn fr-btn--secondary" href={scenarios}>
              Revenir aux scénarios
            </a>
          }
        >
          {refus}
        </EmptyState>
      )}
    </>
  );
}

type ComparaisonProps = NonNullable<Route.ComponentProps["loaderData"]["comparaison"]> & { base: string };

function Comparaison({ base, compares, comptes, lignes, total, query, search }: ComparaisonProps) {
  const params = new URLSearchParams(search);
  return (
    <>
      <ul>
        <li>Retenues par tous : {formatNombre(comptes.toutes, 0)}</li>
        {compares.map(({ id, nom, dernier }, rang) => (
          <li key={id}>
            <a href={`${base}/${id}`}>{nom}</a>, calcul {dernier.numero} :{" "}
            {pluriel(dernier.retenues, "retenue")}, dont {formatNombre(comptes.seules[rang] ?? 0, 0)} ici
            seulement
          </li>
        ))}
      </ul>
      <DataTable
        caption="Structures retenues par les scénarios comparés"
        noun={["structure", "structures"]}
        columns={columnsOf(compares)}
        rows={lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={total}
        filters={
          <FilterBar label="Filtrer la comparaison" names={["presence"]} params={params}>
            <SelectField
              field={{ id: "presence", name: "presence", initialValue: params.get("presence") ?? "" }}
              label="Structures"
              placeholder={PRESENCES.une}
              choices={[
                { value: "toutes", label: PRESENCES.toutes },
                { value: "partage", label: PRESENCES.partage },
                ...compares.map(({ nom }, rang) => ({
                  value: `seul-${rang + 1}`,
                  label: `Retenues par « ${nom} » seulement`,
                })),
              ]}
            />
          </FilterBar>
        }
        notice={
          <ExportLinks
            href={`${base}/comparaison/export?${search}`}
            objet={`la comparaison (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title="Aucune structure">
            Aucune structure ne répond à ce filtre, dans ce que vous pouvez lire.
          </EmptyState>
        }
      />
    </>
  );
}

function columnsOf(compares: readonly ScenarioCompare[]): Column<StructureComparee>[] {
  return [
    {
      ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
      render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
    },
    { key: "type", title: "Type", optional: true, render: ({ type }) => TYPES[type] },
    { key: "commune", title: "Commune", optional: true, sortable: true, render: ({ commune }) => commune },
    {
      ...{ key: "departement", title: "Département", optional: true, sortable: true },
      render: ({ departementNom }) => departementNom,
    },
    ...compares.map(
      ({ nom }, rang): Column<StructureComparee> => ({
        key: `s${rang + 1}`,
        title: nom,
        optional: true,
        render: ({ verdicts }) => direVerdict(verdicts[rang] ?? null),
      }),
    ),
  ];
}

function direVerdict(verdict: StructureComparee["verdicts"][number]): string {
  if (!verdict) return "Hors de sa population";
  const { retenue, rang, frequence } = verdict;
  const parts = [
    retenue ? "Retenue" : "Non retenue",
    ...(rang === null ? [] : [`rang ${formatNombre(rang, 0)}`]),
    ...(frequence === null ? [] : [`dans ${formatPourcent(frequence)} des tirages`]),
  ];
  return parts.join(", ");
}
