import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { fermerSessions, reprendreSecondFacteur } from "../comptes/commands.server.ts";
import { getEtatCompte, getIdentite } from "../queries.server.ts";
import { sessionsSchema } from "../schema.ts";
import type { Route } from "./+types/sessions.ts";

const TITRE = "Fermer les sessions d’une personne";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const personne = await getIdentite(current.db, scopeOf(getActor(current), "agent.gerer"), params.agent);
  return { personne, compte: await getEtatCompte(current, params.agent) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  await getIdentite(current.db, scopeOf(actor, "agent.gerer"), params.agent);
  return submitForm(request, sessionsSchema, async ({ intention, motif }) => {
    const acte = { actor, agentId: params.agent };
    if (intention === "facteur") await reprendreSecondFacteur(current, acte);
    else await fermerSessions(current, { ...acte, motif });
    throw redirect(`/personnes/${params.agent}`, 303);
  });
}

export default function PageSessions({ loaderData, actionData, params }: Route.ComponentProps) {
  const { personne, compte } = loaderData;
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const retour = `/personnes/${params.agent}`;
  return (
    <PageActe
      id="sessions"
      titre={TITRE}
      consequence={`${nomComplet} devra se connecter à nouveau, dès la prochaine page ouverte. Ses fonctions ne changent pas.`}
      etapes={[
        { label: "Personnes", href: "/personnes" },
        { label: nomComplet, href: retour },
      ]}
      bouton="Fermer les sessions"
      retour={retour}
      reply={actionData}
    >
      {(field) => (
        <>
          <RadioGroupField
            field={field("intention", "sessions")}
            label="Ce que vous faites"
            choices={[
              { value: "sessions", label: "Fermer toutes ses sessions" },
              {
                value: "facteur",
                label: "Réinitialiser aussi son second facteur",
                hint: compte.secondFacteur
                  ? "Quand la personne a perdu son téléphone et ses codes de secours : elle en enregistre un autre en entrant. Vérifiez d’abord, de vive voix, que c’est bien elle qui le demande."
                  : "Aucun second facteur n’est enregistré.",
                disabled: !compte.secondFacteur,
              },
            ]}
          />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
