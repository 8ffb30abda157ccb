import { redirectDocument } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { ActeForm } from "../../components/acte-form.tsx";
import { getActor } from "../../queries.server.ts";
import { ouvrirVue } from "../commands.server.ts";
import { getAssistance } from "../queries.server.ts";
import { confirmationAssistanceSchema } from "../schema.ts";
import type { Route } from "./+types/vue.ts";

const TITRE = "Commencer la vue d’assistance";
export const meta = () => documentTitle(TITRE);

async function find({ params, context }: Route.LoaderArgs | Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const assistance = await getAssistance(current, actor.agentId, params.assistance);
  if (assistance.assistantId !== actor.agentId) throw new NotFound();
  return { current, actor, assistance };
}

export async function loader(args: Route.LoaderArgs) {
  const { assistance } = await find(args);
  return { id: assistance.id, agent: assistance.agent };
}

export async function action(args: Route.ActionArgs) {
  const { current, actor, assistance } = await find(args);
  return submitForm(args.request, confirmationAssistanceSchema, async () => {
    await ouvrirVue(current, { actor, id: assistance.id });
    // Somebody else's pages begin: nothing of the previous ones may stay in the browser's memory.
    throw redirectDocument("/", 303);
  });
}

export default function PageVue({ loaderData: { id, agent }, actionData }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Vues d’assistance", href: "/assistance" },
          { label: "Une vue d’assistance", href: `/assistance/${id}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        lead={`Vous allez voir le service comme ${agent}, en lecture seule. Un bandeau vous le rappellera sur chaque page, et vous permettra d’en sortir.`}
      >
        {TITRE}
      </PageTitle>
      <ActeForm id="vue" bouton="Commencer" retour={`/assistance/${id}`} reply={actionData}>
        {() => null}
      </ActeForm>
    </>
  );
}
