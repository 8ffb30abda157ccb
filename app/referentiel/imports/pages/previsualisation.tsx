import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { redemanderPrevisualisation } from "../commands.server.ts";
import { ConfirmationImport } from "../components/confirmation-import.tsx";
import { getImportAConfirmer } from "../queries.server.ts";
import { sansChampSchema } from "../schema.ts";
import type { Route } from "./+types/previsualisation.ts";

const TITRE = "Relancer la prévisualisation";

export const meta = () => documentTitle(TITRE);

export function loader({ params, context }: Route.LoaderArgs) {
  return getImportAConfirmer(context.get(requestContext).db, params.import);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  return submitForm(request, sansChampSchema, async () => {
    await redemanderPrevisualisation(current, {
      importId: params.import,
      agentId: getActor(current).agentId,
    });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function Previsualisation({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ConfirmationImport
      titre={TITRE}
      consequence="Les fichiers sont relus et comparés à ce qui est connu aujourd’hui. Rien n’est écrit."
      bouton="Relancer"
      vu={loaderData}
      reply={actionData}
    />
  );
}
