import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { fermerCompte, rouvrirCompte } from "../comptes/commands.server.ts";
import { getIdentite } from "../queries.server.ts";
import { fermetureSchema } from "../schema.ts";
import type { Route } from "./+types/fermeture.ts";

const TITRE = "Fermer ou rouvrir un compte";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return { personne: await getIdentite(current.db, scopeOf(getActor(current), "agent.gerer"), params.agent) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  await getIdentite(current.db, scopeOf(actor, "agent.gerer"), params.agent);
  return submitForm(request, fermetureSchema, async ({ intention, motif }) => {
    const acte = { actor, agentId: params.agent, motif };
    if (intention === "fermer") await fermerCompte(current, acte);
    else await rouvrirCompte(current, acte);
    throw redirect(`/personnes/${params.agent}`, 303);
  });
}

export default function PageFermeture({
  loaderData: { personne },
  actionData,
  params,
}: Route.ComponentProps) {
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const retour = `/personnes/${params.agent}`;
  const ferme = personne.fermeLe !== null;
  return (
    <PageActe
      id="fermeture"
      titre={TITRE}
      consequence={
        ferme
          ? `Le compte de ${nomComplet} est fermé. Rouvert, il n’a aucune fonction : elles se confient à nouveau.`
          : `Les fonctions de ${nomComplet} prennent fin aujourd’hui, ses sessions se ferment et plus personne n’entre avec ce compte. Ce qui a été fait reste.`
      }
      etapes={[
        { label: "Personnes", href: "/personnes" },
        { label: nomComplet, href: retour },
      ]}
      bouton={ferme ? "Rouvrir le compte" : "Fermer le compte"}
      retour={retour}
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="intention" value={ferme ? "rouvrir" : "fermer"} />
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
