import { data, redirect } from "react-router";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { entryCookie } from "#app/platform/oidc/entry-cookie.ts";
import { isOidcFault } from "#app/platform/oidc/fault.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { findInvitationByJeton } from "../../invitations/queries.server.ts";
import type { Actor } from "../../rules.ts";
import { readSuite } from "../../schema.ts";
import { commencerEntree, refuserConnexion } from "../commands.server.ts";
import { RefusConnexion } from "../components/refus-connexion.tsx";
import { getService } from "../queries.server.ts";
import { ENTREE_MS, isMotifRefus, MOTIFS_REFUS, type MotifRefus } from "../rules.ts";
import type { Route } from "./+types/connexion.ts";

const TITRE = "ProConnect n’est pas accessible";
export const meta = () => documentTitle(TITRE);

/** A link leads here, never a form: the policy `form-action 'self'` would stop it from leaving for ProConnect. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  getService(current.settings);
  const demandee = new URL(request.url).searchParams;
  const suite = readSuite(demandee.get("suite"));
  const renforcement = demandee.get("renforcement") === "1";
  const jeton = demandee.get("invitation");
  const actor = current.actor as Actor | null;
  if (renforcement && actor?.session?.mode !== "proconnect")
    throw redirect(actor ? `/confirmation?suite=${encodeURIComponent(suite)}` : "/connexion", 303);
  if (actor && !renforcement && !jeton) throw redirect(suite, 303);
  if (jeton) refuserLienAilleurs(request, jeton);
  const invitation = jeton ? await findInvitationByJeton(current, jeton) : undefined;
  // Its own page says what became of it.
  if (jeton && !invitation) throw redirect(`/invitation/${encodeURIComponent(jeton)}`, 303);
  try {
    const depart = await commencerEntree(current, {
      suite,
      renforcement,
      invitationId: invitation?.id ?? null,
    });
    const cookie = entryCookie(current.settings.urlPublique, depart.jeton, ENTREE_MS / 1000);
    throw redirect(depart.url, { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (error) {
    if (!isOidcFault(error) || !isMotifRefus(error.code)) throw error;
    const { code: motif, message: detail } = error;
    current.log.warn({ requestId: current.requestId, motif, detail }, "départ vers ProConnect impossible");
    await refuserConnexion(current, motif);
    return refus(current, motif, suite);
  }
}

/**
 * Following an invitation ties the ProConnect identity of this browser to the person invited. A page elsewhere must not
 * have somebody do that with its own invitation: they are first shown, by us, who is invited.
 */
function refuserLienAilleurs(request: Request, jeton: string): void {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin")
    throw redirect(`/invitation/${encodeURIComponent(jeton)}`, 303);
}

function refus({ requestId }: RequestContext, motif: MotifRefus, suite: string) {
  return data({ phrase: MOTIFS_REFUS[motif], reference: requestId, suite }, { status: 503 });
}

export default function PageConnexionProConnect({ loaderData }: Route.ComponentProps) {
  return <RefusConnexion titre={TITRE} {...loaderData} />;
}
