import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { entrerVolontaire } from "../commands.server.ts";
import { getVolontairePropose } from "../queries.server.ts";
import { canFaireEntrer } from "../rules.ts";
import { entreeSchema } from "../schema.ts";
import type { Route } from "./+types/entree.ts";

const TITRE = "Faire entrer une structure volontaire";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { campagne, volontaire } = await getVolontairePropose(current.db, getActor(current), params);
  const decision = canFaireEntrer(volontaire.retireLe === null, volontaire.candidature);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    ...{ nom: volontaire.nom, texte: volontaire.texte, concernee: volontaire.concernee },
    empechement: decision.ok ? null : decision.message,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { campagne, volontaire } = await getVolontairePropose(current.db, actor, params);
  return submitForm(request, entreeSchema, async ({ motif }) => {
    await entrerVolontaire(current, { actor, campagneId: campagne.id, uai: volontaire.uai }, motif);
    throw redirect(`/ciblage/${campagne.id}/volontariats`, 303);
  });
}

export default function PageEntree({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, nom, texte, concernee, empechement } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  return (
    <PageActe
      id="entree"
      titre={TITRE}
      consequence={`${nom} entre dans la campagne « ${campagne.nom} », à l’état « repérée », d’origine volontariat : c’est un point de départ, pas une décision.`}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Structures volontaires", href: `${base}/volontariats` },
      ]}
      bouton="Faire entrer la structure"
      retour={`${base}/volontariats`}
      reply={actionData}
    >
      {(field) => (
        <>
          {empechement && <Notification tone="info">{empechement}</Notification>}
          {!concernee && (
            <Notification tone="info">
              La structure n’est plus dans la population de la campagne : le motif dira pourquoi elle y entre
              tout de même.
            </Notification>
          )}
          <h2>Ce que dit la structure</h2>
          <p className="anc-texte-saisi">{texte}</p>
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
