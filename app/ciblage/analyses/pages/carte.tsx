import { getActor } from "#app/acces/queries.server.ts";
import { MapChart } from "#app/platform/charts/map-chart.tsx";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { listContoursDepartements } from "#app/referentiel/territoires/contours/queries.server.ts";
import { ChoixDeVue } from "../components/choix-vue.tsx";
import { CommentLire, EnteteAnalyse } from "../components/entete-analyse.tsx";
import { pageOf } from "../components/page-structures.ts";
import { ResultatRecherche } from "../components/recherche.tsx";
import { StructuresTable } from "../components/structures-table.tsx";
import { type Individu, isChoisie, isDans } from "../individus/rules.ts";
import { getVue } from "../plans/queries.server.ts";
import { legendeOf } from "../plans/rules.ts";
import { listPositions } from "../queries.server.ts";
import type { Vue } from "../schema.ts";
import type { Route } from "./+types/carte.ts";

const TITRE = "Carte de l’analyse";
export const meta = () => documentTitle(TITRE);

/** Beyond, names would weigh more than the map: points of its file are called by their UAI. */
const NOMMES_MAX = 1_500;

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const search = new URL(request.url).searchParams;
  const isMontree = (individu: Individu, asked: Vue) =>
    isChoisie(individu, asked) && isDans(individu, asked.fenetre);
  const [{ analyse, vue, groupes, vedette, listees, ...page }, positions] = await Promise.all([
    getVue({ db, actor, calcul: params.calcul, search }, isMontree, isMontree),
    listPositions(db, actor, params.calcul),
  ]);
  const nombre = groupes.reduce((sum, { membres }) => sum + membres.length, 0);
  const spot = vedette && positions.get(vedette.uai);
  return {
    ...page,
    liste: pageOf(listees, search),
    vue,
    cadre: vue.fenetre !== undefined,
    legende: legendeOf(analyse, vue),
    contours: await listContoursDepartements(
      db,
      page.choix.departements.map(({ value }) => value),
    ),
    categories: groupes.map(({ libelle, allure, membres }) => ({
      ...{ libelle: `${libelle} (${membres.length})`, allure },
      points: membres.map(({ uai, nom }) => ({
        libelle: nombre > NOMMES_MAX ? uai : nom,
        ...(positions.get(uai) ?? { lon: null, lat: null }),
      })),
    })),
    misEnAvant:
      vedette && spot && spot.lon !== null && spot.lat !== null
        ? { libelle: vedette.nom, lon: spot.lon, lat: spot.lat }
        : null,
  };
}

export default function PageCarte({ loaderData }: Route.ComponentProps) {
  const { reperes, vue, choix, legende, contours, categories, misEnAvant, recherche, liste, search } =
    loaderData;
  const params = new URLSearchParams(search);
  const { id } = reperes.calcul;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="carte"
        titre={TITRE}
        search={search}
        lead="Où sont les structures de l’analyse, avec les couleurs et le choix du plan : une ressemblance statistique n’est pas toujours un voisinage."
      />
      <ChoixDeVue vue={vue} choix={choix} params={params} carte />
      <ResultatRecherche {...recherche} params={params} />
      {loaderData.cadre && (
        <p>
          Les structures hors du cadre choisi sur le plan restent en gris. <ToutLeNuage params={params} />
        </p>
      )}
      <MapChart
        titre={`Carte, ${legende.charAt(0).toLowerCase()}${legende.slice(1)}`}
        source={`${reperes.source} ; localisation : référentiel des structures`}
        zones={contours}
        categories={categories}
        {...(misEnAvant ? { misEnAvant } : {})}
      />
      <p>
        <a href={`/ciblage/calculs/${id}/plan?${search}`}>Voir les mêmes structures sur le plan</a>
      </p>
      <CommentLire fragiles={reperes.fragiles}>
        <p>
          La carte et le plan montrent les mêmes structures et gardent le même choix : agrandissez une partie
          du plan, puis revenez ici pour voir où sont celles qui s’y trouvent ; choisissez un département ici,
          puis voyez sur le plan comment il se répartit. Une structure sans coordonnées géographiques est dans
          le tableau, pas sur la carte.
        </p>
      </CommentLire>
      <StructuresTable {...liste} search={search} calcul={id} axes={vue} noms={loaderData.noms} />
    </>
  );
}

function ToutLeNuage({ params }: { params: URLSearchParams }) {
  const next = new URLSearchParams(params);
  for (const name of ["x0", "x1", "y0", "y1"]) next.delete(name);
  return <a href={`?${next}`}>Reprendre tout le nuage</a>;
}
