import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { type FormulaireRendu, reasonOf } from "../../../imports/components/formulaire.ts";
import { relireIndicateur, retirerIndicateur } from "../commands.server.ts";
import { getNotice } from "../queries.server.ts";
import { canModifier, canRelire, DECISIONS_INDICATEUR, decisionIndicateur } from "../rules.ts";
import { retraitIndicateurSchema } from "../schema.ts";
import type { Route } from "./+types/decision.ts";

export const meta: Route.MetaFunction = ({ location }) =>
  documentTitle(DECISIONS_INDICATEUR[decisionIndicateur(location.pathname)].titre);

/** The review belongs to the statistical service, which administrators are not. */
const isSsa = (actor: Actor) => actor.fonctions.some(({ fonction }) => fonction === "ssa");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const notice = await getNotice(current.db, actor, params.indicateur);
  const decision = decisionIndicateur(new URL(request.url).pathname);
  const allowed = decision === "relecture" ? canRelire(notice, isSsa(actor)) : canModifier(notice);
  return { notice, decision, refus: allowed.ok ? undefined : allowed.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  await getNotice(current.db, actor, params.indicateur);
  const acte = {
    code: params.indicateur,
    agentId: actor.agentId,
    gerer: scopeOf(actor, "indicateur.gerer"),
    ssa: isSsa(actor),
  };
  const relecture = decisionIndicateur(new URL(request.url).pathname) === "relecture";
  return submitForm(request, retraitIndicateurSchema, async () => {
    await (relecture ? relireIndicateur(current, acte) : retirerIndicateur(current, acte));
    throw redirect(`/indicateurs/${params.indicateur}`, 303);
  });
}

export default function DecisionIndicateur({
  loaderData: { notice, decision, refus },
  actionData,
}: Route.ComponentProps) {
  const { titre, consequence, bouton } = DECISIONS_INDICATEUR[decision];
  const back = `/indicateurs/${notice.code}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Dictionnaire des indicateurs", href: "/indicateurs" },
          { label: notice.libelleCourt, href: back },
          { label: titre },
        ]}
      />
      <PageTitle overline={notice.libelle} lead={consequence}>
        {titre}
      </PageTitle>
      <RefusalNotice reason={reasonOf(actionData as FormulaireRendu | undefined)} />
      {refus ? (
        <Notification tone="info">{refus}</Notification>
      ) : (
        <form method="post">
          <ul className="fr-btns-group fr-btns-group--inline-md">
            <li>
              <SubmitButton>{bouton}</SubmitButton>
            </li>
            <li>
              <a className="fr-btn fr-btn--secondary" href={back}>
                Revenir à la notice
              </a>
            </li>
          </ul>
        </form>
      )}
    </>
  );
}
