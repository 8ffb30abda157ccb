import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { getActor } from "../../queries.server.ts";
import { readSuite } from "../../schema.ts";
import { renforcerDemonstration } from "../../sessions/commands.server.ts";
import { isRenforcee, SESSION_MAX_MS } from "../../sessions/rules.ts";
import { prouverSecondFacteur } from "../commands.server.ts";
import { Preuve } from "../components/preuve.tsx";
import { clicSchema, codeSchema } from "../schema.ts";
import type { Route } from "./+types/confirmation.ts";

export const meta = () => documentTitle("Confirmez que c’est vous");

export function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { session } = getActor(current);
  const { searchParams } = new URL(request.url);
  const suite = readSuite(searchParams.get("suite"));
  if (!session || isRenforcee(session, current.now())) throw redirect(suite, 303);
  return {
    suite,
    interrompu: searchParams.get("envoi") === "interrompu",
    clic: session.mode === "demonstration",
    code: session.secondFacteur,
    proconnect: session.mode === "proconnect" && current.settings.proconnect !== undefined,
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { session, agentId } = getActor(current);
  if (!session) throw redirect("/", 303);
  const follow = (suite: string | undefined, jeton: string) => {
    const cookie = sessionCookie(current.settings.urlPublique, jeton, SESSION_MAX_MS / 1000);
    return redirect(readSuite(suite), { status: 303, headers: { "Set-Cookie": cookie } });
  };
  if (session.mode === "demonstration") {
    return submitForm(request, clicSchema, async ({ suite }) => {
      throw follow(suite, await renforcerDemonstration(current, session));
    });
  }
  return submitForm(request, codeSchema, async ({ code, suite }) => {
    throw follow(suite, await prouverSecondFacteur(current, { agentId, sessionId: session.id }, code));
  });
}

export default function PageConfirmation({ loaderData, actionData }: Route.ComponentProps) {
  const { suite, interrompu, clic, code, proconnect } = loaderData;
  return (
    <>
      <PageTitle lead="Ce que vous allez faire engage : une nouvelle preuve, valable dix minutes, évite que quelqu’un d’autre le fasse depuis votre écran.">
        Confirmez que c’est vous
      </PageTitle>
      {interrompu && (
        <Notification tone="warning" title="Votre envoi n’a pas été pris en compte">
          Il est venu longtemps après votre dernière confirmation. Confirmez, puis reprenez sur la page où
          vous étiez.
        </Notification>
      )}
      {clic && <Clic suite={suite} />}
      {code && !clic && <Preuve suite={suite} button="Confirmer" reply={actionData?.submission} />}
      {proconnect && !clic && (
        <section>
          {code && <h2>Ou avec ProConnect</h2>}
          <p>Vous vous identifiez de nouveau, puis vous revenez ici.</p>
          <p>
            <a
              className={code ? "fr-btn fr-btn--secondary" : "fr-btn"}
              href={`/connexion/proconnect?${new URLSearchParams({ renforcement: "1", suite })}`}
              data-reload
            >
              Confirmer avec ProConnect
            </a>
          </p>
        </section>
      )}
      {!clic && !code && !proconnect && (
        <p>
          Aucun second facteur n’est enregistré pour vous. Déconnectez-vous puis reconnectez-vous : la
          connexion vous proposera d’en enregistrer un.
        </p>
      )}
    </>
  );
}

function Clic({ suite }: { suite: string }) {
  return (
    <form method="post" className="anc-formulaire">
      <input type="hidden" name="suite" value={suite} />
      <p>
        Sur un service réel, cette page demande le code de votre téléphone ou une nouvelle identification.
        Dans cette démonstration, un clic suffit.
      </p>
      <SubmitButton>Confirmer d’un clic</SubmitButton>
    </form>
  );
}
