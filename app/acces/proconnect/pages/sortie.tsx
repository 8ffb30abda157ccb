import { data } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { createThrottle } from "#app/platform/http/throttle.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { refuserConnexion } from "../commands.server.ts";
import { getService, isSortieConnue } from "../queries.server.ts";
import { MOTIFS_REFUS } from "../rules.ts";
import type { Route } from "./+types/sortie.ts";

const TITRE = "Déconnexion de ProConnect";
export const meta = () => documentTitle(TITRE);

const throttle = createThrottle({ limit: 100, windowMs: 60_000 });

/** ProConnect brings the browser back. The page says what happened and does nothing: our session was closed before. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  getService(current.settings);
  const [state, ...others] = new URL(request.url).searchParams.getAll("state");
  if (state !== undefined && others.length === 0 && isSortieConnue(current, state)) return { connue: true };
  current.log.warn(
    { requestId: current.requestId, motif: "sortie_inconnue" },
    "retour de déconnexion refusé",
  );
  if (throttle("sortie", current.now()) === undefined) await refuserConnexion(current, "sortie_inconnue");
  return data({ connue: false }, { status: 400 });
}

export default function PageSortie({ loaderData: { connue } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle>{TITRE}</PageTitle>
      {connue ? (
        <Notification tone="success" title="Vos sessions sont fermées">
          Celle d’Ancrage et celle de ProConnect. Sur un poste partagé, fermez aussi le navigateur.
        </Notification>
      ) : (
        <Notification tone="warning" title="Ce retour n’a pas été reconnu">
          {MOTIFS_REFUS.sortie_inconnue}
        </Notification>
      )}
      <p>
        <a className="fr-btn fr-btn--secondary" href="/connexion">
          Revenir à la connexion
        </a>
      </p>
    </>
  );
}
