import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { SelectField, TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { poserQuestion } from "../commands.server.ts";
import { listCampagnesDites } from "../queries.server.ts";
import { questionSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Poser une question sur le ciblage";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const dites = await listCampagnesDites(current.db, scopeOf(getActor(current), "ciblage.questionner"));
  return {
    id: current.newId(),
    campagnes: dites.filter(({ etat }) => etat === "ouverte" || etat === "publiee"),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, questionSchema, async ({ id, campagne, question }) => {
    await poserQuestion(current, actor, { campagneId: campagne, id }, question);
    throw redirect("/ciblage/questions", 303);
  });
}

export default function PageNouvelle({ loaderData: { id, campagnes }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="question"
      titre={TITRE}
      consequence="L’académie vous répond, puis publie la question et sa réponse pour toutes les équipes, sans votre nom. Le journal du service garde qui a posé la question, comme pour tout acte."
      etapes={[{ label: "Questions et réponses", href: "/ciblage/questions" }]}
      bouton="Poser la question"
      retour="/ciblage/questions"
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="id" value={String(actionData?.submission.initialValue?.id ?? id)} />
          {campagnes.length === 0 && (
            <EmptyState title="Aucune campagne ne reçoit de questions pour le moment">
              Les campagnes ouvertes dans votre académie paraîtront ici.
            </EmptyState>
          )}
          <SelectField
            field={field("campagne", campagnes.length === 1 ? campagnes[0]?.id : undefined)}
            label="Campagne"
            choices={campagnes.map((campagne) => ({ value: campagne.id, label: campagne.nom }))}
          />
          <TextAreaField
            field={field("question")}
            label="Votre question"
            hint="Sur les critères, sur la décision, sur la suite du dispositif. Sans nom d’élève ni de personne : elle sera publiée."
            rows={6}
          />
        </>
      )}
    </PageActe>
  );
}
