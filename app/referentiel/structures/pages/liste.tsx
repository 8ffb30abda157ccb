import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery, tableHref } from "#app/platform/ui/table-query.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { findRepartitionIps, listChoixFiltres, listChoixLocaux } from "../../territoires/queries.server.ts";
import { RepartitionIps } from "../components/repartition-ips.tsx";
import { DEFAULT_COLUMNS, STRUCTURE_COLUMNS, structureColumns } from "../components/structure-columns.tsx";
import { StructureFilters } from "../components/structure-filters.tsx";
import { listStructures, TRIS, type Tri } from "../queries.server.ts";
import { getPortees } from "../recherche/queries.server.ts";
import { COMPARAISON_MAX, FILTRES } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

export const meta = () => documentTitle("Structures");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params, civilDay(current.now()));
  const query = readTableQuery(params, {
    sortable: TRIS,
    defaultSort: "nom",
    columns: STRUCTURE_COLUMNS,
    defaultColumns: DEFAULT_COLUMNS,
    fixedColumns: ["nom"],
  });
  const portees = getPortees(actor);
  const choix = await listChoixFiltres(current.db, portees.structures);
  const annee = choisirAnnee(choix.annees, filtres.annee);
  const indicateurs = hasPermission(actor, "indicateur.lire");
  // Drawn when asked for, or when a threshold is chosen: the list itself stays light.
  const drawn = indicateurs && (filtres.ips !== undefined || params.has("repartition"));
  const nation = current.settings.demonstration ? "demonstration" : "france";
  const [liste, locaux, repartition] = await Promise.all([
    listStructures(current.db, portees, filtres, annee, {
      tri: query.sort.key as Tri,
      sens: query.sort.direction,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    }),
    listChoixLocaux(current.db, choix, filtres),
    drawn ? findRepartitionIps(current.db, getLecteur(actor), filtres, annee, nation) : undefined,
  ]);
  return {
    repartition,
    liste,
    choix: { ...choix, ...locaux },
    annee,
    filtres,
    query,
    search: params.toString(),
    indicateurs,
    compare: hasPermission(actor, "indicateur.comparer"),
  };
}

export default function Liste({ loaderData }: Route.ComponentProps) {
  const { liste, repartition, choix, annee, filtres, query, search, indicateurs, compare } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle
        lead="Écoles, collèges et lycées que votre fonction vous permet de suivre."
        actions={
          <a className="fr-btn fr-btn--secondary" href={`/structures/carte?${filtersOf(params)}`}>
            Voir sur une carte
          </a>
        }
      >
        Structures
      </PageTitle>
      {liste.corrige && (
        <Notification tone="info">
          {`Rien ne correspond à « ${filtres.q} » ; voici ce qui s’en approche : « ${liste.corrige} ».`}
        </Notification>
      )}
      <DataTable
        caption="Structures"
        noun={["structure", "structures"]}
        columns={structureColumns({ annee, indicateurs, choix: compare ? COMPARER : undefined })}
        rows={liste.lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={liste.total}
        filters={
          <StructureFilters
            filtres={filtres}
            choix={choix}
            annee={annee}
            indicateurs={indicateurs}
            params={params}
          />
        }
        notice={
          <>
            {repartition && <RepartitionIps repartition={repartition} seuil={filtres.ips} />}
            <div className="anc-liens">
              {indicateurs && !repartition && (
                <a className="fr-link" href={tableHref(params, { repartition: "oui" })}>
                  Voir la répartition de l’IPS
                </a>
              )}
              <ExportLinks href={`/structures/export?${search}`} objet="les structures" />
            </div>
          </>
        }
        empty={
          <EmptyState title="Aucune structure ne correspond">
            Essayez avec moins de filtres, une partie du nom, ou le nom de la commune. Une faute de frappe est
            rattrapée quand elle est légère.
          </EmptyState>
        }
      />
      {compare && liste.lignes.length > 0 && <Comparer />}
    </>
  );
}

const COMPARER = "comparer";

/** The boxes of the table belong to it: a plain form, which keeps what was ticked in the address of the next page. */
function Comparer() {
  return (
    <form id={COMPARER} action="/comparer" method="get" className="anc-comparer">
      <button type="submit" className="fr-btn fr-btn--secondary">
        Comparer les structures cochées
      </button>
      <p className="fr-hint-text">{`Côte à côte, par leur nom : ${COMPARAISON_MAX} au plus.`}</p>
    </form>
  );
}

/** The map has filters, and neither columns nor pages. */
function filtersOf(params: URLSearchParams): string {
  const kept = [...params].filter(([name]) => (FILTRES as readonly string[]).includes(name));
  return new URLSearchParams(kept).toString();
}
