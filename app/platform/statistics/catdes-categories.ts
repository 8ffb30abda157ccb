import { chiSquareUpperTail, hypergeometricAt, normalQuantile } from "./distributions.ts";
import { roundHalfEven } from "./round-half-even.ts";

export interface QualitativeColumn {
  readonly codes: Int32Array;
  readonly levels: number;
}

export const MISSING_LEVEL = -1;

export interface CategoryLink {
  readonly variable: number;
  readonly level: number;
  /** Share (%) of the category that is in the class; of the class that has the category; of all rows that have it. */
  readonly classInCategory: number;
  readonly categoryInClass: number;
  readonly overall: number;
  readonly pValue: number;
  readonly vTest: number;
}

/** Rows in classes, as every part of a description reads them. */
export interface ClassedRows {
  readonly partition: Int32Array;
  readonly classes: number;
  readonly weights: Float64Array;
  /** Weight of each class. */
  readonly masses: Float64Array;
  readonly probability: number;
}

export interface CrossTable {
  readonly variable: number;
  /** Levels that occur; `MISSING_LEVEL` last. */
  readonly levels: readonly number[];
  /** classes × levels, weights. */
  readonly cells: Float64Array;
  readonly columns: Float64Array;
}

export function crossTable(
  { partition, classes, weights }: ClassedRows,
  { codes, levels }: QualitativeColumn,
): Omit<CrossTable, "variable"> {
  const width = levels + 1;
  const all = new Float64Array(classes * width);
  const seen = new Uint8Array(width);
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i] as number;
    const column = code < 0 ? levels : code;
    seen[column] = 1;
    add(all, (partition[i] as number) * width + column, weights[i] as number);
  }
  const present = [...seen.keys()].filter((column) => seen[column] === 1);
  const cells = new Float64Array(classes * present.length);
  const columns = new Float64Array(present.length);
  for (let c = 0; c < classes; c += 1)
    for (const [at, column] of present.entries()) {
      const cell = all[c * width + column] as number;
      cells[c * present.length + at] = cell;
      add(columns, at, cell);
    }
  return { levels: present.map((column) => (column === levels ? MISSING_LEVEL : column)), cells, columns };
}

export function chiSquare({ classes, masses }: ClassedRows, { levels, cells, columns }: CrossTable) {
  const df = (classes - 1) * (levels.length - 1);
  let total = 0;
  for (const mass of masses) total += mass;
  let statistic = 0;
  for (let c = 0; c < classes; c += 1)
    for (let k = 0; k < levels.length; k += 1) {
      const expected = ((masses[c] as number) * (columns[k] as number)) / total;
      statistic += ((cells[c * levels.length + k] as number) - expected) ** 2 / expected;
    }
  return { pValue: df > 0 ? chiSquareUpperTail(statistic, df) : Number.NaN, df };
}

export function linkedCategories(
  { masses, probability }: ClassedRows,
  { variable, levels, cells, columns }: CrossTable,
  c: number,
): CategoryLink[] {
  const mass = masses[c] as number;
  let total = 0;
  let all = 0;
  for (const other of masses) total += other;
  for (const column of columns) all += column;
  return levels.flatMap((level, k) => {
    const cell = cells[c * levels.length + k] as number;
    const column = columns[k] as number;
    const marked = roundHalfEven(mass);
    const others = roundHalfEven(total) - marked;
    const counts = { marked, others, draws: roundHalfEven(column) };
    const { below, at, above } = hypergeometricAt(roundHalfEven(cell), counts);
    const pValue = Math.min(2 * below + at, 2 * above + at);
    if (!(pValue <= probability)) return [];
    const [inClass, overall] = [cell / mass, column / all];
    const vTest = (inClass > overall ? -1 : 1) * normalQuantile(pValue / 2);
    return [
      {
        variable,
        level,
        classInCategory: (cell / column) * 100,
        categoryInClass: inClass * 100,
        overall: overall * 100,
        pValue,
        vTest,
      },
    ];
  });
}

export function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}
