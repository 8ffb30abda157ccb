import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getIdentite, getPersonneAGerer } from "../../personnes/queries.server.ts";
import { getActor } from "../../queries.server.ts";
import { scopeOf } from "../../rules.ts";
import { IdentiteTransmise } from "../components/identite-transmise.tsx";
import {
  type IdentiteRattachee,
  listIdentites,
  listRattachements,
  type RattachementLu,
} from "../queries.server.ts";
import { deciderRattachement, detacherIdentite } from "../rattachements/commands.server.ts";
import { canTenirIdentites } from "../rules.ts";
import { identitesSchema } from "../schema.ts";
import type { Route } from "./+types/identites.ts";

const TITRE = "Identités ProConnect de cette personne";
export const meta = () => documentTitle(TITRE);

async function readPersonne(current: RequestContext, agentId: string) {
  return getIdentite(current.db, scopeOf(getActor(current), "agent.gerer"), agentId);
}

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { id, prenom, nom, courriel } = await readPersonne(current, params.agent);
  const decision = canTenirIdentites(getActor(current), await getPersonneAGerer(current, current.db, id));
  return {
    id,
    nomComplet: `${prenom} ${nom}`,
    courriel,
    empeche: decision.ok ? null : decision.message,
    identites: await listIdentites(current.db, id),
    propositions: await listRattachements(current, id),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { id: agentId } = await readPersonne(current, params.agent);
  const habilite = { actor: getActor(current), agentId };
  return submitForm(request, identitesSchema, async (voulu) => {
    if (voulu.acte === "detacher")
      await detacherIdentite(current, { ...habilite, identiteId: voulu.identite });
    else {
      const accepte = voulu.acte === "accepter";
      await deciderRattachement(current, { ...habilite, rattachementId: voulu.rattachement, accepte });
    }
    throw redirect(`/personnes/${agentId}/identites`, 303);
  });
}

export default function PageIdentites({ loaderData, actionData }: Route.ComponentProps) {
  const { id, nomComplet, courriel, empeche, identites, propositions } = loaderData;
  const reason =
    actionData &&
    Object.values(actionData.submission.error ?? {})
      .flat()
      .filter(Boolean)
      .join(" ");
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: nomComplet, href: `/personnes/${id}` },
          { label: "Identités ProConnect" },
        ]}
      />
      <PageTitle
        overline={nomComplet}
        lead="Une adresse ne prouve pas qui entre : une identité ProConnect ouvre un compte quand la personne l’a confirmé depuis sa messagerie, ou que vous le confirmez pour elle."
      >
        {TITRE}
      </PageTitle>
      <RefusalNotice reason={reason} />
      {empeche && <Notification tone="info">{empeche}</Notification>}
      <h2>En attente de réponse</h2>
      {propositions.length === 0 && <p>Aucune demande en attente{courriel ? ` pour ${courriel}` : ""}.</p>}
      {propositions.map((proposition) => (
        <Proposition key={proposition.id} proposition={proposition} lecture={empeche !== null} />
      ))}
      <h2>Identités qui ouvrent ce compte</h2>
      {identites.length === 0 && (
        <EmptyState title="Aucune identité ProConnect">
          Cette personne entre par un lien reçu par courriel, ou n’est pas encore venue.
        </EmptyState>
      )}
      {identites.map((identite) => (
        <Rattachee key={identite.id} identite={identite} lecture={empeche !== null} />
      ))}
    </>
  );
}

function Proposition({ proposition, lecture }: { proposition: RattachementLu; lecture: boolean }) {
  return (
    <article className="anc-identite">
      <h3 className="fr-h6">Demande du {formatDate(proposition.proposeLe, "Europe/Paris")}</h3>
      <IdentiteTransmise transmis={proposition.transmis} />
      {!lecture && (
        <form method="post">
          <input type="hidden" name="rattachement" value={proposition.id} />
          <p>Assurez-vous de vive voix que c’est bien la personne : l’identité ouvrira tous ses droits.</p>
          <ul className="fr-btns-group fr-btns-group--inline">
            <li>
              <SubmitButton intent={{ name: "acte", value: "accepter" }}>
                Rattacher cette identité
              </SubmitButton>
            </li>
            <li>
              <SubmitButton intent={{ name: "acte", value: "refuser" }} priority="secondary">
                Écarter cette demande
              </SubmitButton>
            </li>
          </ul>
        </form>
      )}
    </article>
  );
}

function Rattachee({ identite, lecture }: { identite: IdentiteRattachee; lecture: boolean }) {
  return (
    <article className="anc-identite">
      <h3 className="fr-h6">Rattachée le {formatDate(identite.rattacheeLe, "Europe/Paris")}</h3>
      <p>Dernière entrée le {formatDate(identite.vueLe, "Europe/Paris")}.</p>
      <IdentiteTransmise transmis={identite} />
      {!lecture && (
        <form method="post">
          <input type="hidden" name="identite" value={identite.id} />
          <p>Détachée, elle n’ouvre plus ce compte et ses sessions se ferment aussitôt.</p>
          <SubmitButton intent={{ name: "acte", value: "detacher" }} priority="secondary">
            Détacher cette identité
          </SubmitButton>
        </form>
      )}
    </article>
  );
}
