import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { listConcertations } from "../queries.server.ts";
import {
  attendusOf,
  type Concertation,
  canConsigner,
  compterPositions,
  filtrerConcertations,
  GENRES_CONCERTATION,
  isCcmaAttendue,
  lireGenre,
  POSITIONS,
  TRIS_CONCERTATION,
  trierConcertations,
} from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Concertations et dialogue social";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const toutes = await listConcertations(current.db, campagne.id);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_CONCERTATION, defaultSort: "date" },
    ...{ columns: ["instance", "date", "genre", "positions"], fixedColumns: ["instance"] },
  });
  const genre = lireGenre(search);
  const gardees = trierConcertations(
    filtrerConcertations(toutes, genre),
    query.sort.key,
    query.sort.direction,
  );
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    lignes: gardees.slice((query.page - 1) * query.size, query.page * query.size),
    total: gardees.length,
    consigne: hasPermission(actor, "ciblage.consigner") && canConsigner(campagne).ok,
    attendus: campagne.etat === "close" ? [] : listAttendus(campagne.population.secteurs, toutes),
    ...{ genre, query, search: search.toString() },
  };
}

const CCMA =
  "La population compte le privé sous contrat : aucune réunion de la CCMA, avec le CAEC, n’est consignée.";

const listAttendus = (...population: Parameters<typeof isCcmaAttendue>) => [
  ...attendusOf(population[1]),
  ...(isCcmaAttendue(...population) ? [CCMA] : []),
];

const columnsOf = (base: string): Column<Concertation>[] => [
  {
    ...{ key: "instance", title: "Instance ou réunion", rowHeader: true, sortable: true },
    render: ({ id, instance }) => <a href={`${base}/${id}`}>{instance}</a>,
  },
  { key: "date", title: "Tenue le", sortable: true, render: ({ tenueLe }) => formatDate(tenueLe) },
  { key: "genre", title: "Genre", optional: true, render: ({ genre }) => GENRES_CONCERTATION[genre] },
  {
    key: "positions",
    title: "Positions",
    optional: true,
    render: ({ positions }) =>
      positions.length === 0
        ? "Aucune consignée"
        : compterPositions(positions)
            .map(({ position, n }) => `${POSITIONS[position]} : ${n}`)
            .join(", "),
  },
];

export default function PageConcertations({ loaderData }: Route.ComponentProps) {
  const { campagne, lignes, total, consigne, attendus, genre, query, search } = loaderData;
  const params = new URLSearchParams(search);
  const base = `/ciblage/${campagne.id}/concertations`;
  return (
    <>
      <FilCampagne campagne={campagne} page="Concertations" />
      <PageTitle
        lead={`Campagne « ${campagne.nom} ». Ce qui a été dit avant de décider, par organisation et par qualité, jamais par personne.`}
        actions={
          consigne && (
            <a className="fr-btn" href={`${base}/nouvelle`}>
              Consigner une réunion
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      {attendus.map((phrase) => (
        <Notification key={phrase} tone="info">
          {phrase}
        </Notification>
      ))}
      <DataTable
        caption={TITRE}
        noun={["réunion", "réunions"]}
        columns={columnsOf(base)}
        rows={lignes}
        rowKey={({ id }) => id}
        {...{ query, params, total }}
        filters={
          <FilterBar label="Filtrer les réunions" names={["genre"]} params={params}>
            <SelectField
              field={{ id: "concertations-genre", name: "genre", initialValue: genre ?? "" }}
              label="Genre"
              placeholder="Tous"
              choices={Object.entries(GENRES_CONCERTATION).map(([value, label]) => ({ value, label }))}
            />
          </FilterBar>
        }
        notice={total > 0 && <ExportLinks href={`${base}/export?${search}`} objet="les positions" />}
        empty={
          <EmptyState title="Aucune réunion">
            {genre
              ? "Aucune réunion de ce genre n’est consignée : effacez le filtre pour voir les autres."
              : "Les réunions tenues avant de décider paraîtront ici, avec les positions de chaque organisation."}
          </EmptyState>
        }
      />
    </>
  );
}
