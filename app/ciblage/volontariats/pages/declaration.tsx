import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { declarerVolontariat } from "../commands.server.ts";
import { getOffre, hashDeclaration } from "../queries.server.ts";
import { canDeclarer } from "../rules.ts";
import { declarationSchema } from "../schema.ts";
import type { Route } from "./+types/declaration.ts";

const TITRE = "Déclarer la structure volontaire";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const offre = await getOffre(current.db, getActor(current), params.campagne, params.uai);
  const decision = canDeclarer(offre.etat, offre.concernee);
  return {
    ...{ nom: offre.nom, structureNom: offre.structureNom, lue: hashDeclaration(offre.declaration) },
    texte: offre.declaration?.texte ?? "",
    empechement: decision.ok ? null : decision.message,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagneId, uai } = await getOffre(current.db, actor, params.campagne, params.uai);
  return submitForm(request, declarationSchema, async (saisie) => {
    await declarerVolontariat(current, { actor, campagneId, uai }, saisie);
    throw redirect("/ciblage/volontariat", 303);
  });
}

export default function PageDeclaration({ loaderData, actionData }: Route.ComponentProps) {
  const { nom, structureNom, lue, texte, empechement } = loaderData;
  return (
    <PageActe
      id="declaration"
      titre={TITRE}
      consequence={`${structureNom}, pour la campagne « ${nom} ». Ceux qui préparent la liste liront votre texte. Il est noté, jamais compté : la règle ne le lit pas.`}
      etapes={[{ label: "Se déclarer volontaire", href: "/ciblage/volontariat" }]}
      bouton="Enregistrer la déclaration"
      retour="/ciblage/volontariat"
      reply={actionData}
    >
      {(field) => (
        <>
          {empechement && <Notification tone="info">{empechement}</Notification>}
          <input type="hidden" name="lue" value={lue} />
          <TextAreaField
            field={field("texte", texte)}
            label="Ce qui motive votre structure"
            hint="L’élan de l’équipe, ce qui est déjà engagé, ce que le contrat permettrait. Aucun nom d’élève ni de personne."
            rows={8}
          />
        </>
      )}
    </PageActe>
  );
}
