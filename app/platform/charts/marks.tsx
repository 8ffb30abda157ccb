import { percent } from "./chart-text.ts";

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
 * Thousands of dots as one path: each is a line of no length, whose cap is the dot. The stroke keeps its width however
 * the picture stretches. Classes differ by shape and by filling before they differ by colour.
 *
 * @param d made by `dotsPath`.
 */
export function Dots({ d, classe }: { d: string; classe: number }) {
  const hollow = classe >= 2;
  return (
    <>
      <path d={d} className={`anc-points anc-points-${classe + 1}`} />
      {hollow && <path d={d} className={`anc-points__creux anc-points-${classe + 1}`} />}
    </>
  );
}

export function DotKey({ classe }: { classe: number }) {
  return <Dots d="M12 8h0" classe={classe} />;
}
