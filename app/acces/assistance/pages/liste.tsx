import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { getActor } from "../../queries.server.ts";
import { EtatAssistanceBadge } from "../components/etat-assistance.tsx";
import { type AssistanceLue, listAssistancesDemandees } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Vues d’assistance";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["agent", "demandee", "motif", "etat"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "demandee",
    columns: COLUMNS,
    fixedColumns: ["agent"],
  });
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  const liste = await listAssistancesDemandees(current, getActor(current).agentId, page);
  return { ...liste, query, search: params.toString() };
}

const columns: Column<AssistanceLue>[] = [
  {
    key: "agent",
    title: "Personne aidée",
    rowHeader: true,
    render: ({ id, agent }) => <a href={`/assistance/${id}`}>{agent}</a>,
  },
  {
    key: "demandee",
    title: "Demandée",
    optional: true,
    render: ({ demandeeLe }) => formatDateHeure(new Date(demandeeLe), "Europe/Paris"),
  },
  { key: "motif", title: "Motif", optional: true, render: ({ motif }) => motif },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <EtatAssistanceBadge etat={etat} /> },
];

export default function ListeAssistances({ loaderData }: Route.ComponentProps) {
  const { lignes, total, query, search } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle
        lead="Voir le service comme une personne le voit, en lecture seule, avec son accord, une heure au plus. Chaque vue laisse une trace que la personne peut lire."
        actions={
          <a className="fr-btn" href="/assistance/nouvelle">
            Demander une vue
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["demande", "demandes"]}
        columns={columns}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={
          <EmptyState title="Vous n’avez rien demandé">
            Quand une personne vous décrit une difficulté que vous ne voyez pas, demandez-lui une vue.
          </EmptyState>
        }
      />
    </>
  );
}
