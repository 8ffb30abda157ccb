import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listAcademiesDepartements } from "../identite/queries.server.ts";
import { hrefTerritoire, libelleDe, nationOf } from "../rules.ts";
import type { Route } from "./+types/territoires.ts";

const TITRE = "Territoires";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const { db, settings } = context.get(requestContext);
  const nation = nationOf(settings.demonstration);
  return { nation, academies: await listAcademiesDepartements(db, nation) };
}

export default function PageTerritoires({ loaderData: { nation, academies } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle
        lead="Nombres de structures, répartitions et moyennes par académie, département, circonscription, bassin et commune."
        actions={
          <>
            <a className="fr-btn fr-btn--secondary" href={hrefTerritoire({ niveau: "nation", code: nation })}>
              La nation
            </a>
            <a className="fr-btn fr-btn--secondary" href="/nation">
              Comparer les académies
            </a>
          </>
        }
      >
        {TITRE}
      </PageTitle>
      {academies.length === 0 ? (
        <EmptyState title="Aucun territoire n’est encore connu">
          Les territoires viennent avec l’annuaire des structures : le service statistique peut le déposer à
          la page Imports.
        </EmptyState>
      ) : (
        <ul className="anc-academies">
          {academies.map(({ code, nom, n, departements }) => (
            <li key={code}>
              <h2>
                <a href={hrefTerritoire({ niveau: "academie", code })}>{nom}</a>
              </h2>
              <p>{pluriel(n, "structure ouverte", "structures ouvertes")}</p>
              <ul className="anc-lieux">
                {departements.map((departement) => (
                  <li key={departement.code}>
                    <a href={hrefTerritoire({ niveau: "departement", code: departement.code })}>
                      {libelleDe({ niveau: "departement", ...departement })}
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
