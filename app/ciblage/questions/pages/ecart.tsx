import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getCampagneConsignee } from "../../concertations/queries.server.ts";
import { ecarterQuestion } from "../commands.server.ts";
import { getQuestion } from "../queries.server.ts";
import { canEcarter } from "../rules.ts";
import { ecartSchema } from "../schema.ts";
import type { Route } from "./+types/ecart.ts";

const TITRE = "Mettre une question de côté";
export const meta = () => documentTitle(TITRE);

async function read({ params, context }: Pick<Route.LoaderArgs, "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneConsignee(current.db, actor, params.campagne);
  const cible = { campagneId: campagne.id, id: params.question };
  return { current, actor, campagne, cible, question: await getQuestion(current.db, cible) };
}

export async function loader(args: Route.LoaderArgs) {
  const { campagne, question } = await read(args);
  return { campagne: { id: campagne.id, nom: campagne.nom }, question, refus: canEcarter(question.etat) };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, actor, campagne, cible } = await read(args);
  return submitForm(request, ecartSchema, async (saisie) => {
    await ecarterQuestion(current, actor, cible, saisie);
    throw redirect(`/ciblage/${campagne.id}/questions`, 303);
  });
}

export default function PageEcart({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, question, refus } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  return (
    <PageActe
      id="ecart"
      titre={TITRE}
      consequence="Elle n’est pas publiée. La personne qui demande en lit la raison, et peut poser une autre question."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Questions", href: `${base}/questions` },
      ]}
      bouton="Mettre de côté"
      retour={`${base}/questions/${question.id}`}
      reply={actionData}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          <input
            type="hidden"
            name="vue"
            value={String(actionData?.submission.initialValue?.vue ?? question.vue)}
          />
          <blockquote className="anc-texte-saisi">{question.question}</blockquote>
          <TextAreaField
            field={field("motif")}
            label="La raison"
            hint="Par exemple : une réponse publiée y répond déjà ; la question ne porte pas sur le ciblage."
            rows={3}
          />
        </>
      )}
    </PageActe>
  );
}
