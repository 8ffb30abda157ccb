import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import {
  abandonnerImport,
  arreterTravail,
  type DecisionSurImport,
  demanderApplication,
  redemanderPrevisualisation,
} from "../commands.server.ts";
import { ConfirmationImport } from "../components/confirmation-import.tsx";
import { getImportAConfirmer } from "../queries.server.ts";
import { DECISIONS, type Decision, decisionOf } from "../rules.ts";
import { acteSchema } from "../schema.ts";
import type { Route } from "./+types/decision.ts";

/** One line of the route table for each decision, all on this page: an address ends with the name of its act. */
const COMMANDS: Readonly<Record<Decision, (context: Context, acte: DecisionSurImport) => Promise<void>>> = {
  application: demanderApplication,
  abandon: abandonnerImport,
  previsualisation: redemanderPrevisualisation,
  arret: arreterTravail,
};

export const meta: Route.MetaFunction = ({ location }) =>
  documentTitle(DECISIONS[decisionOf(location.pathname)].titre);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const vu = await getImportAConfirmer(context.get(requestContext).db, params.import);
  return { vu, decision: decisionOf(new URL(request.url).pathname) };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  await getImportAConfirmer(current.db, params.import);
  const act = COMMANDS[decisionOf(new URL(request.url).pathname)];
  return submitForm(request, acteSchema, async ({ version }) => {
    await act(current, { importId: params.import, version, agentId: getActor(current).agentId });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

export default function PageDecision({ loaderData: { vu, decision }, actionData }: Route.ComponentProps) {
  return <ConfirmationImport {...DECISIONS[decision]} vu={vu} reply={actionData} />;
}
