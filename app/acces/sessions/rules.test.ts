import { describe, expect, test } from "vitest";
import {
  isAssistanceEnCours,
  isEnvoiRenforce,
  isRenforcee,
  isSessionValide,
  SESSION_MAX_MS,
} from "./rules.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const MINUTE = 60_000;
const ago = (ms: number) => new Date(NOW.getTime() - ms);

describe("a session", () => {
  test.each([
    ["just used", 0, SESSION_MAX_MS, true],
    ["unused for all but a millisecond of half an hour", 30 * MINUTE - 1, MINUTE, true],
    ["unused for half an hour", 30 * MINUTE, MINUTE, false],
    ["in its last millisecond", 0, 1, true],
    ["at its end", 0, 0, false],
  ])("%s: holds %s", (_what, idle, left, holds) => {
    const dates = { vueLe: ago(idle), expireLe: new Date(NOW.getTime() + left), fermeeLe: null };
    expect(isSessionValide(dates, NOW)).toBe(holds);
    expect(isSessionValide({ ...dates, fermeeLe: ago(0) }, NOW)).toBe(false);
  });
});

describe("a proof", () => {
  test.each([
    [null, false, false],
    [0, true, true],
    [10 * MINUTE - 1, true, true],
    [10 * MINUTE, false, true],
    [40 * MINUTE - 1, false, true],
    [40 * MINUTE, false, false],
  ])("of %s ms ago opens a sensitive page: %s, and takes its form: %s", (age, opens, takes) => {
    const session = { renforceeLe: age === null ? null : ago(age) };
    expect(isRenforcee(session, NOW)).toBe(opens);
    expect(isEnvoiRenforce(session, NOW)).toBe(takes);
  });
});

describe("the help desk sees as a person", () => {
  const consented = { consentieLe: ago(MINUTE), termineeLe: null, expireLe: new Date(NOW.getTime() + 1) };
  test.each([
    ["with their agreement, until the end", consented, true],
    ["not before it", { ...consented, consentieLe: null }, false],
    ["not after either ended it", { ...consented, termineeLe: ago(1) }, false],
    ["not at the end", { ...consented, expireLe: NOW }, false],
  ])("%s", (_what, assistance, holds) => {
    expect(isAssistanceEnCours(assistance, NOW)).toBe(holds);
  });
});
