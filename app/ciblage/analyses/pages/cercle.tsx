import { getActor } from "#app/acces/queries.server.ts";
import { CircleChart } from "#app/platform/charts/circle-chart.tsx";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { cercleOf, tableModalites, tableVariables } from "../axes/rules.ts";
import { ChoixAxes } from "../components/choix-axes.tsx";
import { CommentLire, EnteteAnalyse } from "../components/entete-analyse.tsx";
import { TableAnalyse } from "../components/table-analyse.tsx";
import { getAnalyse } from "../queries.server.ts";
import { reperesDe } from "../rules.ts";
import { readAxes } from "../schema.ts";
import type { Route } from "./+types/cercle.ts";

const TITRE = "Cercle des corrélations";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const analyse = await getAnalyse(current.db, getActor(current), params.calcul);
  const search = new URL(request.url).searchParams;
  const choix = readAxes(search, analyse.resultat.axes);
  return {
    ...{ reperes: reperesDe(analyse), choix, search: search.toString() },
    cercle: cercleOf(analyse, choix),
    variables: tableVariables(analyse, choix),
    modalites: tableModalites(analyse, choix),
  };
}

export default function PageCercle({ loaderData }: Route.ComponentProps) {
  const { reperes, choix, cercle, variables, modalites, search } = loaderData;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="cercle"
        titre={TITRE}
        search={search}
        lead="Quels indicateurs varient ensemble, lesquels s’opposent, et ce que chaque axe en retient."
      />
      <FilterBar label="Choisir les axes" names={["x", "y"]} params={new URLSearchParams(search)}>
        <ChoixAxes axes={reperes.axes} {...choix} />
      </FilterBar>
      {reperes.axes < 2 && <UnSeulAxe />}
      <div className="anc-plan-large">
        <CircleChart {...cercle} source={reperes.source} />
      </div>
      <CommentLire fragiles={reperes.fragiles}>
        <p>
          Une flèche qui touche le cercle est bien vue dans ce plan ; une flèche courte est à lire sur
          d’autres axes. Deux flèches proches et longues : les deux indicateurs montent ensemble. Deux flèches
          opposées : quand l’un monte, l’autre descend. À angle droit : ils ne sont pas liés.
        </p>
        <p>
          Abscisse et ordonnée sont les corrélations de la variable avec chacun des axes. Le cos² (carré de la
          corrélation) dit quelle part de la variable l’axe montre ; la contribution, quelle part de l’axe
          vient de la variable. Les variables supplémentaires, en pointillé, n’ont pas construit les axes.
        </p>
      </CommentLire>
      <section aria-labelledby="variables">
        <h2 id="variables">Variables</h2>
        <ExportLinks
          href={`/ciblage/calculs/${reperes.calcul.id}/analyse/export?table=variables`}
          objet="les variables, sur tous les axes"
        />
        <TableAnalyse titre="Chaque variable sur les deux axes" tableau={variables} />
      </section>
      {modalites.lignes.length > 0 && (
        <section aria-labelledby="categories">
          <h2 id="categories">Catégories</h2>
          <ExportLinks
            href={`/ciblage/calculs/${reperes.calcul.id}/analyse/export?table=modalites`}
            objet="les catégories, sur tous les axes"
          />
          <TableAnalyse titre="Place moyenne de chaque catégorie" tableau={modalites} />
          <p className="fr-hint-text">
            Au-delà de 2 ou au-dessous de −2, la valeur-test dit que la place d’une catégorie ne doit sans
            doute rien au hasard.
          </p>
        </section>
      )}
    </>
  );
}

function UnSeulAxe() {
  return (
    <Notification tone="info">
      Ce calcul n’a qu’un axe : une seule direction suffit à dire ce que disent ses variables. L’axe vertical
      est donc vide ; pour en avoir d’autres, ajoutez des variables au scénario.
    </Notification>
  );
}
