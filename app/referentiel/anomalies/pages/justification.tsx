import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { justifierAnomalie } from "../commands.server.ts";
import { getAnomalie } from "../queries.server.ts";
import { justificationSchema } from "../schema.ts";
import type { Route } from "./+types/justification.ts";

const TITRE = "Justifier une anomalie";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "anomalie.traiter");
  return { anomalie: await getAnomalie(current.db, scope, getLecteur(actor), params.anomalie) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  if (!isUuid(params.anomalie)) throw new NotFound();
  return submitForm(request, justificationSchema, async ({ motif, version }) => {
    await justifierAnomalie(current, {
      id: params.anomalie,
      version,
      motif,
      agentId: actor.agentId,
      portee: scopeOf(actor, "anomalie.traiter"),
    });
    throw redirect(`/anomalies/${params.anomalie}`, 303);
  });
}

export default function PageJustification({ loaderData: { anomalie }, actionData }: Route.ComponentProps) {
  const page = `/anomalies/${anomalie.id}`;
  return (
    <PageActe
      id="justification"
      titre={TITRE}
      consequence={`${anomalie.constat} Justifiée, elle quitte la liste des anomalies à examiner, et n’y revient pas tant que les données restent les mêmes.`}
      etapes={[
        { label: "Anomalies des données", href: "/anomalies" },
        { label: "Anomalie", href: page },
      ]}
      bouton="Justifier"
      retour={page}
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="version" value={anomalie.version} />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
