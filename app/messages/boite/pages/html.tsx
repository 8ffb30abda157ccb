import { requestContext } from "#app/platform/http/request-context.ts";
import { withLinkedStyle } from "#app/platform/mail/style.ts";
import { getRetenu } from "../queries.server.ts";
import type { Route } from "./+types/html.ts";

/**
 * The message as its reader's program would show it, on a page of its own under the policy of every page: no script
 * would run, and its style sheet comes from its own address.
 */
export async function loader({ params, context }: Route.LoaderArgs) {
  const { html } = await getRetenu(context.get(requestContext).db, params.courriel);
  return new Response(withLinkedStyle(html, "/dev/courriels/feuille.css"), {
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}
