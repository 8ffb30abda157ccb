import { data, redirect } from "react-router";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readSessionJeton, sessionCookie } from "#app/platform/http/session-cookie.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { LienPerime } from "../../components/lien-perime.tsx";
import { readSuite } from "../../schema.ts";
import { fermerSession } from "../../sessions/commands.server.ts";
import { SESSION_MAX_MS } from "../../sessions/rules.ts";
import { utiliserLien } from "../commands.server.ts";
import { findLienByJeton } from "../queries.server.ts";
import type { Route } from "./+types/lien.ts";

const ENTRER = "Entrer dans le service";
const PERIME = "Ce lien ne sert plus";

export const meta: Route.MetaFunction = ({ loaderData }) => documentTitle(loaderData?.nom ? ENTRER : PERIME);

/** Reading the link shows whom it lets in and nothing more: programs that check the links of a mailbox read it too. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const lien = await findLienByJeton(context.get(requestContext), params.jeton);
  return data({ nom: lien?.nomComplet ?? null }, { status: lien ? 200 : 404 });
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { urlPublique } = current.settings;
  const entree = await utiliserLien(current, { jeton: params.jeton, appareil: readAppareil(request) });
  if (!entree) return data(null, { status: 404 });
  const before = readSessionJeton(request.headers.get("cookie"), urlPublique);
  if (before) await fermerSession(current, before);
  const cookie = sessionCookie(urlPublique, entree.session, SESSION_MAX_MS / 1000);
  throw redirect(readSuite(entree.suite), { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function PageLien({ loaderData: { nom } }: Route.ComponentProps) {
  if (nom === null) {
    return (
      <LienPerime titre={PERIME}>
        Un lien de connexion sert une fois, pendant un quart d’heure. Le vôtre a déjà servi, ou son temps est
        passé ; il a pu aussi être coupé en le copiant.
      </LienPerime>
    );
  }
  return (
    <>
      <PageTitle lead={`Vous allez entrer comme ${nom}.`}>{ENTRER}</PageTitle>
      <form method="post">
        <SubmitButton>Continuer</SubmitButton>
      </form>
      <p>Ce n’est pas vous ? Fermez simplement cette page : le lien est destiné à cette personne seule.</p>
    </>
  );
}
