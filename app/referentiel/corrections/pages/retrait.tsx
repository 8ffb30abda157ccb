import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { retraitSchema } from "../../vie/schema.ts";
import { retirerCorrection } from "../commands.server.ts";
import { ValeurLocale } from "../components/valeur-locale.tsx";
import { getCorrection } from "../queries.server.ts";
import type { Route } from "./+types/retrait.ts";

const TITRE = "Retirer une valeur locale";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur: getLecteur(actor) };
  return { correction: await getCorrection(current.db, portee, { uai: params.uai, id: params.correction }) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = { scope: scopeOf(actor, "valeur.corriger"), lecteur: getLecteur(actor) };
  const objet = { uai: params.uai, id: params.correction };
  await getCorrection(current.db, portee, objet);
  return submitForm(request, retraitSchema, async ({ motif }) => {
    await retirerCorrection(current, { ...portee, ...objet, motif, agentId: actor.agentId });
    throw redirect("/corrections", 303);
  });
}

export default function PageRetrait({ loaderData: { correction }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="retrait"
      titre={TITRE}
      consequence={
        <>
          {correction.structure}, {correction.libelle}, {formatAnneeScolaire(correction.annee)}. Retirée, elle
          n’est plus montrée ; l’historique la garde. <ValeurLocale correction={correction} />
        </>
      }
      etapes={[{ label: "Valeurs locales", href: "/corrections" }]}
      bouton="Retirer cette valeur"
      retour="/corrections"
      reply={actionData}
    >
      {(field) => <MotifField field={field} />}
    </PageActe>
  );
}
