import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { IdentiteTransmise } from "../components/identite-transmise.tsx";
import { getRattachementByJeton, getService } from "../queries.server.ts";
import { repondreRattachement } from "../rattachements/commands.server.ts";
import { canDeciderRattachement } from "../rules.ts";
import { rattachementSchema } from "../schema.ts";
import type { Route } from "./+types/rattachement.ts";

const TITRE = "Est-ce bien vous ?";
export const meta = () => documentTitle(TITRE);

/** Reading changes nothing: mail scanners follow links. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  getService(current.settings);
  const rattachement = await getRattachementByJeton(current.db, params.jeton);
  const { nomComplet, transmis, proposeLe, accepte } = rattachement;
  const decision = canDeciderRattachement(rattachement, current.now());
  return { nomComplet, transmis, proposeLe, accepte, empeche: decision.ok ? null : decision.message };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  getService(current.settings);
  await getRattachementByJeton(current.db, params.jeton);
  return submitForm(request, rattachementSchema, async ({ decision }) => {
    await repondreRattachement(current, { jeton: params.jeton, accepte: decision === "accepter" });
    throw redirect(`/rattachement/${params.jeton}`, 303);
  });
}

export default function PageRattachement({ loaderData, actionData }: Route.ComponentProps) {
  const { nomComplet, transmis, proposeLe, accepte, empeche } = loaderData;
  const reason =
    actionData &&
    Object.values(actionData.submission.error ?? {})
      .flat()
      .filter(Boolean)
      .join(" ");
  return (
    <>
      <PageTitle
        lead={`Une personne est entrée par ProConnect le ${formatDate(proposeLe, "Europe/Paris")} avec l’adresse du compte de ${nomComplet}. Un compte ne s’ouvre qu’à sa personne : dites si c’est vous.`}
      >
        {TITRE}
      </PageTitle>
      {!empeche && <RefusalNotice reason={reason} />}
      <h2>Ce que ProConnect a transmis</h2>
      <IdentiteTransmise transmis={transmis} />
      {empeche ? <DejaDit accepte={accepte} empeche={empeche} /> : <Reponse />}
    </>
  );
}

function Reponse() {
  return (
    <form method="post">
      <ul className="fr-btns-group fr-btns-group--inline">
        <li>
          <SubmitButton intent={{ name: "decision", value: "accepter" }}>Oui, c’est moi</SubmitButton>
        </li>
        <li>
          <SubmitButton intent={{ name: "decision", value: "refuser" }} priority="secondary">
            Non, ce n’est pas moi
          </SubmitButton>
        </li>
      </ul>
    </form>
  );
}

function DejaDit({ accepte, empeche }: { accepte: boolean | null; empeche: string }) {
  if (accepte === null) return <Notification tone="info">{empeche}</Notification>;
  if (!accepte)
    return (
      <Notification tone="success" title="C’est noté">
        Personne n’entrera dans ce compte par cette identité.
      </Notification>
    );
  return (
    <>
      <Notification tone="success" title="C’est confirmé">
        Cette identité ProConnect ouvre désormais votre compte.
      </Notification>
      <p>
        <a className="fr-btn" href="/connexion/proconnect" data-reload>
          Entrer par ProConnect
        </a>
      </p>
    </>
  );
}
