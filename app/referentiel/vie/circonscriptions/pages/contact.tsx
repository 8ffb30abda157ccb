import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { corrigerContact } from "../commands.server.ts";
import { getCirconscription } from "../queries.server.ts";
import { contactLu } from "../rules.ts";
import { contactSchema } from "../schema.ts";
import type { Route } from "./+types/contact.ts";

const TITRE = "Corriger le contact";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.gerer");
  return { circonscription: await getCirconscription(current.db, scope, params.circonscription) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = scopeOf(actor, "structure.gerer");
  const { code } = await getCirconscription(current.db, portee, params.circonscription);
  return submitForm(request, contactSchema, async ({ courriel, telephone, vu, motif }) => {
    await corrigerContact(current, {
      code,
      courriel: courriel || null,
      telephone: telephone || null,
      vu: vu ?? "",
      motif,
      agentId: actor.agentId,
      portee,
    });
    throw redirect(`/circonscriptions/${encodeURIComponent(code)}`, 303);
  });
}

export default function PageContact({ loaderData: { circonscription }, actionData }: Route.ComponentProps) {
  const { code, nom, courriel, telephone } = circonscription;
  const href = `/circonscriptions/${encodeURIComponent(code)}`;
  return (
    <PageActe
      id="contact"
      titre={TITRE}
      consequence={`${nom} : la boîte que toute l’équipe de circonscription relève, et son téléphone.`}
      etapes={[
        { label: "Structures", href: "/structures" },
        { label: nom, href },
      ]}
      bouton="Enregistrer"
      retour={href}
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="vu" value={contactLu({ courriel, telephone })} />
          <TextField
            field={field("courriel", courriel, false)}
            label="Boîte aux lettres générique"
            hint="Comme ce.0721234a@ac-nantes.fr ; jamais l’adresse d’une personne."
          />
          <TextField
            field={field("telephone", telephone, false)}
            label="Téléphone"
            hint="Le numéro de l’inspection."
            width="medium"
          />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
