import { redirect } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readSessionJeton, sessionCookie } from "#app/platform/http/session-cookie.ts";
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
  if (jeton) await fermerSession(current, jeton);
  throw redirect("/connexion", { status: 303, headers: { "Set-Cookie": sessionCookie(urlPublique, "", 0) } });
}
