import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { annulerInvitation, renvoyerInvitation } from "../comptes/commands.server.ts";
import { getIdentite } from "../queries.server.ts";
import { envoiSchema } from "../schema.ts";
import type { Route } from "./+types/renvoi.ts";

const TITRE = "Renvoyer ou annuler l’invitation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return { personne: await getIdentite(current.db, scopeOf(getActor(current), "agent.gerer"), params.agent) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  await getIdentite(current.db, scopeOf(actor, "agent.gerer"), params.agent);
  return submitForm(request, envoiSchema, async ({ intention, message }) => {
    const acte = { actor, agentId: params.agent };
    if (intention === "renvoyer") await renvoyerInvitation(current, { ...acte, message });
    else await annulerInvitation(current, acte);
    throw redirect(`/personnes/${params.agent}`, 303);
  });
}

export default function PageRenvoi({ loaderData: { personne }, actionData, params }: Route.ComponentProps) {
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const retour = `/personnes/${params.agent}`;
  return (
    <PageActe
      id="renvoi"
      titre={TITRE}
      consequence={`${nomComplet} n’a pas encore ouvert le service. Un lien vaut quinze jours.`}
      etapes={[
        { label: "Personnes", href: "/personnes" },
        { label: nomComplet, href: retour },
      ]}
      bouton="Valider"
      retour={retour}
      reply={actionData}
    >
      {(field) => (
        <>
          <RadioGroupField
            field={field("intention", "renvoyer")}
            label="Invitation"
            choices={[
              {
                value: "renvoyer",
                label: "L’envoyer à nouveau",
                hint: "Un nouveau lien remplace le précédent.",
              },
              {
                value: "annuler",
                label: "L’annuler",
                hint: "Le lien ne vaut plus ; les fonctions restent jusqu’à leur fin.",
              },
            ]}
          />
          <TextAreaField
            field={field("message", undefined, false)}
            label="Un mot pour la personne"
            rows={3}
          />
        </>
      )}
    </PageActe>
  );
}
