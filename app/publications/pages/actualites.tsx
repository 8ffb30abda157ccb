import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Carte } from "../components/article.tsx";
import { listPubliees } from "../queries.server.ts";
import { cheminOf } from "../rules.ts";
import type { Route } from "./+types/actualites.ts";

const TITRE = "Actualités";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const actualites = await listPubliees(context.get(requestContext).db, "actualite");
  return actualites.map(({ titre, chapeau, publieeLe, archiveeLe, genre, adresse }) => ({
    ...{ titre, chapeau, publieeLe, archiveeLe },
    href: cheminOf({ genre, adresse }),
  }));
}

export default function Actualites({ loaderData: actualites }: Route.ComponentProps) {
  const courantes = actualites.filter(({ archiveeLe }) => archiveeLe === null);
  const archives = actualites.filter(({ archiveeLe }) => archiveeLe !== null);
  return (
    <>
      <PageTitle>{TITRE}</PageTitle>
      {courantes.length === 0 ? (
        <EmptyState title="Aucune actualité en ce moment">
          Les prochaines seront publiées ici. <a href="/presentation">La présentation du dispositif</a> reste
          à votre disposition.
        </EmptyState>
      ) : (
        <section aria-labelledby="courantes">
          <h2 id="courantes">En ce moment</h2>
          <ul className="anc-publications">
            {courantes.map((actualite) => (
              <Carte key={actualite.href} {...actualite} />
            ))}
          </ul>
        </section>
      )}
      {archives.length > 0 && (
        <section aria-labelledby="archives">
          <h2 id="archives">Archives</h2>
          <ul className="anc-publications">
            {archives.map((actualite) => (
              <Carte key={actualite.href} {...actualite} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
