import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { reglerPreferences } from "../commands.server.ts";
import { listPreferences } from "../queries.server.ts";
import {
  GENRES_NOTIFICATION,
  type GenreNotification,
  listGenres,
  MODES_NOTIFICATION,
  type ModeNotification,
  modeOf,
  obligationOf,
} from "../rules.ts";
import { champOf, preferencesSchema } from "../schema.ts";
import type { Route } from "./+types/preferences.ts";

const TITRE = "Comment recevoir vos messages";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const chosen = (await listPreferences(current.db, [actor.agentId])).get(actor.agentId) ?? {};
  const genres = listGenres((permission) => hasPermission(actor, permission));
  return {
    reglables: genres
      .filter((genre) => !obligationOf(genre))
      .map((genre) => ({ genre, mode: modeOf(genre, chosen) })),
    obligatoires: genres.filter((genre) => obligationOf(genre)),
    enregistre: new URL(request.url).searchParams.has("enregistre"),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const genres = listGenres((permission) => hasPermission(actor, permission));
  return submitForm(
    request,
    preferencesSchema,
    async (fields: Record<string, ModeNotification | undefined>) => {
      const choix = genres.flatMap((genre): [GenreNotification, ModeNotification][] => {
        const mode = fields[champOf(genre)];
        return mode === undefined ? [] : [[genre, mode]];
      });
      await reglerPreferences(current, { agentId: actor.agentId, choix: Object.fromEntries(choix) });
      throw redirect("/messages/preferences?enregistre", 303);
    },
  );
}

const CHOICES = Object.entries(MODES_NOTIFICATION).map(([value, label]) => ({
  value,
  label: label.charAt(0).toUpperCase() + label.slice(1),
}));

export default function PagePreferences({ loaderData, actionData }: Route.ComponentProps) {
  const { reglables, obligatoires, enregistre } = loaderData;
  const reply = replyOf(actionData);
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Messages", href: "/messages" }, { label: TITRE }]}
      />
      <PageTitle lead="Tout message vous attend dans le service. Choisissez ceux qui vous parviennent aussi par courriel, et quand : le résumé part à 7 h, une fois par jour, et seulement s’il a quelque chose à dire.">
        {TITRE}
      </PageTitle>
      {enregistre && !reply && (
        <Notification tone="success" live>
          Vos choix sont enregistrés. Ils valent pour les prochains messages.
        </Notification>
      )}
      <FormActe id="preferences" bouton="Enregistrer ces choix" retour="/messages" reply={reply}>
        {(field) =>
          reglables.map(({ genre, mode }) => (
            <RadioGroupField
              key={genre}
              field={field(champOf(genre), mode, false)}
              label={GENRES_NOTIFICATION[genre].libelle}
              choices={CHOICES}
              inline
            />
          ))
        }
      </FormActe>
      <h2>Ce qui vous parvient toujours</h2>
      <p>Ces messages vous protègent : ils partent aussitôt par courriel et ne peuvent pas être coupés.</p>
      <ul>
        {obligatoires.map((genre) => (
          <li key={genre}>
            <strong>{GENRES_NOTIFICATION[genre].libelle}.</strong> {obligationOf(genre)}
          </li>
        ))}
      </ul>
    </>
  );
}
