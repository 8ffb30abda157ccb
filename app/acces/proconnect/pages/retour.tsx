import { data, redirect } from "react-router";
import { readAppareil } from "#app/platform/http/device.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { readSessionJeton, sessionCookie } from "#app/platform/http/session-cookie.ts";
import { createThrottle } from "#app/platform/http/throttle.ts";
import { entryCookie, readEntryToken } from "#app/platform/oidc/entry-cookie.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readSuite } from "../../schema.ts";
import { SESSION_MAX_MS } from "../../sessions/rules.ts";
import { terminerEntree } from "../commands.server.ts";
import { RefusConnexion } from "../components/refus-connexion.tsx";
import { MOTIFS_REFUS, type MotifRefus } from "../rules.ts";
import type { Route } from "./+types/retour.ts";

const TITRE = "La connexion par ProConnect n’a pas abouti";
export const meta = () => documentTitle(TITRE);

/** Anybody may call this address: beyond a hundred refusals a minute, the log alone keeps them. */
const throttle = createThrottle({ limit: 100, windowMs: 60_000 });

/** The only GET that opens a session: OpenID Connect brings the browser back so, with proofs that serve once. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { urlPublique } = current.settings;
  const cookies = request.headers.get("cookie");
  const reponse = new URL(request.url).searchParams;
  const issue = await terminerEntree(current, {
    reponse,
    jetonEntree: readEntryToken(cookies, urlPublique),
    jetonSession: readSessionJeton(cookies, urlPublique),
    appareil: readAppareil(request),
    journaliser: throttle("retour", current.now()) === undefined,
  });
  if (issue.genre === "refus") return refus(issue.motif, current.requestId);
  const headers = new Headers({ "Set-Cookie": entryCookie(urlPublique, "", 0) });
  if (issue.genre === "attente") throw redirect("/connexion/proconnect/attente", { status: 303, headers });
  headers.append("Set-Cookie", sessionCookie(urlPublique, issue.jeton, SESSION_MAX_MS / 1000));
  throw redirect(readSuite(issue.suite), { status: 303, headers });
}

function refus(motif: MotifRefus, reference: string) {
  return data({ phrase: MOTIFS_REFUS[motif], reference, suite: "/" }, { status: statusOf(motif) });
}

function statusOf(motif: MotifRefus): number {
  if (motif === "fournisseur_injoignable" || motif === "fournisseur_lent") return 503;
  if (motif === "navigateur_inconnu" || motif === "etat_different") return 400;
  return 403;
}

export default function PageRetourProConnect({ loaderData }: Route.ComponentProps) {
  return <RefusConnexion titre={TITRE} {...loaderData} />;
}
