import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { remplirTextes } from "../textes/commands.server.ts";
import { listTextes } from "../textes/queries.server.ts";
import { textesSchema } from "../textes/schema.ts";
import type { Route } from "./+types/textes.ts";

const TITRE = "Textes du service";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  return listTextes(context.get(requestContext).db);
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, textesSchema, async (saisie) => {
    await remplirTextes(current, getActor(current).agentId, saisie);
    throw redirect("/textes", 303);
  });
}

export default function PageTextes({ loaderData: { textes, version }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="textes"
      titre={TITRE}
      consequence="Le contact du service, et ce que les mentions légales doivent dire. Une page dit honnêtement ce qui n’est pas encore rempli."
      etapes={[]}
      bouton="Enregistrer"
      retour="/"
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="version" value={version} />
          {textes.map(({ code, valeur, libelle, aide }) =>
            code.startsWith("contact_") ? (
              <TextField key={code} field={field(code, valeur, false)} label={libelle} hint={aide} />
            ) : (
              <TextAreaField
                key={code}
                field={field(code, valeur, false)}
                label={libelle}
                hint={aide}
                rows={2}
              />
            ),
          )}
        </>
      )}
    </PageActe>
  );
}
