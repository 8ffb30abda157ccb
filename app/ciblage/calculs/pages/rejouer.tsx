import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { z } from "#app/platform/form/zod.ts";
import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { demanderRejeu } from "../commands.server.ts";
import { EnteteCalcul } from "../components/entete-calcul.tsx";
import { TravailCalcul } from "../components/travail-calcul.tsx";
import { findTacheRejeu, getCalculOf, listRejeux, type Rejeu } from "../queries.server.ts";
import { canRejouer, isEnCours } from "../suivi/rules.ts";
import type { Route } from "./+types/rejouer.ts";

const TITRE = "Rejouer le calcul";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const { calcul, campagne } = await getCalculOf(current.db, scope, params.calcul);
  const [tache, rejeux] = await Promise.all([
    findTacheRejeu(current.db, calcul.id),
    listRejeux(current.db, calcul.id),
  ]);
  const decision = canRejouer(calcul);
  return {
    ...{ calcul, campagne: { id: campagne.id, nom: campagne.nom }, tache, rejeux },
    refus: decision.ok ? null : decision.message,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { calcul } = await getCalculOf(current.db, acteur.scope, params.calcul);
  return submitForm(request, z.object({}), async () => {
    await demanderRejeu(current, acteur, calcul.id);
    throw redirect(`/ciblage/calculs/${calcul.id}/rejouer`, 303);
  });
}

export default function PageRejouer({ loaderData, actionData }: Route.ComponentProps) {
  const { calcul, campagne, tache, rejeux, refus } = loaderData;
  return (
    <>
      <EnteteCalcul
        {...{ calcul, campagne, vue: "rejouer", titre: TITRE }}
        lead="Le calcul est refait à partir des données qu’il a gardées, puis comparé octet par octet à ce qu’il avait donné. Rien n’est remplacé."
      />
      <TravailCalcul calculId={calcul.id} tache={tache} label="Nouveau calcul, pour comparer" prepare />
      {refus && <Notification tone="info">{refus}</Notification>}
      {!refus && !isEnCours(tache) && (
        <FormActe id="rejeu" bouton="Rejouer" retour={`/ciblage/calculs/${calcul.id}`} reply={actionData}>
          {() => null}
        </FormActe>
      )}
      {rejeux.length > 0 && (
        <section aria-labelledby="constats">
          <h2 id="constats">Constats</h2>
          <ul>
            {rejeux.map((rejeu) => (
              <li key={rejeu.quand}>
                {formatDateHeure(new Date(rejeu.quand), "Europe/Paris")} : {constat(rejeu)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="fr-hint-text">
        {"Sur le serveur, « npm run -s rejouer -- "}
        {calcul.id}
        {" » fait la même chose et montre chaque différence."}
      </p>
    </>
  );
}

function constat({ identique, differences }: Rejeu): string {
  return identique
    ? "le résultat est le même, octet pour octet."
    : `le résultat diffère (${pluriel(differences, "différence")}). Prévenez le service d’appui : ce calcul a été fait avec un autre moteur, ou ses données ont été altérées.`;
}
