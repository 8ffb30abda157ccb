import { redirect } from "react-router";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { sessionCookie } from "#app/platform/http/session-cookie.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { CompteCard } from "../components/compte-card.tsx";
import { listComptesDemonstration } from "../queries.server.ts";
import { connexionSchema, readSuite } from "../schema.ts";
import { ouvrirSessionDemonstration } from "../sessions/commands.server.ts";
import { SESSION_MAX_MS } from "../sessions/rules.ts";
import type { Route } from "./+types/connexion.ts";

export const meta = () => documentTitle("Connexion");

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const suite = readSuite(new URL(request.url).searchParams.get("suite"));
  if (current.actor) throw redirect(suite, 303);
  const { demonstration } = current.settings;
  return { suite, demonstration, comptes: await listComptesDemonstration(current.db) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, connexionSchema, async ({ agent, suite }) => {
    const jeton = await ouvrirSessionDemonstration(current, agent, readAppareil(request));
    const cookie = sessionCookie(current.settings.urlPublique, jeton, SESSION_MAX_MS / 1000);
    throw redirect(readSuite(suite), { status: 303, headers: { "Set-Cookie": cookie } });
  });
}

export default function Connexion({ loaderData, actionData }: Route.ComponentProps) {
  const { comptes, demonstration, suite } = loaderData;
  if (!demonstration) return <SansModeDeConnexion />;
  const reason =
    actionData?.submission.error &&
    Object.values(actionData.submission.error).flat().filter(Boolean).join(" ");
  return (
    <>
      <PageTitle lead="Choisissez qui vous voulez être : chaque personne voit le service avec les droits de sa fonction. Tout est fictif, vous pouvez explorer sans crainte.">
        Connexion
      </PageTitle>
      <RefusalNotice reason={reason} />
      <form method="post">
        <input type="hidden" name="suite" value={suite} />
        <ul className="anc-comptes">
          {comptes.map((compte) => (
            <li key={compte.id}>
              <CompteCard compte={compte} />
            </li>
          ))}
        </ul>
      </form>
    </>
  );
}

function SansModeDeConnexion() {
  return (
    <>
      <PageTitle>Connexion</PageTitle>
      <EmptyState title="Aucun moyen de se connecter n’est ouvert sur ce service">
        Cette base n’est pas une démonstration : les comptes d’un clic n’y existent pas. Les données s’y
        importent en ligne de commande. Pour essayer le service, la personne qui l’administre peut démarrer
        une base de démonstration.
      </EmptyState>
    </>
  );
}
