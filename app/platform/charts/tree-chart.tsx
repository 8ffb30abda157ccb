import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { type Arbre, placeTree, summarizeTree, tabulateTree, treeHeight } from "./tree.ts";

/** In which order groups join, and where one stops joining them. */
export function TreeChart(props: Arbre) {
  const { titre, source, coupes } = props;
  const plot = placeTree(props);
  const tall = treeHeight(props);
  return (
    <ChartFigure
      titre={titre}
      source={source}
      resume={summarizeTree(props)}
      tableau={tabulateTree(props)}
      hauteur={tall}
      cadre="libre"
      cles={coupes.map(({ libelle }, index) => (
        <ChartKey
          key={libelle}
          symbole={<line x1="12" x2="12" y1="0" y2="16" className={`anc-arbre__coupe-${index + 1}`} />}
        >
          {libelle}
        </ChartKey>
      ))}
    >
      {() => (
        <>
          {plot.branches.map((branch) => (
            <line key={Object.values(branch).join(" ")} {...branch} className="anc-arbre__branche" />
          ))}
          {plot.coupes.map(({ libelle, x }, index) => (
            <line key={libelle} x1={x} x2={x} y1="0" y2={tall} className={`anc-arbre__coupe-${index + 1}`} />
          ))}
          {plot.feuilles.map(({ court, y }) => (
            <text key={court} x="0" y={y + 4} className="anc-graphique__repere anc-halo">
              {court}
            </text>
          ))}
        </>
      )}
    </ChartFigure>
  );
}
