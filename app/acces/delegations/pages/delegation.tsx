import { civilDay } from "#app/platform/clock/clock.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import { getActor } from "../../queries.server.ts";
import { EtatBadge, periodeOf } from "../components/delegations-list.tsx";
import { getDelegation, isGerant } from "../queries.server.ts";
import { canJoindre, canRenouveler, canRevoquer, type EtatDelegation } from "../rules.ts";
import type { Route } from "./+types/delegation.ts";

const TITRE = "Une délégation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const delegation = await getDelegation(current, actor, params.delegation);
  const qui = {
    delegant: delegation.delegantId === actor.agentId,
    delegataire: delegation.delegataireId === actor.agentId,
    gere: await isGerant(current.db, actor, delegation),
  };
  return {
    delegation,
    revoquer: canRevoquer(delegation.etat, qui).ok,
    joindre: canJoindre(qui).ok,
    renouveler: canRenouveler(delegation, qui, civilDay(current.now())).ok,
    sienne: qui.delegant || qui.delegataire,
  };
}

const PASSEES: ReadonlySet<EtatDelegation> = new Set(["revoque", "tombe", "echu"]);

export default function PageDelegation({ loaderData }: Route.ComponentProps) {
  const { delegation, revoquer, renouveler, joindre, sienne } = loaderData;
  const retour = sienne
    ? { label: "Délégations", href: "/delegations" }
    : { label: "Délégations du périmètre", href: "/delegations/perimetre" };
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, retour, { label: TITRE }]} />
      <PageTitle
        overline={<EtatBadge etat={delegation.etat} />}
        lead={`${delegation.delegant} ${PASSEES.has(delegation.etat) ? "a délégué" : "délègue"} à ${delegation.delegataire} : ${NATURES_DELEGATION[delegation.nature]}.`}
      >
        {TITRE}
      </PageTitle>
      <DescriptionList
        entries={[
          { term: "Fonction", description: `${FONCTIONS[delegation.fonction]}, ${delegation.portee}` },
          { term: "Période", description: periodeOf(delegation) },
          {
            term: "Acte",
            description: delegation.pieceId ? (
              <a href={`/delegations/${delegation.id}/acte/fichier`} download>
                {delegation.acte}
              </a>
            ) : (
              delegation.acte
            ),
          },
          {
            term: "Ce qu’elle ouvre",
            description: (
              <>
                Ce que le <a href="/droits">tableau des droits</a> dit ouvert par délégation, rien de plus :
                déléguer la saisie n’est pas déléguer la décision.
              </>
            ),
          },
          ...(delegation.revoqueeLe
            ? [
                {
                  term: "Fin anticipée",
                  description: formatDateHeure(new Date(delegation.revoqueeLe), "Europe/Paris"),
                },
              ]
            : []),
          ...(delegation.motif ? [{ term: "Motif de la révocation", description: delegation.motif }] : []),
          ...(delegation.renouvelee ? [{ term: "Suite", description: "Elle a été renouvelée." }] : []),
        ]}
      />
      <ul className="fr-btns-group fr-btns-group--inline-md">
        {renouveler && (
          <li>
            <a className="fr-btn" href={`/delegations/${delegation.id}/renouvellement`}>
              Renouveler
            </a>
          </li>
        )}
        {joindre && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={`/delegations/${delegation.id}/acte`}>
              {delegation.pieceId ? "Remplacer l’acte joint" : "Joindre l’acte"}
            </a>
          </li>
        )}
        {revoquer && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={`/delegations/${delegation.id}/revocation`}>
              Mettre fin à cette délégation
            </a>
          </li>
        )}
      </ul>
    </>
  );
}
