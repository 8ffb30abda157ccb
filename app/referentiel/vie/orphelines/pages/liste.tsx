import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { TYPES } from "../../../rules.ts";
import { listChoixFiltres } from "../../../territoires/queries.server.ts";
import { FiltresOrphelinesForm } from "../components/filtres-orphelines.tsx";
import { RegleOrphelines } from "../components/regle-orphelines.tsx";
import { findMedianeEp, type LigneOrpheline, listOrphelines, TRIS_ORPHELINES } from "../queries.server.ts";
import { CALCULS } from "../rules.ts";
import { readFiltresOrphelines } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Écoles orphelines";
export const meta = () => documentTitle(TITRE);

const COLONNES = ["nom", "type", "commune", "departement", "academie", "calcul", "decision", "dispositifs"];

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "indicateur.lire");
  const params = new URL(request.url).searchParams;
  const filtres = readFiltresOrphelines(params);
  const query = readTableQuery(params, {
    sortable: TRIS_ORPHELINES,
    defaultSort: "nom",
    columns: COLONNES,
    defaultColumns: COLONNES.filter((key) => key !== "academie"),
    fixedColumns: ["nom"],
  });
  const nation = current.settings.demonstration ? "demonstration" : "france";
  const [{ lignes, total }, choix, mediane] = await Promise.all([
    listOrphelines(
      current.db,
      scope,
      { filtres, jour: civilDay(current.now()) },
      {
        tri: query.sort.key,
        sens: query.sort.direction,
        limit: query.size,
        offset: (query.page - 1) * query.size,
      },
    ),
    listChoixFiltres(current.db, scope),
    findMedianeEp(current.db, nation),
  ]);
  const decide = hasPermission(actor, "orpheline.decider");
  return { lignes, total, choix, mediane, filtres, query, decide, search: params.toString() };
}

const columns = (decide: boolean): Column<LigneOrpheline>[] => [
  {
    key: "nom",
    title: "École",
    sortable: true,
    rowHeader: true,
    render: ({ uai, nom }) => <a href={`/structures/${uai}/vie`}>{nom}</a>,
  },
  { key: "type", title: "Type", optional: true, render: ({ type }) => TYPES[type] },
  {
    key: "commune",
    title: "Commune",
    sortable: true,
    optional: true,
    render: ({ communeNom }) => communeNom || "Non précisée",
  },
  {
    key: "departement",
    title: "Département",
    sortable: true,
    optional: true,
    render: ({ departementCode }) => departementCode,
  },
  { key: "academie", title: "Académie", optional: true, render: ({ academie }) => academie },
  {
    key: "calcul",
    title: "Calcul",
    optional: true,
    render: ({ calcul, raisons }) => (
      <>
        {calcul ? CALCULS[calcul] : "Non calculé"}
        {raisons.length > 0 && <span className="fr-hint-text">{raisons.join(" ")}</span>}
      </>
    ),
  },
  {
    key: "decision",
    title: "Décision",
    optional: true,
    render: (ligne) => <Decision ligne={ligne} decide={decide} />,
  },
  {
    key: "dispositifs",
    title: "Dispositifs en vigueur",
    optional: true,
    render: ({ dispositifs }) => dispositifs.join(", ") || "Aucun n’est noté",
  },
];

function Decision({
  ligne: { uai, nom, decision, motif, auteur },
  decide,
}: {
  ligne: LigneOrpheline;
  decide: boolean;
}) {
  return (
    <>
      {decision === null ? "Aucune" : decision ? "Reconnue" : "Non reconnue"}
      {motif && (
        <span className="fr-hint-text">
          {auteur ?? "Une personne partie depuis"} : {motif}
        </span>
      )}
      {decide && (
        <span className="fr-hint-text">
          <a href={`/structures/${uai}/orpheline`}>
            Décider<span className="fr-sr-only"> pour {nom}</span>
          </a>
        </span>
      )}
    </>
  );
}

export default function PageOrphelines({ loaderData }: Route.ComponentProps) {
  const { lignes, total, choix, mediane, filtres, query, decide, search } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle lead="Des écoles proches de l’éducation prioritaire par leur public, et qui n’en relèvent pas : une aide à repérer qui mérite d’être accompagné, jamais un classement.">
        {TITRE}
      </PageTitle>
      <DataTable
        caption={TITRE}
        noun={["école", "écoles"]}
        columns={columns(decide)}
        rows={lignes}
        rowKey={({ uai }) => uai}
        query={query}
        params={params}
        total={total}
        filters={<FiltresOrphelinesForm filtres={filtres} choix={choix} params={params} />}
        notice={
          <>
            <RegleOrphelines mediane={mediane} />
            <ExportLinks href={`/orphelines/export?${search}`} objet="les écoles de cette liste" />
          </>
        }
        empty={
          <EmptyState title="Aucune école ne correspond">
            Le calcul se fait à chaque import, quand l’IPS des écoles, la liste de l’éducation prioritaire et
            les secteurs de collège sont connus. Regardez aussi les écoles « indéterminées » : il leur manque
            une donnée.
          </EmptyState>
        }
      />
    </>
  );
}
