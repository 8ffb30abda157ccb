import { redirect } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { findUrlFournisseur } from "../queries.server.ts";
import type { Route } from "./+types/depart.ts";

const TITRE = "Vous êtes déconnecté d’Ancrage";
export const meta = () => documentTitle(TITRE);

/**
 * Between the sign-out here and the one at ProConnect. A page and not a redirect: a redirect that follows a form may
 * not leave the site. Without an address to go to, the session here is closed all the same.
 */
export async function loader({ request, context }: Route.LoaderArgs) {
  const depart = new URL(request.url).searchParams.get("depart") ?? "";
  const url = await findUrlFournisseur(context.get(requestContext), depart.slice(0, 500));
  if (!url) throw redirect("/connexion", 303);
  return { url };
}

export default function PageDepart({ loaderData: { url } }: Route.ComponentProps) {
  return (
    <>
      <meta httpEquiv="refresh" content={`0;url=${url}`} />
      <PageTitle lead="Votre session ProConnect se ferme aussi, pour que personne ne puisse entrer à votre place sur ce poste.">
        {TITRE}
      </PageTitle>
      <p>
        <a className="fr-btn" href={url}>
          Fermer aussi ma session ProConnect
        </a>
      </p>
    </>
  );
}
