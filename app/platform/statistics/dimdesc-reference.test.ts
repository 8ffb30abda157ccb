import { describe, expect, test } from "vitest";
import { describeAxes } from "./dimdesc.ts";
import { analyse, cases, gap, r, signsOf, tableOf } from "./reference/pca-cases.ts";

describe(`the description of axes agrees with ${r} within 1e-9`, () => {
  test.each(cases)("$name", (reference) => {
    const { pca, active } = analyse(reference);
    const supplementary = tableOf(reference.supplementaryColumns?.columns ?? [], reference.rows);
    const described = describeAxes(pca, {
      quantitative: [...active.columns, ...supplementary.columns],
      qualitative: (reference.qualitative?.variables ?? []).map(({ levels, codes }) => ({
        levels,
        codes: Int32Array.from(codes),
      })),
    });
    const signs = signsOf(reference);
    for (const [k, axis] of reference.described.entries()) {
      if (k < reference.free) continue;
      const sign = signs[k] ?? 1;
      const ours = described[k];
      const byKey = (lines: readonly (readonly number[])[]) =>
        lines
          .map((line) => [...line])
          .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0))
          .flat();
      const turned = (lines: readonly number[][]) =>
        lines.map((line) => line.with(-2, (line.at(-2) ?? 0) * sign));
      expect(
        gap(
          byKey(
            (ours?.quantitative ?? []).map(({ variable, correlation, pValue }) => [
              variable,
              correlation,
              pValue,
            ]),
          ),
          byKey(turned(axis.quantitative)),
        ),
      ).toBeLessThanOrEqual(1e-9);
      expect(ours?.qualitative.map(({ variable }) => variable)).toEqual(
        axis.qualitative.map(([variable]) => variable),
      );
      expect(
        gap(
          (ours?.qualitative ?? []).flatMap(({ r2, pValue }) => [r2, pValue]),
          axis.qualitative.flatMap((line) => line.slice(1)),
        ),
      ).toBeLessThanOrEqual(1e-9);
      expect(
        gap(
          byKey(
            (ours?.categories ?? []).map(({ variable, level, estimate, pValue }) => [
              variable,
              level,
              estimate,
              pValue,
            ]),
          ),
          byKey(turned(axis.categories)),
        ),
      ).toBeLessThanOrEqual(1e-9);
    }
  });
});
