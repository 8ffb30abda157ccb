import { describe, expect, test } from "vitest";
import {
  abreger,
  canRegler,
  GENRES_NOTIFICATION,
  type GenreNotification,
  isAdresseInterne,
  listGenres,
  MODES_NOTIFICATION,
  type ModeNotification,
  modeOf,
  obligationOf,
} from "./rules.ts";

const GENRES = Object.keys(GENRES_NOTIFICATION) as GenreNotification[];
const MODES = Object.keys(MODES_NOTIFICATION) as ModeNotification[];
const OBLIGATOIRES: readonly GenreNotification[] = ["acces.assistance", "acces.securite"];

describe("a kind of notification", () => {
  test.each(GENRES.flatMap((genre) => MODES.map((mode) => [genre, mode] as const)))(
    "%s may be set to %s, unless it protects the person",
    (genre, mode) => {
      const allowed = mode === "immediat" || !OBLIGATOIRES.includes(genre);
      const decision = canRegler(genre, mode);
      expect(decision.ok).toBe(allowed);
      if (!decision.ok) expect(decision.message).toContain(obligationOf(genre));
      expect(modeOf(genre, { [genre]: mode })).toBe(OBLIGATOIRES.includes(genre) ? "immediat" : mode);
    },
  );
  test("follows its default when the person chose nothing", () => {
    for (const genre of GENRES) expect(modeOf(genre, {})).toBe(GENRES_NOTIFICATION[genre].defaut);
  });
  test("is offered to those whom it may concern", () => {
    expect(listGenres(() => false)).not.toContain("service.incident");
    expect(listGenres((permission) => permission === "courriel.suivre")).toContain("service.incident");
    expect(listGenres(() => true)).toEqual(GENRES);
  });
});

describe("an address of ours", () => {
  test.each([
    ["/messages", true],
    ["/", true],
    ["//ailleurs.fr", false],
    ["/\\ailleurs.fr", false],
    ["https://ailleurs.fr", false],
    ["", false],
  ])("%j: %s", (href, expected) => {
    expect(isAdresseInterne(href)).toBe(expected);
  });
});

describe("the words of somebody else", () => {
  test("are cut at the length that the sentence leaves them", () => {
    expect(abreger("un  deux\ntrois", 20)).toBe("un deux trois");
    expect(abreger("abcdef", 6)).toBe("abcdef");
    expect(abreger("abcdefg", 6)).toBe("abcde…");
  });
});
