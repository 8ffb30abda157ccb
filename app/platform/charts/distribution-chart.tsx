import { ChartFigure } from "./chart-figure.tsx";
import { percent, withUnit } from "./chart-text.ts";
import {
  type Distribution,
  type DistributionPlot,
  placeDistribution,
  summarizeDistribution,
  tabulateDistribution,
} from "./distribution.ts";

const TOP = 36;
const PLOT_HEIGHT = 150;
const AXIS = TOP + PLOT_HEIGHT;
const HEIGHT = AXIS + 44;

/**
 * Where one structure stands among those it may be compared with. Widths are in percent and heights in pixels: the
 * picture stretches from a phone to a wide screen while its texts keep their size. One neutral colour; the structure
 * is told by a labelled line and a hatched bar, so that nothing rests on colour and nothing looks like a mark.
 */
export function DistributionChart(props: Distribution) {
  const plot = placeDistribution(props);
  return (
    <ChartFigure
      titre={props.titre}
      source={props.source}
      resume={summarizeDistribution(props)}
      tableau={tabulateDistribution(props)}
      hauteur={HEIGHT}
      cadre="repartition"
      lecture={`Le trait horizontal sous l’axe montre la moitié centrale des structures, le point leur médiane (${withUnit(props.quartiles[1], props)}).`}
    >
      {(id) => (
        <>
          <defs>
            <Hatch id={`${id}h`} />
          </defs>
          <Levels plot={plot} />
          <Bars plot={plot} hatch={`url(#${id}h)`} />
          <Axis plot={plot} />
          <Marker plot={plot} />
        </>
      )}
    </ChartFigure>
  );
}

function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" className="anc-graphique__barre" />
      <rect width="2" height="6" className="anc-graphique__hachure" />
    </pattern>
  );
}

function Levels({ plot }: { plot: DistributionPlot }) {
  return plot.levels.map(({ y, label }) => {
    const height = AXIS - y * PLOT_HEIGHT;
    return (
      <g key={label}>
        <line x1="0" x2="100%" y1={height} y2={height} className="anc-graphique__niveau" />
        <text x="-8" y={height + 4} textAnchor="end" className="anc-graphique__repere">
          {label}
        </text>
      </g>
    );
  });
}

function Bars({ plot, hatch }: { plot: DistributionPlot; hatch: string }) {
  return plot.bars.map(({ x, width, height, from, marked }) => (
    <rect
      key={from}
      x={percent(x)}
      width={percent(width)}
      y={AXIS - height * PLOT_HEIGHT}
      height={height * PLOT_HEIGHT}
      className={marked ? "anc-graphique__marquee" : "anc-graphique__barre"}
      fill={marked ? hatch : undefined}
    />
  ));
}

/** The axis, its graduations, and the span of the middle half with the median. */
function Axis({ plot }: { plot: DistributionPlot }) {
  const { x, width, median } = plot.half;
  return (
    <g>
      <line x1="0" x2="100%" y1={AXIS} y2={AXIS} className="anc-graphique__axe" />
      <rect
        x={percent(x)}
        width={percent(width)}
        y={AXIS + 4}
        height="6"
        rx="3"
        className="anc-graphique__moitie"
      />
      <circle cx={percent(median)} cy={AXIS + 7} r="5" className="anc-graphique__mediane" />
      {plot.ticks.map((tick) => (
        <text
          key={tick.label}
          x={percent(tick.x)}
          y={AXIS + 32}
          textAnchor={tick.anchor}
          className="anc-graphique__repere"
        >
          {tick.label}
        </text>
      ))}
    </g>
  );
}

function Marker({ plot: { marker } }: { plot: DistributionPlot }) {
  if (!marker) return null;
  return (
    <g>
      <line
        x1={percent(marker.x)}
        x2={percent(marker.x)}
        y1={TOP - 12}
        y2={AXIS}
        className="anc-graphique__trait"
      />
      <text x={percent(marker.x)} y={TOP - 20} textAnchor={marker.anchor} className="anc-graphique__valeur">
        {marker.label}
      </text>
    </g>
  );
}
