import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { type ImportResume, listImports } from "../queries.server.ts";
import { ETATS_IMPORT, ORIGINES } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

export const meta = () => documentTitle("Imports");

const COLUMNS: readonly Column<ImportResume>[] = [
  {
    key: "depot",
    title: "Dépôt",
    rowHeader: true,
    render: ({ id, deposeLe }) => (
      <a href={`/imports/${id}`}>{formatDateHeure(new Date(deposeLe), "Europe/Paris")}</a>
    ),
  },
  {
    key: "etat",
    title: "État",
    render: ({ etat }) => (
      <Badge tone={etat === "applique" ? "success" : "neutral"}>{ETATS_IMPORT[etat]}</Badge>
    ),
  },
  {
    key: "par",
    title: "Déposé par",
    optional: true,
    render: ({ deposePar, origine }) => deposePar ?? ORIGINES[origine],
  },
  {
    key: "fichiers",
    title: "Fichiers",
    numeric: true,
    optional: true,
    render: ({ fichiers }) => formatNombre(fichiers),
  },
  { key: "lu", title: "Lignes lues", numeric: true, optional: true, render: ({ lu }) => formatNombre(lu) },
  { key: "cree", title: "Créées", numeric: true, optional: true, render: ({ cree }) => formatNombre(cree) },
  {
    key: "modifie",
    title: "Modifiées",
    numeric: true,
    optional: true,
    render: ({ modifie }) => formatNombre(modifie),
  },
  {
    key: "rejete",
    title: "Refusées",
    numeric: true,
    optional: true,
    render: ({ rejete }) => formatNombre(rejete),
  },
];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const query = readTableQuery(params, {
    sortable: [],
    defaultSort: "depot",
    columns: COLUMNS.map(({ key }) => key),
    fixedColumns: ["depot", "etat"],
  });
  const liste = await listImports(current.db, { limit: query.size, offset: (query.page - 1) * query.size });
  return {
    ...liste,
    query,
    search: params.toString(),
    deposer: hasPermission(getActor(current), "import.deposer"),
  };
}

export default function Imports({
  loaderData: { imports, total, query, search, deposer },
}: Route.ComponentProps) {
  return (
    <>
      <PageTitle
        lead="Chaque dépôt de fichiers officiels, ce qu’il contenait et ce qu’il a changé."
        actions={
          deposer && (
            <a className="fr-btn" href="/imports/depot">
              Déposer des fichiers
            </a>
          )
        }
      >
        Imports
      </PageTitle>
      {deposer && (
        <ul className="anc-actions-fichier">
          <li>
            <a className="fr-link" href="/imports/codes">
              Codes mal formés décidés
            </a>
          </li>
          <li>
            <a className="fr-link" href="/imports/lectures">
              En-têtes décrits
            </a>
          </li>
        </ul>
      )}
      <DataTable
        caption="Imports"
        noun={["dépôt", "dépôts"]}
        columns={COLUMNS}
        rows={imports}
        rowKey={({ id }) => id}
        query={query}
        params={new URLSearchParams(search)}
        total={total}
        empty={
          <EmptyState title="Aucun dépôt pour l’instant">
            Les fichiers déposés apparaîtront ici, avec leur compte rendu.
          </EmptyState>
        }
      />
    </>
  );
}
