import { getActor } from "#app/acces/queries.server.ts";
import { ColumnChart } from "#app/platform/charts/column-chart.tsx";
import { TreeChart } from "#app/platform/charts/tree-chart.tsx";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { arbreDe } from "../arbres/rules.ts";
import { gainsOf, type LectureClasse, lireClasses } from "../classes/rules.ts";
import { CommentLire, EnteteAnalyse } from "../components/entete-analyse.tsx";
import { getAnalyse } from "../queries.server.ts";
import { reperesDe } from "../rules.ts";
import type { Route } from "./+types/classes.ts";

const TITRE = "Classes de la typologie";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const analyse = await getAnalyse(current.db, getActor(current), params.calcul);
  return {
    reperes: reperesDe(analyse),
    gains: gainsOf(analyse),
    arbre: arbreDe(analyse),
    classes: lireClasses(analyse),
    search: new URL(request.url).searchParams.toString(),
  };
}

export default function PageClasses({ loaderData }: Route.ComponentProps) {
  const { reperes, gains, arbre, classes, search } = loaderData;
  const base = `/ciblage/calculs/${reperes.calcul.id}`;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="classes"
        titre={TITRE}
        search={search}
        lead="Des groupes de structures qui se ressemblent. Leur numéro suit l’axe 1 ; il ne dit ni mérite ni rang."
      />
      {gains && <ColumnChart {...gains} source={reperes.source} />}
      {arbre && <TreeChart {...arbre} source={reperes.source} />}
      <CommentLire fragiles={reperes.fragiles}>
        <p>
          Les structures les plus proches sont réunies deux à deux, puis les groupes entre eux, en perdant à
          chaque fois le moins possible de différences (méthode de Ward sur les axes conservés) ; les limites
          sont ensuite affinées pour que chacune rejoigne le centre le plus proche (consolidation). Le
          découpage proposé est celui après lequel une classe de plus gagne peu, au regard de la précédente.
        </p>
        <p>
          L’arbre reprend les classes du calcul, affinées, et dit dans quel ordre la même méthode les
          réunirait : plus une réunion est à droite, plus elle efface de différences. Un trait vertical coupe
          autant de branches qu’il laisse de classes.
        </p>
        <p>
          La valeur-test mesure en écarts-types ce qui sépare la moyenne (ou la part) de la classe de celle de
          l’ensemble : au-delà de 2, le hasard l’explique mal ; nous disons « nettement » à partir de 3, «
          très nettement » à partir de 5. Ces classes sont conservées avec le calcul : elles ne changeront
          plus.
        </p>
      </CommentLire>
      {classes.length === 0 ? (
        <EmptyState title="Aucune classe">
          L’analyse n’a pas trouvé de groupes à distinguer. Ajoutez des variables au scénario, ou élargissez
          la population.
        </EmptyState>
      ) : (
        <ExportLinks href={`${base}/analyse/export?table=classes`} objet="la description des classes" />
      )}
      {classes.map((classe) => (
        <Classe key={classe.numero} classe={classe} base={base} />
      ))}
    </>
  );
}

function Classe({ classe, base }: { classe: LectureClasse; base: string }) {
  const { numero, effectif, part, retenues, lisibles } = classe;
  return (
    <section aria-labelledby={`classe-${numero}`} className="anc-classe">
      <h2 id={`classe-${numero}`}>{classe.titre}</h2>
      {classe.description !== "" && <p className="anc-texte-saisi">{classe.description}</p>}
      <p>{`${pluriel(effectif, "structure")}, ${part} des structures analysées. La règle du scénario en retient ${formatNombre(retenues)}.`}</p>
      <Traits titre="Ce qui y est plus élevé" lignes={classe.plusHaut} />
      <Traits titre="Ce qui y est plus bas" lignes={classe.plusBas} />
      <Traits titre="Ce qu’on y trouve plus souvent" lignes={classe.presentes} />
      <Traits titre="Ce qu’on y trouve moins souvent" lignes={classe.rares} />
      {classe.cachees > 0 && (
        <p className="fr-hint-text">
          Un indicateur de ressources humaines la décrit aussi ; seules les personnes habilitées le lisent.
        </p>
      )}
      {classe.parangons.length > 0 && (
        <p>
          Les plus typiques :{" "}
          {classe.parangons.map(({ uai, nom }, index) => (
            <span key={uai}>
              {index > 0 && ", "}
              <a href={`/structures/${uai}`}>{nom}</a>
            </span>
          ))}
          {classe.parangonsAilleurs > 0 && ` (et ${classe.parangonsAilleurs} hors de votre périmètre)`}.
        </p>
      )}
      {lisibles > 0 && (
        <ul className="anc-vues">
          <li>
            <a className="fr-link" href={`${base}/plan?classe=${numero}#structures`}>
              {lisibles === 1 ? "Voir sa structure" : `Voir ses ${formatNombre(lisibles)} structures`}
              <span className="fr-sr-only"> (classe {numero})</span>
            </a>
          </li>
          <li>
            <a className="fr-link" href={`${base}/carte?classe=${numero}`}>
              Les voir sur la carte<span className="fr-sr-only"> (classe {numero})</span>
            </a>
          </li>
        </ul>
      )}
    </section>
  );
}

function Traits({ titre, lignes }: { titre: string; lignes: readonly string[] }) {
  if (lignes.length === 0) return null;
  return (
    <>
      <h3 className="fr-h6">{titre}</h3>
      <ul>
        {lignes.map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
    </>
  );
}
