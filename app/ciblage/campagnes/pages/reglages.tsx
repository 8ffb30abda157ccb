import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { reglerCampagne } from "../commands.server.ts";
import { ChampsCalendrier, ChampsIdentite, ChampsPopulation } from "../components/champs-campagne.tsx";
import { ChampsStabilite } from "../components/champs-stabilite.tsx";
import { getCampagne, listTerritoires } from "../queries.server.ts";
import { canRegler } from "../rules.ts";
import { reglagesSchema } from "../schema.ts";
import type { Route } from "./+types/reglages.ts";

const TITRE = "Régler la campagne";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "ciblage.preparer");
  const campagne = await getCampagne(current.db, scope, params.campagne);
  return {
    campagne,
    territoires: await listTerritoires(current.db, campagne.academie),
    refus: canRegler(campagne),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const { id } = await getCampagne(current.db, acteur.scope, params.campagne);
  return submitForm(request, reglagesSchema, async (saisie) => {
    await reglerCampagne(current, acteur, id, saisie);
    throw redirect(`/ciblage/${id}`, 303);
  });
}

export default function PageReglages({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, territoires, refus } = loaderData;
  return (
    <PageActe
      id="reglages"
      titre={TITRE}
      consequence="Les calculs déjà faits gardent la population et les réglages qu’ils avaient ; les prochains prendront ceux-ci."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
      ]}
      bouton="Enregistrer les réglages"
      retour={`/ciblage/${campagne.id}`}
      reply={actionData}
    >
      {(field) => (
        <>
          {!refus.ok && <Notification tone="info">{refus.message}</Notification>}
          <input type="hidden" name="version" value={campagne.version} />
          <ChampsIdentite field={field} nom={campagne.nom} familles={campagne.familles} />
          <h2>Population</h2>
          <ChampsPopulation field={field} population={campagne.population} territoires={territoires} />
          <h2>Mesure de la stabilité</h2>
          <ChampsStabilite field={field} stabilite={campagne.stabilite} />
          <h2>Calendrier</h2>
          <ChampsCalendrier field={field} calendrier={campagne} />
        </>
      )}
    </PageActe>
  );
}
