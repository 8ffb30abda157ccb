import { formatDate, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listPublications } from "../queries.server.ts";
import { cheminOf, ETATS, etatOf, GENRES } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Écrire les pages publiques";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const pages = await listPublications(context.get(requestContext).db);
  return pages.map((page) => ({
    id: page.id,
    titre: page.titre,
    genre: GENRES[page.genre],
    etat: ETATS[etatOf(page)],
    publieeLe: page.publieeLe,
    modifieeLe: page.modifieeLe,
    chemin: page.publieeLe === null ? null : cheminOf(page),
  }));
}

export default function Publications({ loaderData: pages }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle
        lead="La présentation du dispositif et les actualités, lues par tous, sans compte. Un brouillon n’est lu que par ceux qui écrivent."
        actions={
          <a className="fr-btn" href="/publications/nouvelle">
            Nouvelle page
          </a>
        }
      >
        {TITRE}
      </PageTitle>
      {pages.length === 0 ? (
        <EmptyState title="Aucune page n’est écrite">Commencez par la présentation du dispositif.</EmptyState>
      ) : (
        <ul className="anc-publications">
          {pages.map(({ id, titre, genre, etat, publieeLe, modifieeLe, chemin }) => (
            <li key={id} className="anc-publication">
              <h2 className="fr-h6">
                <a href={`/publications/${id}`}>{titre}</a> <Badge>{etat}</Badge>
              </h2>
              <p className="anc-publication__faits">
                <span>{genre}</span>
                {publieeLe && <span>Publiée le {formatDate(publieeLe)}</span>}
                <span>Enregistrée le {formatDateHeure(new Date(modifieeLe), "Europe/Paris")}</span>
                {chemin && <a href={chemin}>La lire</a>}
                <a href={`/publications/${id}/etat`}>Publier, archiver…</a>
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>
        Voir aussi <a href="/bandeau">le bandeau d’information</a>.
      </p>
    </>
  );
}
