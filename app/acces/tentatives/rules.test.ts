import { describe, expect, test } from "vitest";
import { attenteApresEchecs, formatAttente } from "./rules.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const MINUTE = 60_000;

describe("how long to wait after wrong codes", () => {
  test.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [8, 8],
    [10, 32],
    [11, 60],
    [30, 60],
    [2_000, 60],
  ])("after %i in a row: %i minutes from the last", (nombre, minutes) => {
    expect(attenteApresEchecs({ nombre, dernierLe: NOW }, NOW)).toBe(minutes * MINUTE);
  });

  test("the wait runs from the last failure, its end included", () => {
    const since = (ms: number) => ({ nombre: 5, dernierLe: new Date(NOW.getTime() - ms) });
    expect(attenteApresEchecs(since(MINUTE - 1), NOW)).toBe(1);
    expect(attenteApresEchecs(since(MINUTE), NOW)).toBe(0);
    expect(attenteApresEchecs(since(MINUTE + 1), NOW)).toBe(0);
  });

  test("nobody waits without a failure", () => {
    expect(attenteApresEchecs({ nombre: 9, dernierLe: null }, NOW)).toBe(0);
  });

  test("a day of trying leaves fewer than fifty tries: far too few for a million codes", () => {
    let [tries, at] = [0, NOW.getTime()];
    const end = at + 24 * 60 * MINUTE;
    let last: Date | null = null;
    while (at < end) {
      const wait = attenteApresEchecs({ nombre: tries, dernierLe: last }, new Date(at));
      at += wait;
      tries += 1;
      last = new Date(at);
      at += 1;
    }
    expect(tries).toBeLessThan(50);
  });
});

test.each([
  [1, "1 seconde"],
  [1_001, "2 secondes"],
  [59_001, "60 secondes"],
  [60_001, "2 minutes"],
  [3_600_000, "60 minutes"],
])("%i ms reads « %s »", (ms, text) => {
  expect(formatAttente(ms)).toBe(text);
});
