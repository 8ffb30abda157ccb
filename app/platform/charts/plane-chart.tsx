import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { Points, PointsKey } from "./marks.tsx";
import { PLANE_HEIGHT, PLANE_WIDTH, type PlanePlot, summarizePlane, tabulatePlane } from "./plane.ts";

export interface PlaneChartProps {
  readonly titre: string;
  readonly source?: string;
  /** Made by `placePlane`. */
  readonly plot: PlanePlot;
  /** What the groups are told apart by: « Couleur : classe ». */
  readonly legende: string;
  readonly lecture?: React.ReactNode;
}

/** Room above and below for the names of the axes. */
const TITLE = 56;

/** Individuals on two principal axes, one unit as long on both. Each group is one path, so that the page stays light. */
export function PlaneChart({ titre, source, plot, legende, lecture }: PlaneChartProps) {
  return (
    <ChartFigure
      titre={titre}
      source={source}
      resume={`${summarizePlane(plot)} ${legende}.`}
      tableau={tabulatePlane(plot)}
      lecture={lecture}
      viewBox={`0 ${-TITLE} ${PLANE_WIDTH} ${PLANE_HEIGHT + 2 * TITLE}`}
      cadre="libre"
      cles={plot.groupes.map(({ libelle, allure }) => (
        <ChartKey key={libelle} symbole={<PointsKey allure={allure} />}>
          {libelle}
        </ChartKey>
      ))}
    >
      {() => (
        <>
          <Frame plot={plot} />
          <g>
            {plot.groupes.map(
              ({ libelle, d, allure }) => d !== "" && <Points key={libelle} d={d} allure={allure} />,
            )}
            {plot.centres !== "" && <Ring d={plot.centres} />}
            {plot.vedette && <Ring d={`M${plot.vedette.x} ${plot.vedette.y}h0`} vedette />}
          </g>
          <Names plot={plot} />
        </>
      )}
    </ChartFigure>
  );
}

/** A target, whose size does not follow the picture; larger for the structure that somebody looks for. */
function Ring({ d, vedette = false }: { d: string; vedette?: boolean }) {
  const size = vedette ? "vedette-" : "";
  return (
    <>
      <path d={d} className={`anc-points anc-cible anc-cible--${size}bord`} />
      <path d={d} className={`anc-points anc-cible anc-cible--${size}fond`} />
      <path d={d} className="anc-points anc-cible anc-cible--coeur" />
    </>
  );
}

function Frame({ plot: { axeX, axeY, xTicks, yTicks, zero } }: { plot: PlanePlot }) {
  return (
    <g>
      <rect width={PLANE_WIDTH} height={PLANE_HEIGHT} className="anc-plan__cadre" />
      {zero.x !== null && (
        <line x1={zero.x} x2={zero.x} y1="0" y2={PLANE_HEIGHT} className="anc-plan__zero" />
      )}
      {zero.y !== null && <line x1="0" x2={PLANE_WIDTH} y1={zero.y} y2={zero.y} className="anc-plan__zero" />}
      {xTicks.map(({ at, label }) => (
        <g key={label}>
          <line
            x1={at}
            x2={at}
            y1={PLANE_HEIGHT - 10}
            y2={PLANE_HEIGHT}
            className="anc-graphique__axe anc-plan__trait"
          />
          <text x={at} y={PLANE_HEIGHT - 16} textAnchor="middle" className="anc-plan__repere anc-halo">
            {label}
          </text>
        </g>
      ))}
      {yTicks.map(({ at, label }) => (
        <g key={label}>
          <line x1="0" x2="10" y1={at} y2={at} className="anc-graphique__axe anc-plan__trait" />
          <text x="16" y={at} dy="0.35em" className="anc-plan__repere anc-halo">
            {label}
          </text>
        </g>
      ))}
      <text x="0" y="-16" className="anc-plan__titre">
        {axeY}
      </text>
      <text x={PLANE_WIDTH} y={PLANE_HEIGHT + 42} textAnchor="end" className="anc-plan__titre">
        {axeX}
      </text>
    </g>
  );
}

function Names({ plot: { labels } }: { plot: PlanePlot }) {
  return labels.map(({ x, y, label, anchor, fort, ample }) => (
    <text
      key={`${label} ${x} ${y}`}
      x={x}
      y={y}
      dy="0.35em"
      textAnchor={anchor}
      className={`anc-halo ${fort ? "anc-plan__titre" : "anc-plan__nom"}${ample ? " anc-ample" : ""}`}
    >
      {label}
    </text>
  ));
}
