import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery, tableHref } from "#app/platform/ui/table-query.ts";
import { DATASETS } from "../../imports/datasets/catalogue.ts";
import { FiltresAnomaliesForm } from "../components/filtres-anomalies.tsx";
import {
  type AnomalieResumee,
  listAnomalies,
  listDepartementsAnomalies,
  TRIS,
  type Tri,
} from "../queries.server.ts";
import { ETATS, GENRES } from "../rules.ts";
import { readFiltresAnomalies } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Anomalies des données";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["structure", "genre", "constat", "annee", "detectee", "etat"] as const;

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "anomalie.lire");
  const params = new URL(request.url).searchParams;
  const filtres = readFiltresAnomalies(params);
  const query = readTableQuery(params, {
    sortable: TRIS,
    defaultSort: "structure",
    columns: COLUMNS,
    fixedColumns: ["structure", "constat"],
  });
  const page = {
    tri: query.sort.key as Tri,
    sens: query.sort.direction,
    limit: query.size,
    offset: (query.page - 1) * query.size,
  };
  const [liste, departements] = await Promise.all([
    listAnomalies(current.db, scope, filtres, page),
    listDepartementsAnomalies(current.db, scope),
  ]);
  return {
    ...liste,
    departements,
    filtres,
    query,
    search: params.toString(),
    traiter: hasPermission(actor, "anomalie.traiter"),
    jeux: DATASETS.map(({ code, libelle }) => ({ code, libelle })),
  };
}

const columns: Column<AnomalieResumee>[] = [
  {
    key: "structure",
    title: "Structure",
    sortable: true,
    rowHeader: true,
    render: ({ uai, structure }) =>
      uai ? <a href={`/structures/${uai}`}>{structure}</a> : "Ensemble des données",
  },
  { key: "genre", title: "Nature", sortable: true, optional: true, render: ({ genre }) => GENRES[genre] },
  {
    key: "constat",
    title: "Constat",
    render: ({ id, constat }) => <a href={`/anomalies/${id}`}>{constat}</a>,
  },
  {
    key: "annee",
    title: "Année scolaire",
    sortable: true,
    optional: true,
    render: ({ annee }) => (annee === null ? "" : formatAnneeScolaire(annee)),
  },
  {
    key: "detectee",
    title: "Détectée le",
    sortable: true,
    optional: true,
    render: ({ detecteeLe }) => formatDate(new Date(detecteeLe), "Europe/Paris"),
  },
  { key: "etat", title: "État", optional: true, render: ({ etat }) => <Badge>{ETATS[etat]}</Badge> },
];

export default function ListeAnomalies({ loaderData }: Route.ComponentProps) {
  const { lignes, total, genres, departements, filtres, query, search, traiter, jeux } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle lead="Ce qui ne va pas de soi dans les données : à corriger à la source, à compléter d’une valeur locale, ou à expliquer.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["anomalie", "anomalies"]}
        columns={columns}
        rows={lignes}
        rowKey={({ id }) => id}
        query={query}
        params={params}
        total={total}
        filters={<FiltresAnomaliesForm {...{ filtres, genres, jeux, departements, params }} />}
        notice={
          <>
            <ExportLinks href={`/anomalies/export?${search}`} objet="les anomalies" />
            {traiter && filtres.genre && total > 1 && (
              <p>
                <a className="fr-link" href={`/anomalies/justification${tableHref(params, {})}`}>
                  Justifier plusieurs de ces anomalies
                </a>
              </p>
            )}
          </>
        }
        empty={
          <EmptyState title="Aucune anomalie ne correspond">
            Les données sont examinées à chaque import. Essayez avec moins de filtres.
          </EmptyState>
        }
      />
    </>
  );
}
