import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { wrapText } from "./chart-text.ts";
import {
  type Cercle,
  CIRCLE_RADIUS,
  CIRCLE_SIZE,
  type CircleArrow,
  placeCircle,
  summarizeCircle,
  tabulateCircle,
} from "./circle.ts";

const MIDDLE = CIRCLE_SIZE / 2;
const TITLE = 30;
/** Characters of a name beside the circle. */
const LONGEST = 44;

/**
 * Circle of correlations: an arrow for each variable, full when it made the axes, dashed when it is only placed. Names
 * stand on both sides where the page is wide; on a phone their numbers do, and the list under the picture names them.
 */
export function CircleChart(props: Cercle) {
  const { titre, source, axeX, axeY, variables } = props;
  const arrows = placeCircle(props);
  return (
    <ChartFigure
      titre={titre}
      source={source}
      resume={summarizeCircle(props)}
      tableau={tabulateCircle(props)}
      hauteur={CIRCLE_SIZE + 2 * TITLE}
      cadre="libre"
      cles={<Keys variables={variables} />}
    >
      {() => (
        <svg
          width="100%"
          height={CIRCLE_SIZE + 2 * TITLE}
          viewBox={`0 ${-TITLE} ${CIRCLE_SIZE} ${CIRCLE_SIZE + 2 * TITLE}`}
          overflow="visible"
          aria-hidden="true"
        >
          <Frame axeX={axeX} axeY={axeY} />
          {arrows.map((arrow) => (
            <Arrow key={arrow.rang} arrow={arrow} />
          ))}
        </svg>
      )}
    </ChartFigure>
  );
}

/** What the arrows are; and the names of the numbers, where there was no room for them beside the circle. */
function Keys({ variables }: Pick<Cercle, "variables">) {
  return (
    <>
      {variables.some(({ supplementaire }) => supplementaire) && (
        <>
          <ChartKey symbole={<ArrowKey supplementaire={false} />}>Active : elle construit les axes</ChartKey>
          <ChartKey symbole={<ArrowKey supplementaire={true} />}>
            Supplémentaire : placée après coup, elle ne change pas les axes
          </ChartKey>
        </>
      )}
      {variables.map(({ libelle }, index) => (
        <ChartKey
          // The rank of a variable is its name on the picture.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          className="anc-cercle__cle"
          symbole={
            <text x="12" y="13" textAnchor="middle" className="anc-cercle__rang">
              {index + 1}
            </text>
          }
        >
          {libelle}
        </ChartKey>
      ))}
    </>
  );
}

function Frame({ axeX, axeY }: { axeX: string; axeY: string }) {
  return (
    <>
      <circle cx={MIDDLE} cy={MIDDLE} r={CIRCLE_RADIUS} className="anc-cercle" />
      <line
        x1={MIDDLE - CIRCLE_RADIUS}
        x2={MIDDLE + CIRCLE_RADIUS}
        y1={MIDDLE}
        y2={MIDDLE}
        className="anc-plan__zero"
      />
      <line
        x1={MIDDLE}
        x2={MIDDLE}
        y1={MIDDLE - CIRCLE_RADIUS}
        y2={MIDDLE + CIRCLE_RADIUS}
        className="anc-plan__zero"
      />
      <text x={MIDDLE} y="-10" textAnchor="middle" className="anc-axe-titre">
        {axeY}
      </text>
      <text x={MIDDLE} y={CIRCLE_SIZE + 22} textAnchor="middle" className="anc-axe-titre">
        {axeX}
      </text>
    </>
  );
}

function Arrow({ arrow: { rang, libelle, supplementaire, x, y, labelY, gauche } }: { arrow: CircleArrow }) {
  const edge = gauche ? 22 : CIRCLE_SIZE - 22;
  return (
    <g>
      <path d={`M${x} ${y}L${edge} ${labelY}`} className="anc-cercle__renvoi" />
      <path
        d={`M${MIDDLE} ${MIDDLE}L${x} ${y}`}
        className={`anc-ligne ${supplementaire ? "anc-ligne-2" : "anc-ligne-1"}`}
      />
      <Tip x={x} y={y} supplementaire={supplementaire} />
      <text
        x={gauche ? edge - 4 : edge + 4}
        y={labelY}
        dy="0.35em"
        textAnchor={gauche ? "end" : "start"}
        className="anc-graphique__repere"
      >
        <tspan className="anc-cercle__rang">{rang}</tspan>
        <tspan className="anc-cercle__nom" dx="5">
          {wrapText(libelle, LONGEST, 1)[0]}
        </tspan>
      </text>
    </g>
  );
}

function Tip({ x, y, supplementaire }: { x: number; y: number; supplementaire: boolean }) {
  return supplementaire ? (
    <rect
      x={x - 4}
      y={y - 4}
      width="8"
      height="8"
      className="anc-cercle__bout anc-cercle__bout--supplementaire"
    />
  ) : (
    <circle cx={x} cy={y} r="4" className="anc-cercle__bout" />
  );
}

function ArrowKey({ supplementaire }: { supplementaire: boolean }) {
  return (
    <>
      <line
        x1="0"
        x2="18"
        y1="8"
        y2="8"
        className={`anc-ligne ${supplementaire ? "anc-ligne-2" : "anc-ligne-1"}`}
      />
      <Tip x={19} y={8} supplementaire={supplementaire} />
    </>
  );
}
