import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { ajouterArgument } from "../motivations/commands.server.ts";
import { GENRES_ARGUMENT } from "../motivations/rules.ts";
import { argumentSchema } from "../motivations/schema.ts";
import { getCandidatureLue } from "../tableaux/queries.server.ts";
import type { Route } from "./+types/argument.ts";

const TITRE = "Écrire un motif ou un argument";
const titreOf = ({ nom }: { nom: string }) => `${TITRE} : ${nom}`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.candidature) : TITRE);

export async function loader({ params, context }: Pick<Route.LoaderArgs, "params" | "context">) {
  const current = context.get(requestContext);
  const { campagne, candidature } = await getCandidatureLue(
    ...([current.db, getActor(current), params.candidature, civilDay(current.now())] as const),
  );
  if (!candidature.pouvoirs.proposer) throw new NotFound();
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    candidature: { id: candidature.id, nom: candidature.nom },
  };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const current = args.context.get(requestContext);
  const { candidature } = await loader(args);
  return submitForm(request, argumentSchema, async (saisie) => {
    await ajouterArgument(current, getActor(current), { ...saisie, candidatureId: candidature.id });
    throw redirect(`/ciblage/candidatures/${candidature.id}#motifs`, 303);
  });
}

export default function PageArgument({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, candidature } = loaderData;
  const page = `/ciblage/candidatures/${candidature.id}`;
  return (
    <PageActe
      id="argument"
      titre={titreOf(candidature)}
      consequence="Une structure peut avoir plusieurs motifs. Chacun garde son auteur, sa date et ce qui l’établit."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        { label: "Structures examinées", href: `/ciblage/${campagne.id}/candidatures` },
        { label: candidature.nom, href: page },
      ]}
      bouton="Enregistrer"
      retour={page}
      reply={actionData}
    >
      {(field) => (
        <>
          <RadioGroupField
            field={field("genre")}
            label="Ce que vous écrivez"
            hint="Les trois premiers sont les motifs du texte national."
            choices={Object.entries(GENRES_ARGUMENT).map(([value, label]) => ({ value, label }))}
          />
          <TextAreaField
            field={field("texte")}
            label="Texte"
            hint="Aucun nom d’élève ni de personne."
            rows={4}
          />
          <TextField
            field={field("preuve", undefined, false)}
            label="Ce qui l’établit"
            hint="Un document, une source, sa date. Nécessaire pour un motif du texte national."
          />
          <fieldset className="fr-fieldset">
            <legend className="fr-fieldset__legend">Pour un choc conjoncturel</legend>
            <div className="fr-fieldset__element">
              <TextField
                field={field("choc", undefined, false)}
                label="Nature du choc"
                hint="Par exemple : fermeture d’une entreprise, sinistre."
              />
              <TextField
                field={field("chocLe", undefined, false)}
                label="Date du choc"
                type="date"
                width="medium"
              />
            </div>
          </fieldset>
        </>
      )}
    </PageActe>
  );
}
