import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery, tableHref } from "#app/platform/ui/table-query.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { findRepartitionIps, listChoixFiltres } from "../../territoires/queries.server.ts";
import { RepartitionIps } from "../components/repartition-ips.tsx";
import { STRUCTURE_COLUMNS, structureColumns } from "../components/structure-columns.tsx";
import { StructureFilters } from "../components/structure-filters.tsx";
import { listStructures, TRIS, type Tri } from "../queries.server.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

export const meta = () => documentTitle("Structures");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const filtres = readFiltres(params);
  const query = readTableQuery(params, {
    sortable: TRIS,
    defaultSort: "nom",
    columns: STRUCTURE_COLUMNS,
    defaultColumns: STRUCTURE_COLUMNS.filter((key) => key !== "academie"),
    fixedColumns: ["nom"],
  });
  const portees = {
    structures: scopeOf(actor, "structure.lire"),
    indicateurs: scopeOf(actor, "indicateur.lire"),
  };
  const choix = await listChoixFiltres(current.db, portees.structures);
  const annee = choisirAnnee(choix.annees, filtres.annee);
  const indicateurs = hasPermission(actor, "indicateur.lire");
  // Drawn when asked for, or when a threshold is chosen: the list itself stays light.
  const drawn = indicateurs && (filtres.ips !== undefined || params.has("repartition"));
  const nation = current.settings.demonstration ? "demonstration" : "france";
  const [liste, repartition] = await Promise.all([
    listStructures(current.db, portees, filtres, annee, {
      tri: query.sort.key as Tri,
      sens: query.sort.direction,
      limit: query.size,
      offset: (query.page - 1) * query.size,
    }),
    drawn ? findRepartitionIps(current.db, getLecteur(actor), filtres, annee, nation) : undefined,
  ]);
  return {
    repartition,
    liste,
    choix,
    annee,
    filtres,
    query,
    search: params.toString(),
    indicateurs,
  };
}

export default function Liste({ loaderData }: Route.ComponentProps) {
  const { liste, repartition, choix, annee, filtres, query, search, indicateurs } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle lead="Écoles, collèges et lycées que votre fonction vous permet de suivre.">
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
        columns={structureColumns(annee, indicateurs)}
        rows={liste.lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={liste.total}
        exportHref={`/structures/export?${search}`}
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
          repartition ? (
            <RepartitionIps repartition={repartition} seuil={filtres.ips} />
          ) : (
            indicateurs && (
              <p>
                <a className="fr-link" href={tableHref(params, { repartition: "oui" })}>
                  Voir la répartition de l’IPS
                </a>
              </p>
            )
          )
        }
        empty={
          <EmptyState title="Aucune structure ne correspond">
            Essayez avec moins de filtres, une partie du nom, ou le nom de la commune. Une faute de frappe est
            rattrapée quand elle est légère.
          </EmptyState>
        }
      />
    </>
  );
}
