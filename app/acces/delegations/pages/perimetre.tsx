import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { EtatBadge } from "../components/delegations-list.tsx";
import { type DelegationLue, listDelegationsDuPerimetre } from "../queries.server.ts";
import { addJours } from "../rules.ts";
import { readFiltreDelegations } from "../schema.ts";
import type { Route } from "./+types/perimetre.ts";

const TITRE = "Délégations du périmètre";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["delegant", "delegataire", "fonction", "nature", "dernier", "acte", "etat"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "dernier",
    columns: COLUMNS,
    fixedColumns: ["delegant"],
  });
  const liste = await listDelegationsDuPerimetre(current, scopeOf(getActor(current), "agent.lire"), {
    ...readFiltreDelegations(params),
    limit: query.size,
    offset: (query.page - 1) * query.size,
  });
  return { ...liste, query, search: params.toString() };
}

const columns: Column<DelegationLue>[] = [
  {
    key: "delegant",
    title: "Qui délègue",
    rowHeader: true,
    render: ({ id, delegant }) => <a href={`/delegations/${id}`}>{delegant}</a>,
  },
  { key: "delegataire", title: "À qui", optional: true, render: ({ delegataire }) => delegataire },
  {
    key: "fonction",
    title: "Fonction et périmètre",
    optional: true,
    render: ({ fonction, portee }) => `${FONCTIONS[fonction]}, ${portee}`,
  },
  { key: "nature", title: "Nature", optional: true, render: ({ nature }) => NATURES_DELEGATION[nature] },
  {
    key: "dernier",
    title: "Dernier jour",
    optional: true,
    render: ({ fin }) => formatDate(addJours(fin, -1)),
  },
  { key: "acte", title: "Acte", optional: true, render: ({ acte }) => acte },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <EtatBadge etat={etat} /> },
];

export default function DelegationsPerimetre({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, search } = loaderData;
  const params = new URLSearchParams(search);
  const { valides } = readFiltreDelegations(params);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Délégations", href: "/delegations" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Qui agit au nom de qui, par quel acte et jusqu’à quand, là où vous lisez les fonctions.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["délégation", "délégations"]}
        columns={columns}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        notice={
          <>
            <ExportLinks href={`/delegations/export?${search}`} objet="les délégations" />
            <p>
              {valides ? (
                <a className="fr-link" href="/delegations/perimetre?etat=toutes">
                  Voir aussi celles qui ont pris fin
                </a>
              ) : (
                <a className="fr-link" href="/delegations/perimetre">
                  Ne voir que celles qui valent encore
                </a>
              )}
            </p>
          </>
        }
        empty={
          <EmptyState title="Aucune délégation ici">
            Une direction, un service ou une inspection délègue depuis sa page « Délégations ».
          </EmptyState>
        }
      />
    </>
  );
}
