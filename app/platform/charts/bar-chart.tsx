import {
  BAR_HEIGHT,
  type Barres,
  type BarsPlot,
  type PlacedBar,
  placeBars,
  summarizeBars,
  tabulateBars,
} from "./bars.ts";
import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { percent } from "./chart-text.ts";

/** Horizontal bars in the order given, each with its name, its value and, beside it, how many stand behind it. */
export function BarChart(props: Barres) {
  const plot = placeBars(props);
  const { libelleRepere } = props;
  return (
    <ChartFigure
      titre={props.titre}
      source={props.source}
      resume={summarizeBars(props)}
      tableau={tabulateBars(props)}
      hauteur={plot.height}
      cadre="libre"
      cles={
        libelleRepere && (
          <ChartKey symbole={<line x1="12" x2="12" y1="1" y2="15" className="anc-repere-barre" />}>
            {libelleRepere}
          </ChartKey>
        )
      }
    >
      {() => <Rows plot={plot} />}
    </ChartFigure>
  );
}

function Rows({ plot }: { plot: BarsPlot }) {
  return (
    <>
      {plot.titles.map(({ y, label }) => (
        <text key={y} y={y} className="anc-graphique__groupe">
          {label}
        </text>
      ))}
      {plot.bars.map((bar) => (
        <Row key={bar.top} bar={bar} zero={plot.zero} />
      ))}
    </>
  );
}

function Row({ bar: { lines, y, top, bar, repere, value, n }, zero }: { bar: PlacedBar; zero: number }) {
  return (
    <g>
      <text y={y} className="anc-graphique__nom">
        {lines.map((line, index) => (
          <tspan key={line} x="0" dy={index === 0 ? 0 : 20}>
            {line}
          </tspan>
        ))}
      </text>
      <text x="100%" y={y} textAnchor="end" className="anc-graphique__nombre">
        {value}
        {n !== "" && (
          <tspan dx="8" className="anc-graphique__repere">
            {n}
          </tspan>
        )}
      </text>
      <line x1="0" x2="100%" y1={top + BAR_HEIGHT} y2={top + BAR_HEIGHT} className="anc-graphique__niveau" />
      {bar && (
        <rect
          x={percent(bar.x)}
          width={percent(bar.width)}
          y={top}
          height={BAR_HEIGHT}
          className="anc-barre"
        />
      )}
      <line
        x1={percent(zero)}
        x2={percent(zero)}
        y1={top - 2}
        y2={top + BAR_HEIGHT + 2}
        className="anc-graphique__axe"
      />
      {repere !== null && (
        <line
          x1={percent(repere)}
          x2={percent(repere)}
          y1={top - 2}
          y2={top + BAR_HEIGHT + 4}
          className="anc-repere-barre"
        />
      )}
    </g>
  );
}
