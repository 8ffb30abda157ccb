import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listParticipations } from "#app/referentiel/vie/academies/queries.server.ts";
import { STATUTS_PARTICIPATION } from "#app/referentiel/vie/academies/rules.ts";
import { Carte } from "../components/article.tsx";
import { listPubliees, type Publication } from "../queries.server.ts";
import { cheminOf, groupParticipations } from "../rules.ts";
import type { Route } from "./+types/presentation.ts";

const TITRE = "Les contrats locaux d’accompagnement";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const [pages, actualites, participations] = await Promise.all([
    listPubliees(db, "presentation"),
    listPubliees(db, "actualite"),
    listParticipations(db),
  ]);
  return {
    pages: pages.map(carteOf),
    actualites: actualites
      .filter(({ archiveeLe }) => archiveeLe === null)
      .slice(0, 3)
      .map(carteOf),
    academies: groupParticipations(participations).map(({ academies, dispositif, statut, debut, fin }) => ({
      ...{ academies, dispositif, debut, fin },
      statut: STATUTS_PARTICIPATION[statut].toLowerCase(),
    })),
  };
}

function carteOf({ titre, chapeau, publieeLe, archiveeLe, genre, adresse }: Publication) {
  return { titre, chapeau, publieeLe, archiveeLe, href: cheminOf({ genre, adresse }) };
}

export default function Presentation({ loaderData: { pages, actualites, academies } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Trois ans, sur mesure, pour des écoles, des collèges et des lycées proches de l’éducation prioritaire sans en être.">
        {TITRE}
      </PageTitle>
      {pages.length === 0 ? (
        <EmptyState title="La présentation n’est pas encore écrite">
          La personne qui administre le service la publiera ici.
        </EmptyState>
      ) : (
        <section aria-labelledby="comprendre">
          <h2 id="comprendre">Comprendre</h2>
          <ul className="anc-publications">
            {pages.map((page) => (
              <Carte key={page.href} {...page} />
            ))}
          </ul>
        </section>
      )}
      {actualites.length > 0 && (
        <section aria-labelledby="dernieres">
          <h2 id="dernieres">Dernières actualités</h2>
          <ul className="anc-publications">
            {actualites.map((actualite) => (
              <Carte key={actualite.href} {...actualite} />
            ))}
          </ul>
          <p>
            <a href="/actualites">Toutes les actualités</a>
          </p>
        </section>
      )}
      {academies.length > 0 && <Academies academies={academies} />}
    </>
  );
}

function Academies({ academies }: { academies: Route.ComponentProps["loaderData"]["academies"] }) {
  return (
    <section aria-labelledby="academies">
      <h2 id="academies">Les académies participantes</h2>
      <dl className="anc-descriptions">
        {academies.map(({ academies: noms, dispositif, statut, debut, fin }) => (
          <div key={`${dispositif} ${statut} ${debut} ${fin}`}>
            <dt>
              {dispositif}, participation {statut} depuis le {formatDate(debut)}
              {fin && ` et jusqu’au ${formatDate(fin)}`}
            </dt>
            <dd>{noms.join(", ")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
