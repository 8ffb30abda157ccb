import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { fermerAutresSessions } from "../commands.server.ts";
import { SessionFacts } from "../components/session-facts.tsx";
import { getSession } from "../queries.server.ts";
import { fermetureSchema } from "../schema.ts";
import type { Route } from "./+types/session.ts";

export const meta = () => documentTitle("Fermer cette session");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId, session } = getActor(current);
  // One leaves the session one is in by signing out: this page is for the others.
  if (params.session === session?.id) throw redirect("/mon-compte/sessions", 303);
  return { session: await getSession(current, { agentId, id: params.session }) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId, session } = getActor(current);
  return submitForm(request, fermetureSchema, async () => {
    // Closed meanwhile, or by the first of two presses: it is what was asked for.
    const open =
      session && (await getSession(current, { agentId, id: params.session }).catch(() => undefined));
    if (open) await fermerAutresSessions(current, { agentId, sauf: session.id, seulement: open.id });
    throw redirect("/mon-compte/sessions?fermees=1", 303);
  });
}

export default function PageSession({ loaderData: { session } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Mon compte", href: "/mon-compte" },
          { label: "Mes sessions", href: "/mon-compte/sessions" },
          { label: "Fermer" },
        ]}
      />
      <PageTitle
        overline={session.appareil}
        lead="L’appareil devra se connecter de nouveau dès sa prochaine demande ; ce qui y était tapé sans être envoyé y sera perdu."
      >
        Fermer cette session
      </PageTitle>
      <SessionFacts session={session} />
      <form method="post">
        <ul className="fr-btns-group fr-btns-group--inline-md">
          <li>
            <SubmitButton>Fermer la session</SubmitButton>
          </li>
          <li>
            <a className="fr-btn fr-btn--secondary" href="/mon-compte/sessions">
              Revenir à mes sessions
            </a>
          </li>
        </ul>
      </form>
    </>
  );
}
