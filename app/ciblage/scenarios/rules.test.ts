import { describe, expect, test } from "vitest";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { Critere, Regle } from "../regles/rules.ts";
import { FAMILLES_ANALYSE } from "../rules.ts";
import { comparables } from "./comparaison/rules.ts";
import { critereOf, critereSchemas, saisieOf } from "./critere/schema.ts";
import { adapterExemple, MODELES } from "./modeles/rules.ts";
import type { ScenarioListe } from "./queries.server.ts";
import {
  canAjouterCritere,
  canEcrireScenario,
  canLancer,
  DEFINITION_VIDE,
  nouvelIdCritere,
  poserCritere,
  REGLE_VIDE,
  retirerCritere,
} from "./rules.ts";
import { definitionSchema } from "./schema.ts";

const critere = (id: string, role: Critere["role"] = "requis"): Critere => ({
  ...{ id, role, motif: null, nom: "", genre: "marque", marque: "rural" },
});
const regleOf = (...criteres: Critere[]): Regle => ({ ...REGLE_VIDE, criteres });

describe("a scenario", () => {
  test.each<[EtatCampagne, boolean, boolean]>([
    ["preparation", false, true],
    ["ouverte", false, true],
    ["publiee", false, true],
    ["close", false, false],
    ["preparation", true, false],
    ["close", true, false],
  ])("of a campaign « %s », set aside: %s, is written: %s", (etat, archive, ok) => {
    expect(canEcrireScenario({ archive }, { etat }).ok).toBe(ok);
  });

  test.each([
    [0, false],
    [1, false],
    [2, true],
    [45, true],
    [46, false],
  ])("with %i active variables may be computed: %s", (n, ok) => {
    const actives = Array.from({ length: n }, (_, i) => ({ code: `v${i}`, annee: 2024, poids: 1 }));
    expect(canLancer({ actives }).ok).toBe(ok);
  });

  test.each(Object.entries(MODELES))(
    "starts from the example « %s », which the schema reads back as it is",
    (_, modele) => {
      expect(definitionSchema.parse(JSON.parse(JSON.stringify(modele.definition)))).toEqual(
        modele.definition,
      );
      expect(Object.keys(FAMILLES_ANALYSE)).toContain(modele.famille);
      expect(canLancer(modele.definition).ok).toBe(true);
    },
  );

  test("starts from an example without what nobody knows in the population, and names it", () => {
    const { actives, supplementaires } = MODELES.nantes.definition;
    const codes = [...actives, ...supplementaires].map(({ code }) => code);
    const all = adapterExemple(MODELES.nantes.definition, new Set(codes));
    expect(all).toEqual({ definition: MODELES.nantes.definition, sans: [] });
    const some = adapterExemple(
      MODELES.nantes.definition,
      new Set(codes.filter((code) => code !== "eloignement")),
    );
    expect(some.sans).toEqual(["eloignement"]);
    expect(some.definition.actives.map(({ code }) => code)).not.toContain("eloignement");
    expect(some.definition.regle).toEqual(MODELES.nantes.definition.regle);
    const nothing = adapterExemple(MODELES.nantes.definition, new Set(["ips"]));
    expect(nothing).toEqual({ definition: MODELES.nantes.definition, sans: [] });
  });

  test("starts empty as well", () => {
    expect(definitionSchema.parse(DEFINITION_VIDE)).toEqual(DEFINITION_VIDE);
  });
});

describe("the criteria of a rule", () => {
  test("keep their place when changed, and ask for one as soon as one is counted", () => {
    const regle = poserCritere(regleOf(critere("c1"), critere("c2")), critere("c1", "compte"));
    expect(regle.criteres.map(({ id, role }) => [id, role])).toEqual([
      ["c1", "compte"],
      ["c2", "requis"],
    ]);
    expect(regle.auMoins).toBe(1);
    expect(poserCritere({ ...regle, auMoins: 2 }, critere("c3", "compte")).auMoins).toBe(2);
    expect(poserCritere(regle, critere("c1")).auMoins).toBe(0);
  });

  test("leave no number behind that the others could not reach", () => {
    const regle = { ...regleOf(critere("c1", "compte"), critere("c2", "compte")), auMoins: 2 };
    expect(retirerCritere(regle, "c1")).toMatchObject({ auMoins: 1, criteres: [{ id: "c2" }] });
    expect(retirerCritere(regle, "c9")).toEqual(regle);
  });

  test("take the first free name", () => {
    expect(nouvelIdCritere(REGLE_VIDE)).toBe("c1");
    expect(nouvelIdCritere(regleOf(critere("c1"), critere("c3")))).toBe("c2");
  });

  test("are thirty at most", () => {
    const many = Array.from({ length: 30 }, (_, i) => critere(`c${i + 1}`));
    expect(canAjouterCritere(regleOf(...many.slice(1))).ok).toBe(true);
    expect(canAjouterCritere(regleOf(...many)).ok).toBe(false);
  });

  test.each(["au_plus", "moins_de", "au_moins", "plus_de", "plus_bas", "plus_hauts"] as const)(
    "are shown in the form as they were typed: %s",
    (comparaison) => {
      const saisie = critereSchemas.indicateur.parse({
        ...{ version: "1", role: "requis", code: "ips", annee: "derniere", comparaison, valeur: "12,5" },
      });
      const written = critereOf("indicateur", saisie, "c1");
      expect(written.genre === "indicateur" && saisieOf(written)).toMatchObject({
        comparaison,
        valeur: "12,5",
      });
    },
  );
});

describe("scenarios are compared", () => {
  const scenario = (id: string, famille: ScenarioListe["famille"] = "colleges", calcule = true) =>
    ({
      ...{ id, nom: id, famille, definition: DEFINITION_VIDE, archive: false, version: 1, campagneId: "c" },
      modifieLe: "2026-01-01T00:00:00.000Z",
      dernier: calcule ? { id: `run-${id}`, numero: 1, retenues: 1, population: 2, termineLe: "" } : null,
    }) satisfies ScenarioListe;
  const all = [
    ...["a", "b", "c", "d", "e"].map((id) => scenario(id)),
    scenario("f", "ecoles"),
    scenario("g", "colleges", false),
  ];

  test("two to four of one family, in the order asked, each once", () => {
    const choix = comparables(all, ["b", "a", "b", "nobody"]);
    expect(choix.ok && choix.compares.map(({ id }) => id)).toEqual(["b", "a"]);
    expect(comparables(all, ["a", "b", "c", "d"]).ok).toBe(true);
  });

  test.each([
    [["a"], "au moins deux"],
    [["a", "b", "c", "d", "e"], "au plus 4"],
    [["a", "f"], "la même famille"],
    [["a", "g"], "pas encore calculé"],
  ])("not %j: %s", (asked, sentence) => {
    const choix = comparables(all, asked);
    expect(choix.ok ? "" : choix.message).toContain(sentence);
  });
});
