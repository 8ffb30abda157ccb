import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { CheckboxField, RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { etapesVie } from "../../components/acte.tsx";
import { getVieStructure } from "../../queries.server.ts";
import { GENRES_FILIATION } from "../../rules.ts";
import { relierStructures } from "../commands.server.ts";
import { filiationSchema } from "../schema.ts";
import type { Route } from "./+types/filiation.ts";

const TITRE = "Relier à une autre structure";
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
  return submitForm(request, filiationSchema, async ({ acte, fermer, ...typed }) => {
    await relierStructures(current, {
      ...typed,
      acte: acte || null,
      fermer: fermer ?? false,
      uai: params.uai,
      agentId: actor.agentId,
      portee: scopeOf(actor, "structure.gerer"),
    });
    throw redirect(`/structures/${params.uai}/vie`, 303);
  });
}

const GENRES = Object.entries(GENRES_FILIATION).map(([value, label]) => ({ value, label }));

export default function PageFiliation({ loaderData: { structure }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="filiation"
      titre={TITRE}
      consequence={`Ce que ${structure.nom} est devenu, ou d’où il vient : le lien se lira des deux côtés. Les valeurs restent à la structure qui les a portées.`}
      etapes={etapesVie(structure)}
      bouton="Relier"
      retour={`/structures/${structure.uai}/vie`}
      reply={actionData}
    >
      {(field) => (
        <>
          <SelectField field={field("genre")} label="Ce qui s’est passé" choices={GENRES} />
          <RadioGroupField
            field={field("sens")}
            label="L’autre structure"
            choices={[
              { value: "de", label: "vient avant celle-ci" },
              { value: "vers", label: "vient après celle-ci" },
            ]}
          />
          <TextField field={field("autreUai")} label="UAI de l’autre structure" width="short" />
          <TextField field={field("effetLe")} label="Date d’effet" type="date" width="short" />
          <TextField
            field={field("acte", undefined, false)}
            label="Acte"
            hint="Délibération, arrêté, avec sa date. Facultatif."
          />
          <CheckboxField
            field={field("fermer", undefined, false)}
            label="Fermer la structure d’avant"
            hint="À cocher d’ordinaire pour un changement d’UAI ou une fusion : son dernier jour sera la veille de la date d’effet."
          />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
