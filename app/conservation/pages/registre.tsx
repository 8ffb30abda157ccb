import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { type LigneRegistre, listRegistre } from "../queries.server.ts";
import { titreOf } from "../rules.ts";
import type { Route } from "./+types/registre.ts";

const TITRE = "Registre des données personnelles";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const lignes = await listRegistre(current.db);
  return {
    rubriques: [...Map.groupBy(lignes, ({ rubrique }) => rubrique)],
    suivre: hasPermission(getActor(current), "journal.verifier"),
  };
}

export default function PageRegistre({ loaderData: { rubriques, suivre } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Ce que le service garde sur les personnes, pourquoi, combien de temps, et ce que cela devient ensuite. Ce registre est lu dans la base : ce qu’il dit est ce que la purge applique chaque nuit.">
        {TITRE}
      </PageTitle>
      <div className="anc-conservation__outils">
        <ExportLinks href="/conservation/export" objet="le registre" />
        <p>
          <a href="/mes-donnees">Lire ce que le service garde sur vous</a>
        </p>
        {suivre && (
          <p>
            <a href="/conservation/purges">Suivre les purges</a>,{" "}
            <a href="/archives">éliminer des archives avec un visa</a>
          </p>
        )}
      </div>
      {rubriques.map(([rubrique, lignes]) => (
        <Rubrique key={rubrique} rubrique={rubrique} lignes={lignes} />
      ))}
      <h2>Ce qui ne s’efface pas</h2>
      <p>
        Les lignes du journal tiennent par une chaîne scellée : elles ne portent que des identifiants. Quand
        le nom d’une personne n’est plus gardé, elles disent « Personne retirée », et la chaîne tient
        toujours. Les archives publiques ne s’éliminent qu’avec le visa des archives (code du patrimoine,
        L214-3).
      </p>
    </>
  );
}

function Rubrique({ rubrique, lignes }: { rubrique: string; lignes: readonly LigneRegistre[] }) {
  const id = `registre-${lignes[0]?.table ?? ""}`;
  return (
    <section>
      <h2 id={id}>{titreOf(rubrique)}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table anc-registre" aria-labelledby={id} tabIndex={0}>
        <table>
          <caption className="fr-sr-only">{rubrique}</caption>
          <thead>
            <tr>
              <th scope="col">Donnée</th>
              <th scope="col">Pourquoi</th>
              <th scope="col">Durée</th>
              <th scope="col">Ensuite</th>
            </tr>
          </thead>
          <tbody>
            {lignes.map(({ colonne, donnee, finalite, duree, horloge, fin }) => (
              <tr key={colonne}>
                <th scope="row">{donnee}</th>
                <td>{finalite}</td>
                <td>
                  {duree} après {horloge}
                </td>
                <td>{fin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
