import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { hasPermission } from "../../rules.ts";
import { DelegationsList } from "../components/delegations-list.tsx";
import { listDelegationsAVenirATerme, listDelegationsDeLAgent } from "../queries.server.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Délégations";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const [delegations, aTerme] = await Promise.all([
    listDelegationsDeLAgent(current, actor.agentId),
    listDelegationsAVenirATerme(current, actor.agentId),
  ]);
  return {
    donnees: delegations.filter(({ delegantId }) => delegantId === actor.agentId),
    recues: delegations.filter(({ delegataireId }) => delegataireId === actor.agentId),
    aTerme: aTerme.filter(({ delegantId }) => delegantId === actor.agentId).length,
    donner: hasPermission(actor, "delegation.donner"),
    perimetre: hasPermission(actor, "agent.lire"),
  };
}

export default function ListeDelegations({ loaderData }: Route.ComponentProps) {
  const { donnees, recues, aTerme, donner, perimetre } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle
        lead="Une délégation a un acte, un premier et un dernier jour ; elle tombe avec la fonction de la personne qui délègue."
        actions={
          donner && (
            <a className="fr-btn" href="/delegations/nouvelle">
              Déléguer une fonction
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      {aTerme > 0 && (
        <Notification tone="info" title="À renouveler, ou à laisser prendre fin">
          <p>
            {aTerme === 1
              ? "Une délégation que vous avez donnée arrive à son terme dans les trente jours."
              : `${aTerme} délégations que vous avez données arrivent à leur terme dans les trente jours.`}
          </p>
        </Notification>
      )}
      {donnees.length + recues.length === 0 && (
        <EmptyState title="Aucune délégation ne vous concerne">
          {donner
            ? "Vous pouvez confier la saisie, ou la signature quand votre fonction signe, à une personne de votre périmètre."
            : "Quand une personne vous déléguera une fonction, vous la lirez ici, avec son acte et ses dates."}
        </EmptyState>
      )}
      <DelegationsList titre="Vous avez délégué" delegations={donnees} autre="delegataire" />
      <DelegationsList titre="On vous a délégué" delegations={recues} autre="delegant" />
      {perimetre && (
        <p>
          <a className="fr-link" href="/delegations/perimetre">
            Les délégations de votre périmètre
          </a>
        </p>
      )}
    </>
  );
}
