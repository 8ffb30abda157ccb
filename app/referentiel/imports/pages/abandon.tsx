import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { abandonnerImport } from "../commands.server.ts";
import { ConfirmationImport } from "../components/confirmation-import.tsx";
import { getImportAConfirmer } from "../queries.server.ts";
import { acteSchema } from "../schema.ts";
import type { Route } from "./+types/abandon.ts";

const TITRE = "Abandonner ce dépôt";

export const meta = () => documentTitle(TITRE);

export function loader({ params, context }: Route.LoaderArgs) {
  return getImportAConfirmer(context.get(requestContext).db, params.import);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  return submitForm(request, acteSchema, async ({ version }) => {
    await abandonnerImport(current, { importId: params.import, version, agentId: getActor(current).agentId });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function Abandon({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ConfirmationImport
      titre={TITRE}
      consequence="Rien n’a été écrit, rien ne le sera. Le compte rendu reste lisible."
      bouton="Abandonner"
      vu={loaderData}
      reply={actionData}
    />
  );
}
