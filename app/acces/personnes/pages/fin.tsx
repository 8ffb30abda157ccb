import { redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { mettreFin } from "../commands.server.ts";
import { periode, phraseFonction } from "../components/etat-personne.tsx";
import { getFonction, getIdentite } from "../queries.server.ts";
import { finSchema } from "../schema.ts";
import type { Route } from "./+types/fin.ts";

const TITRE = "Mettre fin à une fonction";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "agent.gerer");
  return {
    personne: await getIdentite(current.db, scope, params.agent),
    exercee: await getFonction(current.db, scope, params),
    jour: civilDay(current.now()),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getFonction(current.db, scopeOf(actor, "agent.gerer"), params);
  return submitForm(request, finSchema, async (value) => {
    await mettreFin(current, { ...value, actor, agentId: params.agent, id });
    throw redirect(`/personnes/${params.agent}`, 303);
  });
}

export default function PageFin({ loaderData, actionData, params }: Route.ComponentProps) {
  const { personne, exercee, jour } = loaderData;
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const retour = `/personnes/${params.agent}`;
  return (
    <PageActe
      id="fin"
      titre={TITRE}
      consequence={
        <>
          {phraseFonction(exercee)} ({nomComplet}, {periode(exercee.debut, exercee.fin)}). Fixée à
          aujourd’hui, la fin vaut dès la prochaine page que la personne ouvre ; ses actes passés restent.{" "}
          <a href={`${retour}/fonction?remplace=${exercee.id}`}>Changer plutôt pour une autre fonction</a>
        </>
      }
      etapes={[
        { label: "Personnes", href: "/personnes" },
        { label: nomComplet, href: retour },
      ]}
      bouton="Mettre fin"
      retour={retour}
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="vue" value={exercee.fin ?? ""} />
          <TextField
            field={field("fin", jour)}
            label="Fin"
            hint="Premier jour où la fonction n’est plus exercée."
            type="date"
            width="medium"
          />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
