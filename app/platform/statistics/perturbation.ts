import { assignClasses, type Membership, prepareMembership, type Typology } from "./class-membership.ts";
import type { Control } from "./control.ts";
import { type Random, seededRandom } from "./random.ts";
import { addRanks, createSketch, MOST_RUNS, type RankSketch, sketchedRanks } from "./rank-sketch.ts";
import {
  conditionsOf,
  evaluateSelection,
  type RuleDraw,
  type SelectionData,
  type SelectionRule,
} from "./selection-rule.ts";

/** Only arrays and plain objects: it crosses to a worker as it is. */
export interface PerturbationInput {
  readonly rule: SelectionRule;
  readonly data: SelectionData;
  /** Needed by conditions on classes, which then follow the perturbed axes; absent: `data.classes` do not move. */
  readonly typology?: Typology | undefined;
  /** Cells that were estimated: each run moves them by a normal error of this deviation. */
  readonly imputed?: readonly ImputedCells[] | undefined;
  readonly settings: PerturbationSettings;
  readonly seed: number;
  /** Runs `firstRun` … `firstRun + runs − 1`: a run depends on the seed and its number only, so they may be split. */
  readonly firstRun?: number | undefined;
  readonly runs: number;
}

export interface ImputedCells {
  readonly column: number;
  readonly rows: Int32Array;
  readonly deviation: number;
}

export interface PerturbationSettings {
  /** Rows drawn again with replacement: means, deviations, quantiles and axes move. Everyone stays a candidate. */
  readonly bootstrap: boolean;
  /** Weights of the analysis and of the composite are multiplied by 1 ± this, uniformly (0.2 for ±20 %). */
  readonly weightSpread: number;
  /** An absolute threshold moves by ± this many deviations of its column, uniformly. */
  readonly absoluteSpread: number;
  /** A quantile threshold moves by ± this, in probability (0.02 for ±2 points). */
  readonly quantileSpread: number;
  /** Share of the runs that leave out one variable of the analysis or the composite, drawn evenly. */
  readonly leaveOneOut: number;
  readonly imputationNoise: boolean;
}

export interface Perturbation {
  readonly rows: number;
  readonly firstRun: number;
  /** Runs done: fewer than asked when it was stopped. */
  readonly runs: number;
  /** In how many runs each row is selected. */
  readonly selected: Uint32Array;
  /** How many rows each run selects. */
  readonly listed: Uint32Array;
  /** Of the composite among candidates; undefined without composite. */
  readonly ranks: RankSketch | undefined;
}

/** Per row; ranks are NaN without composite, or for a row that never had one. */
export interface Stability {
  /** Share of the runs that select it, in [0, 1]. */
  readonly frequency: Float64Array;
  readonly medianRank: Float64Array;
  readonly rank5: Float64Array;
  readonly rank95: Float64Array;
}

/**
 * How a selection holds when what was decided by convention moves a little: the rule is applied again in each run to
 * bootstrap weights, moved weights and thresholds, one variable less, other imputed values.
 * Source: OECD/JRC, Handbook on constructing composite indicators (2008), step 7.
 *
 * Asked to stop between two runs, it gives those that are done. The same input gives the same bytes; parts of it by run numbers, merged, give those of the whole.
 * @throws RangeError on a number of runs that is not in 1 … 65 535.
 */
export function perturbSelection(input: PerturbationInput, control: Control = {}): Perturbation {
  const { data, rule, seed, runs, firstRun = 0 } = input;
  if (!(runs >= 1 && runs <= MOST_RUNS)) throw new RangeError(`runs must be in 1 … ${MOST_RUNS}`);
  const bench = prepare(input);
  const selected = new Uint32Array(data.rows);
  const listed = new Uint32Array(runs);
  const ranks = rule.composite && createSketch(data.rows, countCandidates(data));
  let done = 0;
  while (done < runs && !control.shouldStop?.()) {
    const outcome = playRun(input, bench, seededRandom(seed, firstRun + done));
    for (let i = 0; i < data.rows; i += 1)
      selected[i] = (selected[i] as number) + (outcome.selected[i] as number);
    listed[done] = outcome.selected.reduce((sum, one) => sum + one, 0);
    if (ranks && outcome.composite) addRanks(ranks, outcome.composite, data.candidates);
    done += 1;
    control.onProgress?.(done, runs);
  }
  return { rows: data.rows, firstRun, runs: done, selected, listed: listed.slice(0, done), ranks };
}

/** Puts together parts that were run apart; they follow one another in run numbers. */
export function mergePerturbations(parts: readonly Perturbation[]): Perturbation {
  const ordered = [...parts].sort((a, b) => a.firstRun - b.firstRun);
  const [first, ...others] = ordered;
  if (!first) throw new RangeError("nothing to merge");
  const selected = first.selected.slice();
  const counts = first.ranks?.counts.slice();
  let runs = first.runs;
  for (const part of others) {
    if (part.rows !== first.rows || part.firstRun !== first.firstRun + runs)
      throw new RangeError("parts of one perturbation must follow one another");
    runs += part.runs;
    for (let i = 0; i < selected.length; i += 1)
      selected[i] = (selected[i] as number) + (part.selected[i] as number);
    for (let at = 0; counts && at < counts.length; at += 1)
      counts[at] = (counts[at] as number) + (part.ranks?.counts[at] as number);
  }
  if (runs > MOST_RUNS) throw new RangeError(`runs must be in 1 … ${MOST_RUNS}`);
  const listed = Uint32Array.from(ordered.flatMap((part) => [...part.listed]));
  return { ...first, runs, selected, listed, ranks: first.ranks && counts && { ...first.ranks, counts } };
}

