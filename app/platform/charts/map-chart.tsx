import { ChartFigure, ChartKey } from "./chart-figure.tsx";
import { wrapText } from "./chart-text.ts";
import type { Allure } from "./dots.ts";
import { type Carte, type MapPart, placeMap } from "./map.ts";
import { classLabels, toneOf } from "./map-classes.ts";
import { summarizeMap, tabulateMap } from "./map-text.ts";
import { Points, PointsKey, Spotlight } from "./marks.tsx";

/**
 * A map drawn by the server: areas toned by a value or left plain, points by category, one place called by its name.
 * Territories overseas stand below the métropole, each at its own scale.
 */
export function MapChart(props: Carte) {
  const plot = placeMap(props);
  const classes = plot.edges.length - 1;
  const allures = (props.categories ?? []).map(({ allure }, serie) => allure ?? { serie });
  return (
    <ChartFigure
      titre={props.titre}
      source={props.source}
      resume={summarizeMap(props)}
      tableau={tabulateMap(props, false)}
      donnees={() => tabulateMap(props, true)}
      viewBox={`0 0 ${plot.width} ${plot.height}`}
      cadre="libre"
      cles={<Keys carte={props} edges={plot.edges} missing={plot.missing} />}
    >
      {(id) => (
        <>
          <defs>
            <Hatch id={`${id}h`} />
          </defs>
          {plot.parts.map((part) => (
            <Part
              key={part.nom}
              part={part}
              allures={allures}
              classes={props.valeurs ? classes : undefined}
              hatch={`url(#${id}h)`}
            />
          ))}
        </>
      )}
    </ChartFigure>
  );
}

/** Not known is neither low nor high: a texture, not a tone. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" className="anc-carte__fond" />
      <rect width="1.5" height="6" className="anc-carte__hachure" />
    </pattern>
  );
}

interface PartProps {
  part: MapPart;
  allures: readonly Allure[];
  /** Number of classes of values; undefined for plain contours. */
  classes: number | undefined;
  hatch: string;
}

function Part({ part: { nom, zones, dots, vedette, titre }, allures, classes, hatch }: PartProps) {
  return (
    <g>
      {titre && (
        <text x={titre.x} y={titre.y} className="anc-carte__nom">
          {wrapText(nom, 16, 1)[0]}
        </text>
      )}
      {zones.map(({ code, d, classe, label }) => {
        const unknown = classes !== undefined && classe === null;
        const tone = classes === undefined || classe === null ? "vide" : toneOf(classe, classes);
        return (
          <path
            key={code}
            d={d}
            className={unknown ? "anc-zone" : `anc-zone anc-zone--${tone}`}
            fill={unknown ? hatch : undefined}
          >
            <title>{label}</title>
          </path>
        );
      })}
      {dots.map(
        (d, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: categories never move
          d !== "" && <Points key={index} d={d} allure={allures[index] ?? "discret"} />,
      )}
      {vedette && (
        <>
          <Spotlight x={vedette.x} y={vedette.y} />
          <text
            x={vedette.x + (vedette.anchor === "end" ? -12 : 12)}
            y={vedette.y + 5}
            textAnchor={vedette.anchor}
            className="anc-carte__vedette anc-halo"
          >
            {wrapText(vedette.label, 26, 1)[0]}
          </text>
        </>
      )}
    </g>
  );
}

interface KeysProps {
  carte: Carte;
  edges: readonly number[];
  missing: boolean;
}

function Keys({ carte: { valeurs, categories = [], zones = [] }, edges, missing }: KeysProps) {
  const classes = edges.length - 1;
  return (
    <>
      {valeurs &&
        classLabels(edges, valeurs).map((label, classe) => (
          <ChartKey
            key={label}
            symbole={
              <rect
                y="1"
                width="24"
                height="14"
                className={`anc-zone anc-zone--${toneOf(classe, classes)}`}
              />
            }
          >
            {label}
          </ChartKey>
        ))}
      {missing && zones.length > 0 && <ChartKey symbole={<MissingKey />}>Valeur non publiée</ChartKey>}
      {categories.map(({ libelle, allure }, serie) => (
        <ChartKey key={libelle} symbole={<PointsKey allure={allure ?? { serie }} />}>
          {libelle}
        </ChartKey>
      ))}
    </>
  );
}

/** Drawn without a pattern: patterns are found by their id, and a key has none of its own. */
function MissingKey() {
  return (
    <>
      <rect y="1" width="24" height="14" className="anc-zone anc-carte__fond" />
      <path d="M3 15L10 1M9 15L16 1M15 15L22 1" className="anc-carte__trait" />
    </>
  );
}
