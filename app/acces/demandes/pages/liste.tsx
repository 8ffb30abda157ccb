import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { EtatDemandeBadge } from "../components/demande-resume.tsx";
import { type DemandeLue, listDemandes } from "../queries.server.ts";
import { ETATS_DEMANDE, type EtatDemande } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Demandes d’accès";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["personne", "fonction", "portee", "depot", "etat"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "depot",
    columns: COLUMNS,
    fixedColumns: ["personne"],
  });
  const etat = params.get("etat") ?? "";
  const page = {
    etat: Object.hasOwn(ETATS_DEMANDE, etat) ? (etat as EtatDemande) : undefined,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  };
  return { ...(await listDemandes(current.db, getActor(current), page)), query, search: params.toString() };
}

const columns: readonly Column<DemandeLue>[] = [
  {
    key: "personne",
    title: "Personne",
    rowHeader: true,
    render: ({ id, nomComplet, courriel }) => (
      <>
        <a href={`/demandes-acces/${id}`}>{nomComplet}</a>
        <span className="fr-hint-text">{courriel}</span>
      </>
    ),
  },
  {
    key: "fonction",
    title: "Fonction demandée",
    optional: true,
    render: ({ fonction }) => FONCTIONS[fonction],
  },
  { key: "portee", title: "Périmètre", optional: true, render: ({ portee }) => portee },
  {
    key: "depot",
    title: "Déposée le",
    optional: true,
    render: ({ creeLe }) => formatDate(new Date(creeLe), "Europe/Paris"),
  },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <EtatDemandeBadge etat={etat} /> },
];

export default function ListeDemandes({
  loaderData: { lignes, total, query, search },
}: Route.ComponentProps) {
  const params = new URLSearchParams(search);
  const field = { id: "filtre-etat", name: "etat", initialValue: params.get("etat") ?? "" };
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Les personnes qui demandent une fonction que vous pouvez confier. La plus ancienne attend en tête.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["demande", "demandes"]}
        columns={columns}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        filters={
          <FilterBar label="Filtrer les demandes" names={["etat"]} params={params}>
            <SelectField
              field={field}
              label="État"
              choices={Object.entries(ETATS_DEMANDE).map(([value, label]) => ({ value, label }))}
              placeholder="Tous"
            />
          </FilterBar>
        }
        empty={
          <EmptyState title="Aucune demande ne vous attend">
            Quand une personne demande une fonction de votre périmètre, vous en êtes prévenu ici et par
            courriel.
          </EmptyState>
        }
      />
    </>
  );
}
