import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getCampagneConsignee } from "../../concertations/queries.server.ts";
import { repondreQuestion } from "../commands.server.ts";
import { getQuestion } from "../queries.server.ts";
import { canEcarter, ETATS_QUESTION, type Question } from "../rules.ts";
import { reponseSchema, SUITES } from "../schema.ts";
import type { Route } from "./+types/reponse.ts";

const TITRE = "Répondre à une question";
export const meta = () => documentTitle(TITRE);

async function read({ params, context }: Pick<Route.LoaderArgs, "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneConsignee(current.db, actor, params.campagne);
  const cible = { campagneId: campagne.id, id: params.question };
  return { current, actor, campagne, cible, question: await getQuestion(current.db, cible) };
}

export async function loader(args: Route.LoaderArgs) {
  const { campagne, question } = await read(args);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    question,
    ecart: canEcarter(question.etat).ok,
  };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, actor, campagne, cible } = await read(args);
  return submitForm(request, reponseSchema, async ({ suite, ...saisie }) => {
    await repondreQuestion(current, actor, cible, { ...saisie, publier: suite === "publier" });
    throw redirect(`/ciblage/${campagne.id}/questions`, 303);
  });
}

const dire = ({ etat, poseeLe, reponse }: Question) =>
  `Posée le ${formatDate(new Date(poseeLe), "Europe/Paris")}. ${ETATS_QUESTION[etat]}${etat === "ecartee" && reponse ? `, avec cette raison : « ${reponse} » Y répondre la reprend` : ""}. La personne qui demande est prévenue dès que la réponse est publiée.`;

export default function PageReponse({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, question, ecart } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  const reponse = question.etat === "ecartee" ? undefined : (question.reponse ?? undefined);
  return (
    <PageActe
      id="reponse"
      titre={TITRE}
      consequence={dire(question)}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Questions", href: `${base}/questions` },
      ]}
      bouton="Enregistrer la réponse"
      retour={`${base}/questions`}
      reply={actionData}
      boutons={
        ecart && (
          <a className="fr-btn fr-btn--secondary" href={`${base}/questions/${question.id}/ecart`}>
            Mettre de côté
          </a>
        )
      }
    >
      {(field) => (
        <>
          <input
            type="hidden"
            name="vue"
            value={String(actionData?.submission.initialValue?.vue ?? question.vue)}
          />
          <TextAreaField
            field={field("question", question.question)}
            label="La question, telle qu’elle sera publiée"
            hint="Reformulez-la s’il le faut : qu’elle serve à toutes les équipes, et ne désigne personne."
            rows={4}
          />
          <TextAreaField
            field={field("reponse", reponse)}
            label="La réponse"
            hint="Sans valeur d’indicateur ni motif d’une structure nommée, sans nom de personne."
            rows={8}
          />
          {question.etat === "publiee" ? (
            <input type="hidden" name="suite" value="publier" />
          ) : (
            <RadioGroupField
              field={field("suite", "publier")}
              label="Ensuite"
              choices={Object.entries(SUITES).map(([value, label]) => ({ value, label }))}
            />
          )}
        </>
      )}
    </PageActe>
  );
}
