import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { demanderApplication } from "../commands.server.ts";
import { ConfirmationImport } from "../components/confirmation-import.tsx";
import { getImportAConfirmer } from "../queries.server.ts";
import { acteSchema } from "../schema.ts";
import type { Route } from "./+types/application.ts";

const TITRE = "Appliquer ce dépôt";

export const meta = () => documentTitle(TITRE);

export function loader({ params, context }: Route.LoaderArgs) {
  return getImportAConfirmer(context.get(requestContext).db, params.import);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  return submitForm(request, acteSchema, async ({ version }) => {
    await demanderApplication(current, {
      importId: params.import,
      version,
      agentId: getActor(current).agentId,
    });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function Application({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ConfirmationImport
      titre={TITRE}
      consequence="Les lignes acceptées entreront dans le référentiel en une seule fois, et les références seront recalculées. Les lignes refusées et les fichiers laissés de côté n’y entrent pas."
      bouton="Appliquer"
      vu={loaderData}
      reply={actionData}
    />
  );
}
