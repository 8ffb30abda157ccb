import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { SelectField, TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { etapesVie } from "../../components/acte.tsx";
import { getVieStructure } from "../../queries.server.ts";
import { GENRES_FAIT } from "../../rules.ts";
import { consignerFait } from "../commands.server.ts";
import { faitSchema } from "../schema.ts";
import type { Route } from "./+types/fait.ts";

const TITRE = "Noter un fait local";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.gerer");
  const { structure } = await getVieStructure(current.db, scope, params.uai, civilDay(current.now()));
  return { structure };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, faitSchema, async ({ lieu, ...typed }) => {
    await consignerFait(current, {
      ...typed,
      commune: lieu === "commune",
      uai: params.uai,
      agentId: actor.agentId,
      portee: scopeOf(actor, "structure.gerer"),
    });
    throw redirect(`/structures/${params.uai}/vie`, 303);
  });
}

const GENRES = Object.entries(GENRES_FAIT).map(([value, label]) => ({ value, label }));

export default function PageFait({ loaderData: { structure }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="fait"
      titre={TITRE}
      consequence="Une fermeture d’usine, un quartier démoli, une inondation : ce qui change la vie des familles et que les indicateurs diront trop tard."
      etapes={etapesVie(structure)}
      bouton="Noter"
      retour={`/structures/${structure.uai}/vie`}
      reply={actionData}
    >
      {(field) => (
        <>
          <RadioGroupField
            field={field("lieu", "structure")}
            label="Le fait touche"
            choices={[
              { value: "structure", label: `La structure : ${structure.nom}` },
              {
                value: "commune",
                label: `Toute la commune : ${structure.communeNom || "commune non précisée"}`,
                disabled: structure.communeCode === null,
              },
            ]}
          />
          <SelectField field={field("genre")} label="Nature" choices={GENRES} />
          <TextField field={field("survenuLe")} label="Date" type="date" width="short" />
          <TextAreaField
            field={field("description")}
            label="Description"
            hint="Ce qui s’est passé et ce que cela change pour les familles. Aucun nom d’élève, de famille ni d’agent : décrivez des faits, pas des personnes."
          />
          <TextField
            field={field("preuve")}
            label="Preuve"
            hint="Un article et sa date, un acte, un chiffre et sa source."
          />
        </>
      )}
    </PageActe>
  );
}
