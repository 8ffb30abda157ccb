import { percent } from "./chart-text.ts";
import { type Allure, DOT_SERIES, pointsPath } from "./dots.ts";

/** Shapes that stay apart without their colours, centred on 0, about ten pixels wide. */
const SHAPES = [
  "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
  "M-4-4h8v8h-8z",
  "M0-6L5.5 0L0 6L-5.5 0z",
  "M0-5.5L5.5 4.5H-5.5z",
] as const;

/** Shape of the `serie`-th series, at a place given in percent of the width and in pixels of the height. */
export function Mark({ x, y, serie }: { x: number; y: number; serie: number }) {
  return (
    <svg x={percent(x)} y={y} overflow="visible" aria-hidden="true">
      <path d={SHAPES[serie % SHAPES.length]} className={`anc-marque-serie anc-serie-${serie + 1}`} />
    </svg>
  );
}

/** A point that is called by its name among thousands: a ring, so that what it stands on is still seen. */
export function Spotlight({ x, y }: { x: number | string; y: number }) {
  return (
    <svg x={x} y={y} overflow="visible" aria-hidden="true">
      <path d="M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0z" className="anc-vedette" />
      <path d="M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z" className="anc-vedette__coeur" />
    </svg>
  );
}

export function MarkKey({ serie, line }: { serie: number; line: boolean }) {
  return (
    <>
      {line && <line x1="0" x2="24" y1="8" y2="8" className={`anc-ligne anc-ligne-${serie + 1}`} />}
      <svg x="12" y="8" overflow="visible" aria-hidden="true">
        <path d={SHAPES[serie % SHAPES.length]} className={`anc-marque-serie anc-serie-${serie + 1}`} />
      </svg>
    </>
  );
}

/**
 * Thousands of points as one path: a dot is a line of no length, whose cap is drawn. The stroke keeps its width however
 * the picture stretches. Classes differ by shape and by filling before they differ by colour.
 *
 * @param d made by `pointsPath` for the same class, or by `dotsPath` for one of the first four.
 */
export function Dots({ d, classe }: { d: string; classe: number }) {
  const colour = (classe % COLOURS) + 1;
  if (classe >= DOT_SERIES) return <path d={d} className={`anc-traits anc-traits-${colour}`} />;
  const hollow = classe >= 2;
  return (
    <>
      <path d={d} className={`anc-points anc-points-${classe + 1}`} />
      {hollow && <path d={d} className={`anc-points__creux anc-points-${classe + 1}`} />}
    </>
  );
}

const COLOURS = 4;

export function Points({ d, allure }: { d: string; allure: Allure }) {
  if (allure === "discret") return <path d={d} className="anc-points anc-points--discret" />;
  if (allure === "inconnu") return <path d={d} className="anc-traits anc-traits-4" />;
  if ("serie" in allure) return <Dots d={d} classe={allure.serie} />;
  return (
    <>
      <path d={d} className={`anc-points anc-points-bord-${allure.ton}`} />
      <path d={d} className={`anc-points anc-points-ton-${allure.ton}`} />
    </>
  );
}

export function PointsKey({ allure }: { allure: Allure }) {
  return <Points d={pointsPath([[12, 8]], allure, 5)} allure={allure} />;
}

export function DotKey({ classe }: { classe: number }) {
  return <PointsKey allure={{ serie: classe }} />;
}
