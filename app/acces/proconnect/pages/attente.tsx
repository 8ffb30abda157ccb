import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getService } from "../queries.server.ts";
import type { Route } from "./+types/attente.ts";

const TITRE = "Confirmez depuis votre messagerie";
export const meta = () => documentTitle(TITRE);

export function loader({ context }: Route.LoaderArgs) {
  getService(context.get(requestContext).settings);
  return null;
}

export default function PageAttente() {
  return (
    <>
      <PageTitle lead="ProConnect vous a bien reconnu. Comme un compte existe déjà avec votre adresse, il reste à confirmer une seule fois que c’est le vôtre.">
        {TITRE}
      </PageTitle>
      <ol>
        <li>Ouvrez le message que nous venons d’envoyer à l’adresse de ce compte.</li>
        <li>Suivez son lien et répondez que c’est bien vous.</li>
        <li>Entrez de nouveau par ProConnect : ce sera direct, cette fois et les suivantes.</li>
      </ol>
      <p>
        Le message peut mettre quelques minutes. Si vous n’avez plus accès à cette messagerie, la personne qui
        tient les comptes de votre périmètre peut confirmer à votre place.
      </p>
      <p>
        <a className="fr-btn" href="/connexion/proconnect" data-reload>
          Entrer par ProConnect
        </a>
      </p>
    </>
  );
}
