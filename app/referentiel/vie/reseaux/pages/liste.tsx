import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { STATUTS_EP } from "../../../rules.ts";
import { listReseaux, type ReseauResume } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Réseaux d’éducation prioritaire";
export const meta = () => documentTitle(TITRE);

const COLONNES: readonly Column<ReseauResume>[] = [
  {
    key: "tete",
    title: "Tête de réseau",
    rowHeader: true,
    render: ({ tete, nom }) => (nom === null ? <code>{tete}</code> : <a href={`/reseaux/${tete}`}>{nom}</a>),
  },
  {
    key: "commune",
    title: "Commune",
    optional: true,
    render: ({ communeNom }) => communeNom || "Non précisée",
  },
  {
    key: "academie",
    title: "Académie",
    optional: true,
    render: ({ academie }) => academie ?? "Hors de votre portée",
  },
  {
    key: "statut",
    title: "Éducation prioritaire",
    optional: true,
    render: ({ statutEp }) => (statutEp ? STATUTS_EP[statutEp] : "Statut non publié"),
  },
  {
    key: "membres",
    title: "Membres",
    numeric: true,
    optional: true,
    render: ({ membres }) => formatNombre(membres),
  },
];
const CLES = COLONNES.map(({ key }) => key);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "tete",
    columns: CLES,
    fixedColumns: ["tete"],
  });
  const page = { limit: query.size, offset: (query.page - 1) * query.size };
  const scope = scopeOf(getActor(current), "structure.lire");
  return { ...(await listReseaux(current.db, scope, page)), query, search: params.toString() };
}

export default function PageReseaux({ loaderData: { reseaux, total, query, search } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Chaque réseau réunit un collège et les écoles de son secteur, d’après la liste de l’éducation prioritaire et les saisies de l’académie. Le nombre de membres est celui de votre portée.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["réseau", "réseaux"]}
        columns={COLONNES}
        rows={reseaux}
        rowKey={({ tete }) => tete}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={
          <EmptyState title="Aucun réseau n’est connu dans votre portée">
            Les réseaux viennent de la liste des REP et REP+ : ils apparaîtront après son import.
          </EmptyState>
        }
      />
    </>
  );
}
