import { redirect } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readSessionJeton, sessionCookie } from "#app/platform/http/session-cookie.ts";
import { getUrlSortie } from "../proconnect/queries.server.ts";
import { fermerSession } from "../sessions/commands.server.ts";
import type { Route } from "./+types/deconnexion.ts";

/** Leaving is an act: a link cannot do it, so reading this address goes home. */
export function loader() {
  throw redirect("/", 303);
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { urlPublique } = current.settings;
  const jeton = readSessionJeton(request.headers.get("cookie"), urlPublique);
  const headers = {
    "Set-Cookie": sessionCookie(urlPublique, "", 0),
    // Not "cookies": that would take those of every other service of the académie's domain. Source: ASVS 14.3.1.
    "Clear-Site-Data": '"cache", "storage"',
  };
  if (!jeton) throw redirect("/connexion", { status: 303, headers });
  const sortie = await getUrlSortie(current, jeton);
  // Ours first: whatever becomes of the provider's, nobody stays signed in here.
  await fermerSession(current, jeton);
  throw redirect(sortie ?? "/connexion", { status: 303, headers });
}
