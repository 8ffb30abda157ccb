import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { anchorAt, percent, round } from "./chart-text.ts";
import {
  breaksOf,
  type Evolution,
  type EvolutionPlot,
  isCrowded,
  type PlacedSerie,
  placeEvolution,
  yearLabel,
} from "./evolution.ts";
import { summarizeEvolution, tabulateEvolution } from "./evolution-text.ts";
import { Mark, MarkKey } from "./marks.tsx";

const TOP = 28;
const PLOT_HEIGHT = 200;
const AXIS = TOP + PLOT_HEIGHT;
const HEIGHT = AXIS + 28;
/** Values of the first series that fit above its points on a phone. */
const FEW_VALUES = 5;

const height = (y: number) => round(TOP + (y / 100) * PLOT_HEIGHT);

/**
 * One to four series over the years: shapes, dashes and labels tell them apart before colours do. A line never goes
 * through a missing year nor through a break of the series, which is drawn and explained.
 */
export function EvolutionChart(props: Evolution) {
  const plot = placeEvolution(props);
  return (
    <ChartFigure
      titre={props.titre}
      source={props.source}
      resume={summarizeEvolution(props)}
      tableau={tabulateEvolution(props)}
      hauteur={HEIGHT}
      cadre={props.series.length > 1 ? "courbe" : "nuage"}
      cles={<Keys {...props} />}
    >
      {() => (
        <>
          <Grid plot={plot} unite={props.unite} />
          <Ruptures plot={plot} />
          <svg
            y={TOP}
            width="100%"
            height={PLOT_HEIGHT}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {plot.series.map((serie, index) => (
              <Strokes key={props.series[index]?.libelle} serie={serie} rank={index} />
            ))}
          </svg>
          {/* The first series comes last: nothing covers it. */}
          {plot.series
            .map((serie, index) => (
              <Points
                key={props.series[index]?.libelle}
                serie={serie}
                rank={index}
                others={plot.series.slice(1)}
              />
            ))
            .reverse()}
        </>
      )}
    </ChartFigure>
  );
}

function Grid({ plot, unite }: { plot: EvolutionPlot; unite: string }) {
  return (
    <g>
      {unite !== "" && (
        <text x="-8" y={TOP - 14} textAnchor="end" className="anc-graphique__repere">
          {unite}
        </text>
      )}
      {plot.levels.map(({ y, label }) => (
        <g key={label}>
          <line x1="0" x2="100%" y1={height(y)} y2={height(y)} className="anc-graphique__niveau" />
          <text x="-8" y={height(y) + 4} textAnchor="end" className="anc-graphique__repere">
            {label}
          </text>
        </g>
      ))}
      <line x1="0" x2="100%" y1={AXIS} y2={AXIS} className="anc-graphique__axe" />
      {plot.years.map(({ x, label, ample }) => (
        <text
          key={label}
          x={percent(x)}
          y={AXIS + 20}
          textAnchor="middle"
          className={`anc-graphique__repere${ample ? " anc-ample" : ""}`}
        >
          {label}
        </text>
      ))}
    </g>
  );
}

function Ruptures({ plot }: { plot: EvolutionPlot }) {
  return plot.ruptures.map(({ x, label }) => (
    <g key={label}>
      <line x1={percent(x)} x2={percent(x)} y1={TOP - 8} y2={AXIS} className="anc-rupture" />
      <text
        x={percent(x)}
        y={TOP - 14}
        textAnchor={anchorAt(x, 18)}
        className="anc-graphique__repere anc-halo"
      >
        Rupture {label}
      </text>
    </g>
  ));
}

function Strokes({ serie, rank }: { serie: PlacedSerie; rank: number }) {
  const { band, whiskers, lines } = serie;
  return (
    <>
      {band !== "" && <path d={band} className={`anc-bande anc-serie-${rank + 1}`} />}
      {whiskers !== "" && <path d={whiskers} className={`anc-moustache anc-ligne-${rank + 1}`} />}
      {lines !== "" && <path d={lines} className={`anc-ligne anc-ligne-${rank + 1}`} />}
    </>
  );
}

interface PointsProps {
  serie: PlacedSerie;
  rank: number;
  others: readonly PlacedSerie[];
}

function Points({ serie: { points, direct }, rank, others }: PointsProps) {
  return (
    <g>
      {points.map((point, index) => (
        <g key={point.annee}>
          <Mark x={point.x} y={height(point.y)} serie={rank} />
          {rank === 0 && (
            <text
              x={percent(point.x)}
              y={height(point.y) + (isCrowded(point, others) ? 20 : -10)}
              textAnchor="middle"
              className={`anc-graphique__nombre${
                points.length > FEW_VALUES && index < points.length - 1 ? " anc-ample" : ""
              }`}
            >
              {point.label}
            </text>
          )}
        </g>
      ))}
      {direct && (
        <text
          x="100%"
          dx="6"
          y={height(direct.y) + 4}
          className={`anc-graphique__direct anc-texte-${rank + 1}`}
        >
          {direct.label}
        </text>
      )}
    </g>
  );
}

function Keys(evolution: Evolution) {
  const { series, periode } = evolution;
  const banded = series.findIndex(({ points }) => points.some(({ intervalle }) => intervalle));
  return (
    <>
      {series.map(({ libelle }, index) => (
        <ChartKey key={libelle} symbole={<MarkKey serie={index} line />}>
          {libelle}
        </ChartKey>
      ))}
      {banded >= 0 && (
        <ChartKey
          symbole={<rect y="3" width="24" height="10" className={`anc-bande anc-serie-${banded + 1}`} />}
        >
          Intervalle d’incertitude
        </ChartKey>
      )}
      {breaksOf(evolution).map(({ annee, motif }) => (
        <ChartKey key={annee} symbole={<line x1="12" x2="12" y1="0" y2="16" className="anc-rupture" />}>
          Rupture de série en {yearLabel(annee, periode)} : {motif}
        </ChartKey>
      ))}
    </>
  );
}
