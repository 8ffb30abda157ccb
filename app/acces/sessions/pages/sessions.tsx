import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { fermerAutresSessions } from "../commands.server.ts";
import { SessionFacts } from "../components/session-facts.tsx";
import { listSessions } from "../queries.server.ts";
import { fermetureSchema } from "../schema.ts";
import type { Route } from "./+types/sessions.ts";

export const meta = () => documentTitle("Mes sessions");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId, session } = getActor(current);
  const fermees = new URL(request.url).searchParams.has("fermees");
  return { fermees, ici: session?.id ?? null, sessions: await listSessions(current, agentId) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId, session } = getActor(current);
  return submitForm(request, fermetureSchema, async () => {
    if (session) await fermerAutresSessions(current, { agentId, sauf: session.id });
    throw redirect("/mon-compte/sessions?fermees=1", 303);
  });
}

export default function PageSessions({ loaderData: { sessions, ici, fermees } }: Route.ComponentProps) {
  const autres = sessions.filter(({ id }) => id !== ici);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Mon compte", href: "/mon-compte" },
          { label: "Mes sessions" },
        ]}
      />
      <PageTitle lead="Chaque appareil où vous êtes connecté en ce moment. Une session s’arrête d’elle-même après une demi-heure sans activité, et au bout de dix heures.">
        Mes sessions
      </PageTitle>
      {fermees && (
        <Notification tone="success" title="C’est fait" live>
          L’appareil concerné devra se connecter de nouveau à sa prochaine demande.
        </Notification>
      )}
      <ul className="anc-sessions">
        {sessions.map((session) => (
          <li key={session.id}>
            <h2>{session.appareil}</h2>
            {session.id === ici && <Badge tone="info">Cette session</Badge>}
            <SessionFacts session={session} />
            {session.id !== ici && (
              <p>
                <a href={`/mon-compte/sessions/${session.id}`}>
                  Fermer cette session<span className="fr-sr-only"> : {session.appareil}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {autres.length > 1 && (
        <form method="post">
          <SubmitButton priority="secondary">Fermer toutes les autres sessions</SubmitButton>
        </form>
      )}
      {autres.length === 0 ? (
        <p>Vous n’êtes connecté nulle part ailleurs.</p>
      ) : (
        <p>
          Une session que vous ne reconnaissez pas ? Fermez-la, puis{" "}
          <a href="/second-facteur">renouvelez votre second facteur</a> et parlez-en à la personne qui
          administre le service.
        </p>
      )}
    </>
  );
}
