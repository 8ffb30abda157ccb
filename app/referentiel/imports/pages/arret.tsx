import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { arreterTravail } from "../commands.server.ts";
import { ConfirmationImport } from "../components/confirmation-import.tsx";
import { getImportAConfirmer } from "../queries.server.ts";
import { sansChampSchema } from "../schema.ts";
import type { Route } from "./+types/arret.ts";

const TITRE = "Arrêter le travail en cours";

export const meta = () => documentTitle(TITRE);

export function loader({ params, context }: Route.LoaderArgs) {
  return getImportAConfirmer(context.get(requestContext).db, params.import);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  return submitForm(request, sansChampSchema, async () => {
    await arreterTravail(current, { importId: params.import, agentId: getActor(current).agentId });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function Arret({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <ConfirmationImport
      titre={TITRE}
      consequence="Le travail s’arrête à sa prochaine étape, et ce qu’il avait commencé d’écrire est défait."
      bouton="Arrêter"
      vu={loaderData}
      reply={actionData}
    />
  );
}
