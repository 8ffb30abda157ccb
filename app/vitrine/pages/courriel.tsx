import { requestContext } from "../../platform/http/request-context.ts";
import { renderHtml } from "../../platform/mail/render.ts";
import { withLinkedStyle } from "../../platform/mail/style.ts";
import { NotFound } from "../../platform/refusal.ts";
import { COURRIELS } from "../documents/courriels.ts";
import type { Route } from "./+types/courriel.ts";

/** One message of the vitrine, as its reader's program would show it. */
export function loader({ params, context }: Route.LoaderArgs) {
  const courriel = /^\d{1,3}$/.test(params.rang) ? COURRIELS[Number(params.rang)] : undefined;
  if (!courriel) throw new NotFound();
  const cadre = {
    urlPublique: context.get(requestContext).settings.urlPublique,
    contact: "ancrage@ac-exemple.fr",
  };
  return new Response(withLinkedStyle(renderHtml(courriel, cadre), "/dev/courriels/feuille.css"), {
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}
