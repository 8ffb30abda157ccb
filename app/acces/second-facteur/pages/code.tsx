import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getActor } from "../../queries.server.ts";
import { readSuite } from "../../schema.ts";
import { SESSION_MAX_MS } from "../../sessions/rules.ts";
import { prouverSecondFacteur } from "../commands.server.ts";
import { Preuve } from "../components/preuve.tsx";
import { etapeSecondFacteur } from "../rules.ts";
import { codeSchema } from "../schema.ts";
import type { Route } from "./+types/code.ts";

export const meta = () => documentTitle("Votre code de connexion");

export function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const suite = readSuite(new URL(request.url).searchParams.get("suite"));
  if (etapeSecondFacteur(getActor(current)) !== "a_donner") throw redirect(suite, 303);
  return { suite };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, codeSchema, async ({ code, suite }) => {
    const { session, agentId } = actor;
    // Sent twice: the first one went through.
    if (!session || etapeSecondFacteur(actor) !== "a_donner") throw redirect(readSuite(suite), 303);
    const jeton = await prouverSecondFacteur(current, { agentId, sessionId: session.id }, code);
    const cookie = sessionCookie(current.settings.urlPublique, jeton, SESSION_MAX_MS / 1000);
    throw redirect(readSuite(suite), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function PageCode({ loaderData: { suite }, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Votre téléphone confirme que c’est bien vous.">Votre code de connexion</PageTitle>
      <Preuve suite={suite} button="Entrer" reply={actionData?.submission} />
    </>
  );
}
