import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listRetenus } from "../queries.server.ts";
import type { Route } from "./+types/boite.ts";

const TITRE = "Boîte de démonstration";
export const meta = () => documentTitle(TITRE);

const MONTRES = 200;

export async function loader({ context }: Route.LoaderArgs) {
  return { courriels: await listRetenus(context.get(requestContext).db, MONTRES) };
}

export default function PageBoite({ loaderData: { courriels } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle
        overline="Démonstration"
        lead="Rien ne part d’une démonstration : les courriels sont gardés ici, et leurs liens fonctionnent."
      >
        {TITRE}
      </PageTitle>
      {courriels.length === 0 ? (
        <EmptyState title="Aucun courriel pour l’instant">
          Invitez une personne ou demandez un lien de connexion : le message apparaîtra ici.
        </EmptyState>
      ) : (
        <ul className="anc-messages">
          {courriels.map(({ id, objet, destinataire, copies, creeLe }) => (
            <li key={id}>
              <p className="anc-messages__titre">
                <a href={`/dev/courriels/${id}`}>{objet}</a>
              </p>
              <p className="anc-messages__pied">
                Pour {[destinataire, ...copies].join(", ")}, le{" "}
                {formatDateHeure(new Date(creeLe), "Europe/Paris")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
