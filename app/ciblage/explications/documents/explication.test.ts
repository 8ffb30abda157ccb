import { describe, expect, test } from "vitest";
import { APPROFONDI, calculOf, lueOf, variableOf } from "#tests/explications.ts";
import { arrondirEnsemble, type ExplicationLue } from "../rules.ts";
import { composeExplication } from "./explication.ts";

const wordsOf = (lue: ExplicationLue) => JSON.stringify(composeExplication(lue));

/** Every sentence that the service itself says; what people typed and the legal words are theirs. */
function sentencesOf(lue: ExplicationLue): string[] {
  return composeExplication(lue)
    .sections.flatMap(({ blocs }) => blocs)
    .flatMap((bloc) => (bloc.genre === "phrases" ? bloc.phrases : bloc.genre === "liste" ? bloc.entrees : []))
    .flatMap((said) => said.split(/(?<=[.;])\s+|\s:\s/));
}

const ETATS = [
  lueOf(),
  lueOf({ liste: null, etat: "propose", decision: null }),
  lueOf({
    etat: "a_decline",
    calculs: [calculOf([variableOf("ips")], { approfondi: APPROFONDI, retenue: false })],
  }),
  lueOf({ calculs: [], origine: "ajout" }),
  lueOf({
    liste: { id: "l", numero: 2, publieeLe: "2026-11-20T09:00:00.000Z", etat: null },
    decision: null,
    origine: null,
  }),
  lueOf({
    calculs: [calculOf([variableOf("ips", { lisible: false, diffusion: "rh" }), variableOf("boursiers")])],
  }),
];

describe("what is said of a structure", () => {
  test.each(ETATS.map((lue, place) => [place, lue] as const))(
    "holds in sentences of 25 words (%i)",
    (_, lue) => {
      const long = sentencesOf(lue).filter((said) => (said.match(/[\p{L}\p{N}’'-]+/gu) ?? []).length > 25);
      expect(long).toEqual([]);
    },
  );

  test.each(ETATS.map((lue, place) => [place, lue] as const))("has no barred word (%i)", (_, lue) => {
    expect(wordsOf(lue)).not.toMatch(/classement|mauvais|\bnotes?\b|échec|\brang\b/i);
  });

  test("tells the decision, its author and its reason", () => {
    const said = wordsOf(lueOf());
    expect(said).toContain("Cette structure est retenue.");
    expect(said).toContain("Recteur, Hélène Cabestan, le 19 novembre 2026");
    expect(said).toContain("Besoin partagé.");
    expect(said).toContain("Socialement proche de l’éducation prioritaire");
  });

  test("tells each criterion, how many hold, and the place of a value in words", () => {
    const said = wordsOf(lueOf());
    expect(said).toContain("84,2, au plus 90,0 : rempli");
    expect(said).toContain("Critères comptés remplis : 2 sur 3 ; la règle en demande 2.");
    expect(said).toContain("Dans le quart le plus bas (collèges, secteur public, académie)");
  });

  test("says that no run looked at a structure which came by hand", () => {
    const said = wordsOf(lueOf({ calculs: [], origine: "ajout" }));
    expect(said).toContain("Aucun calcul n’a regardé cette structure");
    expect(said).toContain("Aucun traitement algorithmique n’a contribué");
    expect(said).not.toContain("Décision éclairée par un traitement");
    expect(said).toContain("ajout motivé");
  });

  test("keeps sum, stability and nearest change for whoever reads the work of the académie", () => {
    expect(wordsOf(lueOf())).not.toMatch(/Somme|62|départager|plus proche qui changerait/);
    const said = wordsOf(
      lueOf({
        calculs: [calculOf([variableOf("ips"), variableOf("boursiers")], { approfondi: APPROFONDI })],
      }),
    );
    expect(said).toContain("62\u00a0% de 1\u202f000 calculs");
    expect(said).toContain("« Indicateur ips » à 90,1 au lieu de 84,2");
    expect(said).toContain("complétées par l’analyse, et non observées : Indicateur boursiers");
  });

  test("writes parts that add up to the sum that it writes", () => {
    const calculs = [calculOf([variableOf("ips"), variableOf("boursiers")], { approfondi: APPROFONDI })];
    const table = composeExplication(lueOf({ calculs }))
      .sections.flatMap(({ blocs }) => blocs)
      .flatMap((bloc) =>
        bloc.genre === "tableau" && bloc.titre.startsWith("Part de chaque") ? [bloc] : [],
      )[0];
    expect(table?.lignes).toEqual([
      ["Indicateur ips", "0,612"],
      ["Indicateur boursiers", "0,623"],
      ["Somme", "1,235"],
    ]);
  });

  test("says that a run is too large to be opened for one page", () => {
    const approfondi = {
      ...APPROFONDI,
      complet: false,
      composite: null,
      contributions: [],
      imputees: [],
      proche: null,
    };
    const said = wordsOf(lueOf({ calculs: [calculOf([variableOf("ips")], { approfondi })] }));
    expect(said).toContain("trop grand pour chercher ici");
    expect(said).toContain("62\u00a0%");
  });

  test("never holds a value that its reader may not read, nor the outcome that would tell it", () => {
    const hidden = variableOf("stabilite_equipe", {
      ...{ lisible: false, diffusion: "rh", valeur: { valeur: 987.6, statut: "ok" } },
    });
    const calcul = calculOf([variableOf("ips"), hidden]);
    const criteres = calcul.criteres.map((one, rang) => (rang === 1 ? { ...one, valeur: 987.6 } : one));
    const said = wordsOf(lueOf({ calculs: [{ ...calcul, criteres }] }));
    expect(said).not.toContain("987");
    expect(said).toContain("Indicateur stabilite_equipe : réservé aux personnes habilitées");
    expect(said).toContain("Critères comptés remplis : 1 sur 1");
    expect(said).not.toContain("La règle la retient");
  });

  test("lists structures of comparison only where they are given", () => {
    expect(wordsOf(lueOf())).not.toContain("comparaison");
    const comparables = [{ uai: "9610001A", nom: "Collège de la Digue", commune: "Havre" }];
    expect(wordsOf(lueOf({ comparables }))).toContain("Collège de la Digue, Havre (9610001A)");
  });
});

describe("parts of a sum", () => {
  test.each([
    [[0.6115, 0.623], 3, 1.235],
    [[1 / 3, 1 / 3, 1 / 3], 2, 1],
    [[-0.1234, 0.5006, -0.0001], 3, 0.377],
    [[], 3, 0],
  ])("%j, as they are written, add up to %d decimals of their sum", (parts, decimales, total) => {
    const rounded = arrondirEnsemble(parts, decimales);
    expect(rounded.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 10);
    for (const [place, part] of parts.entries())
      expect(Math.abs((rounded[place] as number) - part)).toBeLessThan(10 ** -decimales);
  });
});