export function stabilityOf({ rows, runs, selected, ranks }: Perturbation): Stability {
  const [rank5, medianRank, rank95] = [1, 2, 3].map(() => new Float64Array(rows).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; ranks && row < rows; row += 1) {
    const [low, median, high] = sketchedRanks(ranks, row, [0.05, 0.5, 0.95]) as [number, number, number];
    rank5[row] = low;
    medianRank[row] = median;
    rank95[row] = high;
  }
  return { frequency: Float64Array.from(selected, (count) => count / runs), medianRank, rank5, rank95 };
}

/** What is allocated once for all runs. */
interface Bench {
  readonly membership: Membership | undefined;
  readonly columns: readonly Float64Array[];
  readonly rowWeights: Float64Array;
  readonly counts: Int32Array;
  readonly classes: Int32Array;
  /** Columns that the analysis or the composite use: those one of which may be left out. */
  readonly leavable: readonly number[];
}

function prepare({ data, rule, typology, imputed, settings }: PerturbationInput): Bench {
  const noisy = new Set(settings.imputationNoise ? imputed?.map(({ column }) => column) : []);
  const terms = rule.composite?.terms.map(({ column }) => column) ?? [];
  const needsClasses = conditionsOf(rule).some(({ kind }) => kind === "class");
  return {
    membership: typology && needsClasses ? prepareMembership(data.columns, data.rows, typology) : undefined,
    columns: data.columns.map((values, column) => (noisy.has(column) ? values.slice() : values)),
    rowWeights: new Float64Array(data.rows),
    counts: new Int32Array(data.rows),
    classes: data.classes?.slice() ?? new Int32Array(data.rows).fill(-1),
    leavable: [...new Set([...(needsClasses ? (typology?.active ?? []) : []), ...terms])].sort(
      (a, b) => a - b,
    ),
  };
}

/** Draws come in a fixed order whatever the rule uses of them. */
function playRun(input: PerturbationInput, bench: Bench, random: Random) {
  const { rule, data, typology, settings } = input;
  drawRows(data, settings, bench, random);
  const draw = drawRule(rule, settings, bench, random);
  const factors = Float64Array.from(typology?.active ?? [], (column) => {
    const factor = 1 + settings.weightSpread * signed(random);
    return isLeftOut(column, typology?.active ?? [], draw.leftOut) ? 0 : factor;
  });
  if (settings.imputationNoise) drawImputations(input, bench, random);
  if (bench.membership) assignClasses(bench.membership, bench.rowWeights, factors, bench.classes);
  const { columns, rowWeights, classes } = bench;
  return evaluateSelection(rule, { ...data, columns, rowWeights, classes }, draw);
}

function drawRows(data: SelectionData, settings: PerturbationSettings, bench: Bench, random: Random): void {
  const { rowWeights, counts } = bench;
  counts.fill(settings.bootstrap ? 0 : 1);
  if (settings.bootstrap)
    for (let draw = 0; draw < data.rows; draw += 1) {
      const row = random.integer(data.rows);
      counts[row] = (counts[row] as number) + 1;
    }
  for (let i = 0; i < data.rows; i += 1)
    rowWeights[i] = (counts[i] as number) * (data.rowWeights ? (data.rowWeights[i] as number) : 1);
}

function drawRule(
  rule: SelectionRule,
  settings: PerturbationSettings,
  { leavable }: Bench,
  random: Random,
): RuleDraw & { readonly leftOut: number | undefined } {
  const { weightSpread, absoluteSpread, quantileSpread, leaveOneOut } = settings;
  const thresholds = Float64Array.from({ length: conditionsOf(rule).length + 1 }, () => signed(random));
  const leaves = random.uniform() < leaveOneOut && leavable.length > 1;
  const leftOut = leaves ? leavable[random.integer(leavable.length)] : undefined;
  const terms = rule.composite?.terms ?? [];
  const ofTerms = terms.map(({ column }) => column);
  return {
    thresholds,
    absoluteSpread,
    quantileSpread,
    leftOut,
    terms: Float64Array.from(terms, ({ column }) => {
      const factor = 1 + weightSpread * signed(random);
      return isLeftOut(column, ofTerms, leftOut) ? 0 : factor;
    }),
  };
}

/** An analysis or a composite that would lose its only variable keeps it: nothing would be left to compare. */
function isLeftOut(column: number, used: readonly number[], leftOut: number | undefined): boolean {
  return column === leftOut && used.some((other) => other !== leftOut);
}

/** The same noise in the columns that the rule reads and in those of the analysis. */
function drawImputations({ data, imputed }: PerturbationInput, bench: Bench, random: Random): void {
  const { membership } = bench;
  for (const { column, rows, deviation } of imputed ?? []) {
    const base = data.columns[column] as Float64Array;
    const moved = bench.columns[column] as Float64Array;
    const j = membership ? membership.typology.active.indexOf(column) : -1;
    for (const row of rows) {
      const value = (base[row] as number) + deviation * random.normal();
      moved[row] = value;
      const place = membership ? (membership.place[row] as number) : -1;
      const scale = membership?.deviations[j] ?? 0;
      if (membership && place >= 0 && scale > 0)
        (membership.standard[j] as Float64Array)[place] = (value - (membership.means[j] as number)) / scale;
    }
  }
}

/** Uniform in [−1, 1). */
function signed(random: Random): number {
  return 2 * random.uniform() - 1;
}

function countCandidates({ rows, candidates }: SelectionData): number {
  return candidates ? candidates.reduce((sum, one) => sum + one, 0) : rows;
}
