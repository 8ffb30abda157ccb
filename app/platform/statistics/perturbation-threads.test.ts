import { describe, expect, test } from "vitest";
import { type PerturbationInput, perturbSelection } from "./perturbation.ts";
import { perturbInThreads } from "./perturbation-threads.ts";
import { seededRandom } from "./random.ts";

const ROWS = 5_000;
const random = seededRandom(31);
const factor = Float64Array.from({ length: ROWS }, () => random.normal());
const columns = [1, 2, 3].map((scale) => factor.map((value) => 50 + scale * (value + random.normal())));
const input: PerturbationInput = {
  rule: {
    must: [
      {
        ...{ kind: "column", column: 0, side: "at_most" },
        threshold: { kind: "quantile", probability: 0.6 },
      },
    ],
    excluded: [],
    atLeast: { count: 1, among: [{ kind: "class", classes: [0] }] },
    composite: { terms: [1, 2].map((column) => ({ column, weight: column })) },
  },
  data: { rows: ROWS, columns },
  typology: { active: [0, 1, 2], axes: 2, centers: Float64Array.of(49, 48, 47, 51, 52, 53) },
  imputed: [{ column: 1, rows: Int32Array.of(4, 9, 40), deviation: 2 }],
  settings: {
    ...{ bootstrap: true, weightSpread: 0.2, absoluteSpread: 0.1, quantileSpread: 0.02 },
    ...{ leaveOneOut: 0.5, imputationNoise: true },
  },
  seed: 12,
  runs: 120,
};

describe("perturbInThreads", () => {
  const alone = perturbSelection(input);

  test.each([1, 2, 3, 5])("gives the bytes of one thread with %i of them", async (threads) => {
    expect(await perturbInThreads(input, threads)).toEqual(alone);
  });

  test("leaves what it was given as it was", async () => {
    const before = structuredClone(input);
    await perturbInThreads(input, 2);
    expect(input).toEqual(before);
  });

  test("tells each run once, to the last", async () => {
    const progress: number[] = [];
    await perturbInThreads(input, 2, (done, total) => progress.push(done / total));
    expect(progress).toEqual(Array.from({ length: 120 }, (_, i) => (i + 1) / 120));
  });

  test("ends by the error of a thread that fails", async () => {
    const wrong = { ...input, typology: { ...input.typology, active: [0, 1, 99] } } as PerturbationInput;
    await expect(perturbInThreads(wrong, 2)).rejects.toThrow(TypeError);
  });

  test("refuses a number of runs that its counts cannot hold", async () => {
    await expect(perturbInThreads({ ...input, runs: 65_536 }, 2)).rejects.toThrow(RangeError);
  });
});
