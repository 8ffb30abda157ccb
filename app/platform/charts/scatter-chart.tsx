import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { anchorAt, percent, round, titled, wrapText } from "./chart-text.ts";
import { DotKey, Dots, Spotlight } from "./marks.tsx";
import {
  GRID,
  type NamedPlace,
  type Nuage,
  placeScatter,
  type ScatterPlot,
  summarizeScatter,
  tabulateScatter,
} from "./scatter.ts";

const PLOT_HEIGHT = 300;
/** Characters of an axis title that fit on a phone. */
const CHARACTERS = 44;
const LINE = 18;

/** Two indicators, up to several thousand points. Each class is one path, so that the page stays light. */
export function ScatterChart(props: Nuage) {
  const { titre, source, classes, axeX, axeY, misEnAvant = [] } = props;
  const plot = placeScatter(props);
  const above = wrapText(titled(axeY.libelle, axeY.unite), CHARACTERS);
  const below = wrapText(titled(axeX.libelle, axeX.unite), CHARACTERS);
  const top = above.length * LINE + 24;
  return (
    <ChartFigure
      titre={titre}
      source={source}
      resume={summarizeScatter(props)}
      tableau={tabulateScatter(props, misEnAvant.length === 0)}
      donnees={() => tabulateScatter(props, true)}
      hauteur={top + PLOT_HEIGHT + 28 + below.length * LINE}
      cadre="nuage"
      cles={
        classes.length > 1 &&
        classes.map(({ libelle }, index) => (
          <ChartKey key={libelle} symbole={<DotKey classe={index} />}>
            {libelle}
          </ChartKey>
        ))
      }
    >
      {() => (
        <>
          <AxisTitle lines={above} y={14} className="anc-axe-titre" x="-48" anchor="start" />
          <Grid plot={plot} top={top} />
          <svg
            y={top}
            width="100%"
            height={PLOT_HEIGHT}
            viewBox={`0 0 ${GRID} ${GRID}`}
            preserveAspectRatio="none"
            overflow="visible"
            aria-hidden="true"
          >
            {plot.dots.map((d, index) => (
              <Dots key={classes[index]?.libelle} d={d} classe={index} />
            ))}
          </svg>
          <References plot={plot} top={top} />
          {plot.named.map((place) => (
            <Name key={place.label} place={place} top={top} />
          ))}
          <AxisTitle
            lines={below}
            y={top + PLOT_HEIGHT + 40}
            x="100%"
            anchor="end"
            className="anc-axe-titre"
          />
        </>
      )}
    </ChartFigure>
  );
}

interface AxisTitleProps {
  lines: readonly string[];
  x: string;
  y: number;
  anchor: "start" | "end";
  className: string;
}

function AxisTitle({ lines, x, y, anchor, className }: AxisTitleProps) {
  return lines.map((line, index) => (
    <text key={line} x={x} y={y + index * LINE} textAnchor={anchor} className={className}>
      {line}
    </text>
  ));
}

function Grid({ plot, top }: { plot: ScatterPlot; top: number }) {
  const bottom = top + PLOT_HEIGHT;
  return (
    <g>
      {plot.yTicks.map(({ at, label }) => {
        const y = round(top + (at / 100) * PLOT_HEIGHT);
        return (
          <g key={label}>
            <line x1="0" x2="100%" y1={y} y2={y} className="anc-graphique__niveau" />
            <text x="-8" y={y + 4} textAnchor="end" className="anc-graphique__repere">
              {label}
            </text>
          </g>
        );
      })}
      <line x1="0" x2="100%" y1={bottom} y2={bottom} className="anc-graphique__axe" />
      {plot.xTicks.map(({ at, label }) => (
        <g key={label}>
          <line
            x1={percent(at)}
            x2={percent(at)}
            y1={bottom}
            y2={bottom + 5}
            className="anc-graphique__axe"
          />
          <text x={percent(at)} y={bottom + 19} textAnchor="middle" className="anc-graphique__repere">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

function References({ plot, top }: { plot: ScatterPlot; top: number }) {
  return plot.reperes.map(({ axe, at, label }) => {
    const y = round(top + (at / 100) * PLOT_HEIGHT);
    return axe === "x" ? (
      <g key={label}>
        <line x1={percent(at)} x2={percent(at)} y1={top - 4} y2={top + PLOT_HEIGHT} className="anc-rupture" />
        <text x={percent(at)} y={top - 8} textAnchor={anchorAt(at, 25)} className="anc-graphique__repere">
          {label}
        </text>
      </g>
    ) : (
      <g key={label}>
        <line x1="0" x2="100%" y1={y} y2={y} className="anc-rupture" />
        <text x="100%" y={y - 6} textAnchor="end" className="anc-graphique__repere anc-halo">
          {label}
        </text>
      </g>
    );
  });
}

function Name({ place: { x, y, label, labelY, anchor }, top }: { place: NamedPlace; top: number }) {
  const at = (share: number) => round(top + (share / 100) * PLOT_HEIGHT);
  return (
    <g>
      <Spotlight x={percent(x)} y={at(y)} />
      <text
        x={percent(x)}
        dx={anchor === "end" ? -12 : 12}
        y={at(labelY) + 5}
        textAnchor={anchor}
        className="anc-graphique__nom anc-halo"
      >
        {wrapText(label, 24, 1)[0]}
      </text>
    </g>
  );
}
