import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { abandonnerCourriel } from "../commands.server.ts";
import { getCourriel } from "../queries.server.ts";
import { abandonSchema } from "../schema.ts";
import type { Route } from "./+types/abandon.ts";

const TITRE = "Abandonner ce courriel";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { objet, destinataire } = await getCourriel(context.get(requestContext).db, params.courriel);
  return { id: params.courriel, objet, destinataire };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getCourriel(current.db, params.courriel);
  return submitForm(request, abandonSchema, async ({ motif }) => {
    await abandonnerCourriel(current, { id: params.courriel, agentId: getActor(current).agentId, motif });
    throw redirect(`/courriels/${params.courriel}`, 303);
  });
}

export default function PageAbandon({ loaderData, actionData }: Route.ComponentProps) {
  const { id, objet, destinataire } = loaderData;
  return (
    <PageActe
      id="abandon"
      titre={TITRE}
      consequence={`« ${objet} », pour ${destinataire ?? "une adresse effacée"}. Il ne partira pas, et son texte sera effacé ; la ligne reste, avec votre motif.`}
      etapes={[
        { label: "Courriels du service", href: "/courriels" },
        { label: "Un courriel du service", href: `/courriels/${id}` },
      ]}
      bouton="Abandonner ce courriel"
      retour={`/courriels/${id}`}
      reply={replyOf(actionData)}
    >
      {(field) => <MotifField field={field} />}
    </PageActe>
  );
}
