import { assignClasses, type Membership, prepareMembership, type Typology } from "./class-membership.ts";
import type { Control } from "./control.ts";
import { type Random, seededRandom } from "./random.ts";
import { addRanks, createSketch, MOST_RUNS, type RankSketch } from "./rank-sketch.ts";
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
  /** Runs done: fewer than asked when it was stopped. */
  readonly runs: number;
  /** In how many runs each row is selected. */
  readonly selected: Uint32Array;
  /** How many rows each run selects. */
  readonly listed: Uint32Array;
  /** Of the composite among candidates; undefined without composite. */
  readonly ranks: RankSketch | undefined;
}

/**
 * How a selection holds when what was decided by convention moves a little: the rule is applied again in each run to
 * bootstrap weights, moved weights and thresholds, one variable less, other imputed values.
 * Source: OECD/JRC, Handbook on constructing composite indicators (2008), step 7.
 *
 * Asked to stop between two runs, it gives those that are done. The same input gives the same bytes: a run draws from
 * the seed and its own number only, and what runs leave are counts, which add up in any order.
 * @throws RangeError on a number of runs that is not in 1 … 65 535.
 */
export function perturbSelection(input: PerturbationInput, control: Control = {}): Perturbation {
  const { runs } = input;
  const listed = createListed(input);
  let done = 0;
  const tally = playRuns(input, listed, {
    next: () => (done < runs && !control.shouldStop?.() ? done : undefined),
    onDone() {
      done += 1;
      control.onProgress?.(done, runs);
    },
  });
  return gatherTallies(input, listed.slice(0, done), [tally]);
}

/** Room for how many rows each run selects, in memory that threads may share. */
export function createListed({ runs }: PerturbationInput): Uint32Array {
  if (!(runs >= 1 && runs <= MOST_RUNS)) throw new RangeError(`runs must be in 1 … ${MOST_RUNS}`);
  return new Uint32Array(new SharedArrayBuffer(4 * runs));
}

/** What some of the runs leave. */
export interface Tally {
  readonly selected: Uint32Array;
  readonly ranks: RankSketch | undefined;
}

/** Which runs to play, by their number from 0, whoever plays the others. */
interface Turns {
  next(): number | undefined;
  onDone(): void;
}

/** Plays runs one after the other, as long as there are, and writes at its place how many rows each one selects. */
export function playRuns(input: PerturbationInput, listed: Uint32Array, { next, onDone }: Turns): Tally {
  const { data, rule, seed } = input;
  const bench = prepare(input);
  const selected = new Uint32Array(data.rows);
  const ranks = rule.composite && createSketch(data.rows, countCandidates(data));
  for (let run = next(); run !== undefined; run = next()) {
    const outcome = playRun(input, bench, seededRandom(seed, run));
    let count = 0;
    for (let i = 0; i < data.rows; i += 1) {
      const one = outcome.selected[i] as number;
      selected[i] = (selected[i] as number) + one;
      count += one;
    }
    listed[run] = count;
    if (ranks && outcome.composite) addRanks(ranks, outcome.composite, data.candidates);
    onDone();
  }
  return { selected, ranks };
}

/** Puts together what was played apart. */
export function gatherTallies(
  { data }: PerturbationInput,
  listed: Uint32Array,
  [first, ...others]: readonly [Tally, ...Tally[]],
): Perturbation {
  const { selected, ranks } = first;
  for (const other of others) {
    addCounts(selected, other.selected);
    if (ranks && other.ranks) addCounts(ranks.counts, other.ranks.counts);
  }
  return { rows: data.rows, runs: listed.length, selected, listed: listed.slice(), ranks };
}

function addCounts(to: Uint32Array | Uint16Array, from: Uint32Array | Uint16Array): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] as number) + (from[at] as number);
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
