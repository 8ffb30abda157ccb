import { describe, expect, test } from "vitest";
import { createThrottle } from "./throttle.ts";

const at = (milliseconds: number) => new Date(Date.UTC(2026, 10, 22) + milliseconds);

describe("a throttle", () => {
  test("lets the last allowed request through and stops the next one, until its window is over", () => {
    const throttle = createThrottle({ limit: 3, windowMs: 60_000 });
    expect([0, 10, 20].map((ms) => throttle("a", at(ms)))).toEqual([undefined, undefined, undefined]);
    expect(throttle("a", at(30))).toBe(60);
    expect(throttle("a", at(59_999))).toBe(1);
    expect(throttle("a", at(60_000))).toBeUndefined();
  });

  test("counts each key apart", () => {
    const throttle = createThrottle({ limit: 1, windowMs: 1_000 });
    expect(throttle("a", at(0))).toBeUndefined();
    expect(throttle("b", at(0))).toBeUndefined();
    expect(throttle("a", at(0))).toBe(1);
  });

  test("starts again when the clock of the machine was put back", () => {
    const throttle = createThrottle({ limit: 1, windowMs: 1_000 });
    throttle("a", at(5_000));
    expect(throttle("a", at(0))).toBeUndefined();
  });

  test("still stops a key after thousands of others came", () => {
    const throttle = createThrottle({ limit: 1, windowMs: 60_000 });
    throttle("a", at(0));
    for (let n = 0; n < 5_000; n++) throttle(`k${n}`, at(1));
    expect(throttle("a", at(2))).toBe(60);
  });
});
