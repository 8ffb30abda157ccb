import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import {
  type Colonnes,
  type PlacedColumn,
  placeColumns,
  summarizeColumns,
  tabulateColumns,
} from "./columns.ts";

const TALL = 180;
const TOP = 24;

/** Values that decrease from one rank to the next: eigenvalues, gains of a cut. At most twelve are drawn. */
export function ColumnChart(props: Colonnes) {
  const { titre, source, libelleColonnes } = props;
  const plot = placeColumns(props, TALL);
  return (
    <ChartFigure
      titre={titre}
      source={source}
      resume={summarizeColumns(props)}
      tableau={tabulateColumns(props)}
      hauteur={TOP + TALL + 48}
      cadre="libre"
      cles={(props.marquees || props.repere) && <Keys {...props} />}
    >
      {() => (
        <>
          {plot.colonnes.map(({ libelle, x, y, width, height, marquee }) => (
            <rect
              key={libelle}
              x={x}
              y={TOP + y}
              width={width}
              height={height}
              className={`anc-colonne${marquee ? " anc-colonne--marquee" : ""}`}
            />
          ))}
          {plot.repere !== null && (
            <line x1="0" x2="100%" y1={TOP + plot.repere} y2={TOP + plot.repere} className="anc-rupture" />
          )}
          {plot.colonnes.map((column) => (
            <Legend key={column.libelle} column={column} />
          ))}
          <line x1="0" x2="100%" y1={TOP + TALL} y2={TOP + TALL} className="anc-graphique__axe" />
          <text x="0" y={TOP + TALL + 42} className="anc-axe-titre">
            {libelleColonnes}
          </text>
        </>
      )}
    </ChartFigure>
  );
}

function Legend({ column: { libelle, middle, y, text } }: { column: PlacedColumn }) {
  return (
    <g>
      <text x={middle} y={TOP + y - 6} textAnchor="middle" className="anc-colonne__valeur anc-halo">
        {text}
      </text>
      <text x={middle} y={TOP + TALL + 18} textAnchor="middle" className="anc-graphique__repere">
        {libelle}
      </text>
    </g>
  );
}

function Keys({ marquees, repere }: Colonnes) {
  return (
    <>
      {marquees && (
        <ChartKey
          symbole={<rect x="1" y="1" width="22" height="14" className="anc-colonne anc-colonne--marquee" />}
        >
          {marquees.libelle}
        </ChartKey>
      )}
      {repere && (
        <ChartKey symbole={<line x1="0" x2="24" y1="8" y2="8" className="anc-rupture" />}>
          {repere.libelle}
        </ChartKey>
      )}
    </>
  );
}
