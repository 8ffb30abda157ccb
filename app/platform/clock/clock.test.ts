import { describe, expect, test } from "vitest";
import { civilTime, instantOf } from "./clock.ts";

describe("an hour of Paris", () => {
  test.each([
    ["2026-01-15T08:00", "2026-01-15T07:00:00.000Z"],
    ["2026-07-15T08:00", "2026-07-15T06:00:00.000Z"],
    ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25T03:00", "2026-10-25T02:00:00.000Z"],
  ])("%s is %s", (civil, instant) => {
    expect(instantOf(civil)?.toISOString()).toBe(instant);
    expect(civilTime(new Date(instant))).toBe(civil);
  });

  test.each(["2026-03-29T02:30", "2026-02-31T08:00", "2026-13-01T08:00", "2026-01-01T25:00", "demain"])(
    "%s is none",
    (civil) => {
      expect(instantOf(civil)).toBeUndefined();
    },
  );
});
