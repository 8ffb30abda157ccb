import { wrapText } from "./chart-text.ts";

export interface PlanLabel {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly anchor: "start" | "middle" | "end";
  readonly fort: boolean;
  /** Only where there is room for it: not on a phone. */
  readonly ample: boolean;
}

interface Wanted {
  readonly x: number;
  readonly y: number;
  readonly libelle: string;
  readonly fort: boolean;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Size of a text in units of the frame, where the frame is large and where it is as narrow as a phone. */
const LARGE = { character: 10.5, line: 26 };
const NARROW = { character: 18, line: 40 };
/** Between a point and its name. */
const GAP = 16;
const LONGEST = 30;

type Spot = readonly [number, number];

/** A name may hide one point in so many: none of a small cloud, a few of thousands. */
const HIDDEN_SHARE = 1_000;

/**
 * As many names as there is room for, in their order: none covers another, and each takes the side of its point where
 * it hides the fewest points, or stays unwritten when it would hide too many.
 */
export function placeLabels(
  wanted: readonly Wanted[],
  points: readonly Spot[],
  frame: readonly [number, number],
): PlanLabel[] {
  const large: Box[] = [];
  const narrow: Box[] = [];
  return wanted.flatMap(({ x, y, libelle, fort }): PlanLabel[] => {
    const label = wrapText(libelle, LONGEST, 1)[0] ?? "";
    const [best] = SIDES.map((side) => ({ side, box: boxOf(label, x, y, side, LARGE) }))
      .filter(({ box }) => fits(box, frame) && !large.some((other) => covers(box, other)))
      .map((choice) => ({ ...choice, hidden: points.filter((point) => holds(choice.box, point)).length }))
      .sort((a, b) => a.hidden - b.hidden);
    if (!best || (!fort && best.hidden > points.length / HIDDEN_SHARE)) return [];
    large.push(best.box);
    const small = boxOf(label, x, y, best.side, NARROW);
    const kept = fits(small, frame) && !narrow.some((other) => covers(small, other));
    if (kept) narrow.push(small);
    return [{ ...textAt(best.side, x, y), label, fort, ample: !kept }];
  });
}

const SIDES = ["right", "left", "above", "below"] as const;
type Side = (typeof SIDES)[number];

function textAt(side: Side, x: number, y: number): Pick<PlanLabel, "x" | "y" | "anchor"> {
  if (side === "right") return { x: x + GAP, y, anchor: "start" };
  if (side === "left") return { x: x - GAP, y, anchor: "end" };
  const away = GAP + LARGE.line / 2;
  return { x, y: side === "above" ? y - away : y + away, anchor: "middle" };
}

function boxOf(label: string, x: number, y: number, side: Side, size: typeof LARGE): Box {
  const text = textAt(side, x, y);
  const width = label.length * size.character;
  const left = text.anchor === "start" ? text.x : text.anchor === "end" ? text.x - width : text.x - width / 2;
  return { left, right: left + width, top: text.y - size.line / 2, bottom: text.y + size.line / 2 };
}

const fits = ({ left, right, top, bottom }: Box, [width, height]: readonly [number, number]) =>
  left >= 0 && right <= width && top >= 0 && bottom <= height;

const covers = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const holds = ({ left, right, top, bottom }: Box, [x, y]: Spot) =>
  x > left && x < right && y > top && y < bottom;
