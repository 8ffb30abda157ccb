import { getActor } from "#app/acces/queries.server.ts";
import { placePlane } from "#app/platform/charts/plane.ts";
import { PlaneChart } from "#app/platform/charts/plane-chart.tsx";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { tableHref } from "#app/platform/ui/table-query.ts";
import { ChoixDeVue } from "../components/choix-vue.tsx";
import { CommentLire, EnteteAnalyse } from "../components/entete-analyse.tsx";
import { pageOf } from "../components/page-structures.ts";
import { ResultatRecherche } from "../components/recherche.tsx";
import { StructuresTable } from "../components/structures-table.tsx";
import { type Deplacement, listDeplacements, paramsFenetre } from "../deplacements/rules.ts";
import { isChoisie, isDans } from "../individus/rules.ts";
import { getVue } from "../plans/queries.server.ts";
import { legendeOf, planOf } from "../plans/rules.ts";
import type { Route } from "./+types/plan.ts";

const TITRE = "Plan des structures";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const { analyse, vue, groupes, vedette, listees, ...page } = await getVue(
    { db: current.db, actor: getActor(current), calcul: params.calcul, search },
    (individu, asked) => isChoisie(individu, asked),
    (individu, asked) => isChoisie(individu, asked) && isDans(individu, asked.fenetre),
  );
  const plot = placePlane(planOf(analyse, vue, groupes, vedette));
  return {
    ...page,
    liste: pageOf(listees, search),
    vue,
    plot,
    legende: legendeOf(analyse, vue),
    deplacements: listDeplacements(plot.fenetre, { agrandi: vue.fenetre !== undefined, vedette }),
  };
}

export default function PagePlan({ loaderData }: Route.ComponentProps) {
  const { reperes, vue, choix, plot, legende, deplacements, recherche, liste, search } = loaderData;
  const params = new URLSearchParams(search);
  const { id } = reperes.calcul;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="plan"
        titre={TITRE}
        search={search}
        lead="Chaque point est une structure. Deux points proches se ressemblent pour les indicateurs du scénario ; être d’un côté ou de l’autre n’est ni mieux ni moins bien."
      />
      <ChoixDeVue vue={vue} choix={choix} params={params} />
      <ResultatRecherche {...recherche} params={params} />
      <div className="anc-plan-large">
        <PlaneChart titre="Plan des structures" source={reperes.source} plot={plot} legende={legende} />
      </div>
      <Deplacements deplacements={deplacements} params={params} />
      <p>
        <a href={`/ciblage/calculs/${id}/carte?${search}`}>Voir les mêmes structures sur la carte</a>
      </p>
      <CommentLire fragiles={reperes.fragiles}>
        <p>
          Au croisement des lignes pointillées se trouve la structure moyenne. Plus un point en est loin, plus
          la structure s’en écarte, dans le sens que dit le{" "}
          <a href={`/ciblage/calculs/${id}/cercle?${search}`}>cercle des corrélations</a>. Les cibles sont les
          places moyennes des classes ou des catégories. En agrandissant, davantage de noms s’écrivent.
        </p>
        <p>
          Le cos² sur le plan dit quelle part de ce qui distingue la structure se voit ici (au-dessous de 50
          %, regardez aussi d’autres axes) : carré de sa distance à la moyenne sur les deux axes, divisé par
          le carré de sa distance totale. La contribution dit quelle part de l’axe vient d’elle : poids ×
          coordonnée² ÷ valeur propre ; leur moyenne est 100 % divisé par le nombre de structures.
        </p>
      </CommentLire>
      <StructuresTable {...liste} search={search} calcul={id} axes={vue} noms={loaderData.noms} />
    </>
  );
}

function Deplacements({
  deplacements,
  params,
}: {
  deplacements: readonly Deplacement[];
  params: URLSearchParams;
}) {
  return (
    <nav aria-label="Se déplacer dans le plan">
      <ul className="anc-vues">
        {deplacements.map(({ libelle, fenetre }) => (
          <li key={libelle}>
            <a className="fr-link" href={tableHref(params, paramsFenetre(fenetre))}>
              {libelle}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
