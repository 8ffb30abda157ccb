import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { TablePaging } from "#app/platform/ui/table-paging.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { lireNotification, lireNotifications } from "../commands.server.ts";
import { NotificationsList } from "../components/notifications-list.tsx";
import { countNonLues, listNotifications } from "../queries.server.ts";
import { GENRES_NOTIFICATION, listGenres } from "../rules.ts";
import { lectureSchema, readGenre } from "../schema.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Messages";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const params = new URL(request.url).searchParams;
  const { page, size } = readTableQuery(params, {
    sortable: [],
    defaultSort: "date",
    columns: [],
    fixedColumns: [],
  });
  const liste = await listNotifications(current.db, actor.agentId, {
    genre: readGenre(params.get("genre")),
    nonLues: params.has("nouvelles"),
    limit: size,
    offset: (page - 1) * size,
  });
  return {
    ...liste,
    nonLues: await countNonLues(current.db, actor.agentId),
    genres: listGenres((permission) => hasPermission(actor, permission)),
    page,
    pages: Math.max(Math.ceil(liste.total / size), 1),
    search: params.toString(),
    jusque: current.now().toISOString(),
    suivre: hasPermission(actor, "courriel.suivre"),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const { search, searchParams } = new URL(request.url);
  return submitForm(request, lectureSchema, async ({ notification, jusque }) => {
    if (notification) await lireNotification(current, { agentId, id: notification });
    else if (jusque)
      await lireNotifications(current, {
        agentId,
        genre: readGenre(searchParams.get("genre")),
        jusque: new Date(jusque),
      });
    throw redirect(`/messages${search}`, 303);
  });
}

export default function PageMessages({ loaderData }: Route.ComponentProps) {
  const { notifications, total, nonLues, genres, page, pages, search, jusque, suivre } = loaderData;
  const params = new URLSearchParams(search);
  return (
    <>
      <PageTitle
        lead="Ce que le service vous dit, du plus nouveau au plus ancien. Ouvrir un message mène là où agir."
        actions={
          <>
            {suivre && (
              <a className="fr-btn fr-btn--secondary" href="/courriels">
                Courriels du service
              </a>
            )}
            <a className="fr-btn fr-btn--secondary" href="/messages/preferences">
              Choisir comment les recevoir
            </a>
          </>
        }
      >
        {TITRE}
      </PageTitle>
      <FilterBar label="Filtrer les messages" names={["genre", "nouvelles"]} params={params}>
        <SelectField
          field={{ id: "filtre-genre", name: "genre", initialValue: params.get("genre") ?? "" }}
          label="Sujet"
          placeholder="Tous"
          choices={genres.map((genre) => ({ value: genre, label: GENRES_NOTIFICATION[genre].libelle }))}
        />
        <SelectField
          field={{ id: "filtre-nouvelles", name: "nouvelles", initialValue: params.get("nouvelles") ?? "" }}
          label="Lecture"
          placeholder="Tous"
          choices={[{ value: "oui", label: "À lire" }]}
        />
      </FilterBar>
      <div className="anc-messages__tete">
        <p>
          {pluriel(total, "message")}
          {nonLues > 0 && `, dont ${pluriel(nonLues, "à lire", "à lire")}`}
        </p>
        {notifications.some(({ lueLe }) => lueLe === null) && (
          <form method="post">
            <input type="hidden" name="jusque" value={jusque} />
            <SubmitButton priority="tertiary">Tout marquer comme lu</SubmitButton>
          </form>
        )}
      </div>
      {notifications.length === 0 ? (
        <EmptyState title={params.has("genre") || params.has("nouvelles") ? "Rien ici" : "Aucun message"}>
          {params.has("genre") || params.has("nouvelles")
            ? "Aucun message ne répond à ce choix."
            : "Le service vous écrira ici quand quelque chose vous attendra."}
        </EmptyState>
      ) : (
        <NotificationsList notifications={notifications} />
      )}
      <TablePaging page={page} pages={pages} params={params} />
    </>
  );
}
