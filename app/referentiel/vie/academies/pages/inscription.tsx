import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { listDispositifsConnus } from "../../queries.server.ts";
import { inscrireAcademie } from "../commands.server.ts";
import { listAcademies } from "../queries.server.ts";
import { STATUTS_PARTICIPATION } from "../rules.ts";
import { inscriptionSchema } from "../schema.ts";
import type { Route } from "./+types/inscription.ts";

const TITRE = "Inscrire une académie";
const REGISTRE = "/academies/registre";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  return { academies: await listAcademies(db), dispositifs: await listDispositifsConnus(db) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  return submitForm(request, inscriptionSchema, async (typed) => {
    await inscrireAcademie(current, { ...typed, agentId });
    throw redirect(REGISTRE, 303);
  });
}

const STATUTS = Object.entries(STATUTS_PARTICIPATION).map(([value, label]) => ({ value, label }));

export default function PageInscription({ loaderData, actionData }: Route.ComponentProps) {
  const { academies, dispositifs } = loaderData;
  return (
    <PageActe
      id="inscription"
      titre={TITRE}
      consequence="Entrée, changement de statut ou sortie : le statut précédent s’arrête à la date d’effet et reste lisible."
      etapes={[{ label: "Registre des académies", href: REGISTRE }]}
      bouton="Inscrire"
      retour={REGISTRE}
      reply={actionData}
    >
      {(field) => (
        <>
          <SelectField field={field("academie")} label="Académie" choices={academies} />
          <SelectField field={field("dispositif")} label="Dispositif" choices={dispositifs} />
          <SelectField field={field("statut")} label="Statut" choices={STATUTS} />
          <TextField field={field("debut")} label="Date d’effet" type="date" width="short" />
          <TextField
            field={field("acte")}
            label="Acte"
            hint="Un arrêté, une circulaire, une annonce, avec sa date."
          />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
