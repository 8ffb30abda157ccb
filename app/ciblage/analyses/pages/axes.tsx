import { getActor } from "#app/acces/queries.server.ts";
import { ColumnChart } from "#app/platform/charts/column-chart.tsx";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { eboulisOf, type LectureAxe, lireAxes, tableAxes } from "../axes/rules.ts";
import { CommentLire, EnteteAnalyse } from "../components/entete-analyse.tsx";
import { TableAnalyse } from "../components/table-analyse.tsx";
import { getAnalyse } from "../queries.server.ts";
import { reperesDe } from "../rules.ts";
import type { Route } from "./+types/axes.ts";

const TITRE = "Axes de l’analyse";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const analyse = await getAnalyse(current.db, getActor(current), params.calcul);
  return {
    reperes: reperesDe(analyse),
    eboulis: eboulisOf(analyse),
    tableau: tableAxes(analyse),
    axes: lireAxes(analyse),
    search: new URL(request.url).searchParams.toString(),
  };
}

export default function PageAxes({ loaderData }: Route.ComponentProps) {
  const { reperes, eboulis, tableau, axes, search } = loaderData;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="axes"
        titre={TITRE}
        search={search}
        lead="Chaque axe résume plusieurs indicateurs qui varient ensemble : plus sa part est grande, plus il en dit long sur ce qui distingue les structures."
      />
      <ColumnChart {...eboulis} source={reperes.source} />
      <CommentLire fragiles={reperes.fragiles}>
        <p>
          Un axe est une combinaison des variables actives, choisie pour séparer le plus possible les
          structures ; chaque axe suivant sépare ce que les précédents ne montrent pas. Sa valeur propre est
          la variance des structures le long de l’axe ; sa part est cette valeur divisée par leur somme. Quand
          les variables sont réduites, leur moyenne est 1 : un axe au-dessous de la ligne pointillée dit moins
          qu’une variable seule.
        </p>
        <p>
          Le sens d’un axe est une convention (la variable la plus liée est du côté positif) : ni l’un ni
          l’autre côté n’est « bon » ou « mauvais ».
        </p>
      </CommentLire>
      {axes.map((axe) => (
        <Axe key={axe.axe} axe={axe} />
      ))}
      <section aria-labelledby="valeurs-propres">
        <h2 id="valeurs-propres">Valeurs propres</h2>
        <ExportLinks
          href={`/ciblage/calculs/${reperes.calcul.id}/analyse/export?table=axes`}
          objet="les valeurs propres"
        />
        <TableAnalyse titre="Valeur propre et part de chaque axe" tableau={tableau} />
      </section>
    </>
  );
}

function Axe({ axe: { axe, titre, positif, negatif, liees, construit } }: { axe: LectureAxe }) {
  return (
    <section aria-labelledby={`axe-${axe}`}>
      <h2 id={`axe-${axe}`}>{titre}</h2>
      <div className="anc-deux-cotes">
        <Liste titre="D’un côté (valeurs positives)" lignes={positif} />
        <Liste titre="De l’autre (valeurs négatives)" lignes={negatif} />
      </div>
      {construit.length > 0 && (
        <p>
          Variables qui le construisent plus que leur part, avec leur contribution : {construit.join(" ; ")}.
        </p>
      )}
      {liees.length > 0 && <p>Caractéristiques qui vont avec : {liees.join(" ; ")}.</p>}
    </section>
  );
}

function Liste({ titre, lignes }: { titre: string; lignes: readonly string[] }) {
  return (
    <div>
      <h3 className="fr-h6">{titre}</h3>
      {lignes.length === 0 ? (
        <p>Rien de sûr : aucune variable n’est liée à ce côté au-delà du hasard.</p>
      ) : (
        <ul>
          {lignes.map((ligne) => (
            <li key={ligne}>{ligne}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
