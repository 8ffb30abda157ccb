import { describe, expect, test } from "vitest";
import {
  COMPTE_MAX,
  delaiOf,
  GENRES_TACHES,
  type GenreTache,
  isBientot,
  PREAVIS_JOURS,
  type Signal,
  type Tache,
  tachesOf,
} from "./rules.ts";

const JOUR = "2026-11-22";
const GENRES = Object.keys(GENRES_TACHES) as GenreTache[];

function only(signal: Signal): Tache {
  const [tache] = tachesOf([signal], JOUR);
  if (!tache) throw new Error("no task");
  return tache;
}

describe("the words of a task", () => {
  test.each(GENRES)("%s has a sentence of its own, a reason and a page", (genre) => {
    const { titre, texte, href } = only({ genre, n: 2 });
    expect(titre).not.toBe("");
    expect(texte).toMatch(/[.!]$/);
    expect(href).toMatch(/^\//);
  });

  test("no two kinds are worded alike", () => {
    const titres = tachesOf(
      GENRES.map((genre) => ({ genre, n: 1 })),
      JOUR,
    ).map(({ titre }) => titre);
    expect(new Set(titres).size).toBe(GENRES.length);
  });

  test.each([
    [1, "1\u00a0demande d’accès à décider"],
    [2, "2\u00a0demandes d’accès à décider"],
    [COMPTE_MAX - 1, "999\u00a0demandes d’accès à décider"],
    [COMPTE_MAX, "1\u202f000 demandes d’accès à décider ou plus"],
  ])("count %d as « %s »", (n, titre) => {
    expect(only({ genre: "demandes_acces", n }).titre).toBe(titre);
  });

  test("name the one object, and lead to its page rather than to the list", () => {
    const signal: Signal = {
      genre: "delegation",
      n: 1,
      nom: "donnée à Malo Écoute",
      href: "/delegations/1",
      echeance: "2026-12-01",
    };
    expect(only(signal)).toMatchObject({
      titre: "Une délégation prend bientôt fin : donnée à Malo Écoute",
      href: "/delegations/1",
    });
    expect(only({ genre: "delegation", n: 1 }).href).toBe("/delegations");
  });

  test("nothing to do makes no line", () => {
    expect(
      tachesOf(
        GENRES.map((genre) => ({ genre, n: 0 })),
        JOUR,
      ),
    ).toEqual([]);
  });
});

describe("the day by which it is expected", () => {
  test.each([
    ["2026-11-16", "2026-11-23", 0, "Pour le 23 novembre 2026"],
    ["2026-11-15", "2026-11-22", 0, "Pour aujourd’hui"],
    ["2026-11-14", "2026-11-21", 1, "En retard de 1\u00a0jour"],
    ["2026-11-12", "2026-11-19", 3, "En retard de 3\u00a0jours"],
  ])("of requests for access that wait since %s", (depuis, echeance, retardJours, mots) => {
    const tache = only({ genre: "demandes_acces", n: 1, depuis });
    expect(tache).toMatchObject({ echeance, retardJours });
    expect(delaiOf(tache, JOUR)).toBe(mots);
  });

  test.each([
    ["2026-11-22", "Depuis aujourd’hui"],
    ["2026-11-21", "Depuis 1\u00a0jour"],
    [undefined, ""],
  ])("without a delay, one reads since when: %s", (depuis, mots) => {
    const tache = only({ genre: "ma_demande", n: 1, depuis });
    expect(tache.echeance).toBeUndefined();
    expect(delaiOf(tache, JOUR)).toBe(mots);
  });

  test("its own end comes before the delay of its kind", () => {
    const tache = only({ genre: "passation", n: 1, depuis: "2026-01-01", echeance: "2026-12-24" });
    expect(tache).toMatchObject({ echeance: "2026-12-24", retardJours: 0 });
  });
});

describe("the order", () => {
  test("is late first, then dated, then by kind, and what others hold last", () => {
    const taches = tachesOf(
      [
        { genre: "ma_demande", n: 1, depuis: "2026-01-01" },
        { genre: "anomalies", n: 3 },
        { genre: "orphelines", n: 3 },
        { genre: "delegation", n: 1, echeance: "2026-12-24" },
        { genre: "ma_fonction", n: 1, echeance: "2026-12-01" },
        { genre: "demandes_acces", n: 1, depuis: "2026-11-10" },
        { genre: "imports", n: 1, depuis: "2026-10-01" },
      ],
      JOUR,
    );
    expect(taches.map(({ genre }) => genre)).toEqual([
      "imports",
      "demandes_acces",
      "ma_fonction",
      "delegation",
      "orphelines",
      "anomalies",
      "ma_demande",
    ]);
    expect(taches.map(({ attente }) => attente)).toEqual([false, false, false, false, false, false, true]);
  });

  test("does not depend on the order in which sources answer", () => {
    const signaux = GENRES.map((genre, i): Signal => ({ genre, n: i + 1, depuis: "2026-11-01" }));
    expect(tachesOf([...signaux].reverse(), JOUR)).toEqual(tachesOf(signaux, JOUR));
  });
});

test.each([
  [null, false],
  ["2026-11-22", false],
  ["2026-11-23", true],
  ["2027-01-21", true],
  ["2027-01-22", false],
])(`an end is spoken of ${PREAVIS_JOURS} days before: %s`, (fin, expected) => {
  expect(isBientot(fin, JOUR)).toBe(expected);
});
