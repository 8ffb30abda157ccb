import { redirectDocument } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { terminerAssistance } from "../commands.server.ts";
import { findAssistanceEnCours } from "../queries.server.ts";
import { confirmationAssistanceSchema } from "../schema.ts";
import type { Route } from "./+types/fin.ts";

const TITRE = "Mettre fin à une vue d’assistance";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const enCours = await findAssistanceEnCours(current, actor.agentId);
  return { enCours: enCours !== undefined };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, confirmationAssistanceSchema, async () => {
    const id = await terminerAssistance(current, actor);
    // The pages change hands: the browser starts afresh.
    throw redirectDocument(id ? `/assistance/${id}` : "/", 303);
  });
}

/** Reached by the button of the strip; shown to whoever comes by the address. */
export default function PageFin({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle>{TITRE}</PageTitle>
      {loaderData.enCours ? (
        <ActeForm id="fin" bouton="Mettre fin à la vue" retour="/" reply={actionData}>
          {() => <p>L’appui ne verra plus le service comme vous, dès la page suivante.</p>}
        </ActeForm>
      ) : (
        <EmptyState title="Aucune vue n’est en cours" action={<a href="/">Revenir à l’accueil</a>}>
          Personne ne voit le service à votre place.
        </EmptyState>
      )}
    </>
  );
}
