import { describe, expect, test } from "vitest";
import { DEFINITION_VIDE, type DefinitionScenario } from "../../scenarios/rules.ts";
import type { VariableGelee } from "../rules.ts";
import { direCriteres, direImputeesLisibles } from "./rules.ts";

const variable = (diffusion: VariableGelee["diffusion"]): VariableGelee => ({
  ...{ cle: "ips@2024", code: "ips", libelle: "IPS", unite: "", decimales: 1, annee: 2024, source: "s" },
  ...{ faiblesses: [], diffusion },
});
const definition: DefinitionScenario = {
  ...DEFINITION_VIDE,
  regle: {
    ...DEFINITION_VIDE.regle,
    criteres: [
      {
        ...{ id: "c1", role: "requis", motif: null, nom: "défavorisés", genre: "indicateur", code: "ips" },
        ...{ annee: 2024, sens: "au_plus", seuil: { genre: "absolu", valeur: 90 } },
      },
    ],
  },
};
const dire = (
  diffusion: VariableGelee["diffusion"],
  lisibles: readonly string[],
  valeur: number | null = 84.2,
) =>
  direCriteres(
    { definition, variables: [variable(diffusion)] },
    { uai: "0960001A", criteres: [{ id: "c1", valeur, seuil: 90, rempli: valeur !== null }] },
    new Set(lisibles),
  )[0]?.phrase;

describe("a criterion, as far as a person reads it", () => {
  test("says the value, the threshold and the verdict", () => {
    expect(dire("ouverte", ["0960001A|ips@2024"])).toBe(
      "« défavorisés » : IPS 2024-2025 : 84,2, au plus 90,0 : rempli",
    );
    expect(dire("ouverte", ["0960001A|ips@2024"], null)).toContain("valeur non connue");
  });

  test("keeps a masked number to itself, and all of a staff indicator", () => {
    expect(dire("ouverte", [])).toBe(
      "« défavorisés » : IPS : valeur non affichée (secret statistique) : rempli",
    );
    expect(dire("rh", [])).toBe("« défavorisés » : IPS : réservé aux personnes habilitées");
  });
});

test("values that were completed are told of what the person reads only", () => {
  const entree = { variables: [variable("rh")] };
  const ligne = { uai: "0960001A", imputees: ["ips@2024"] };
  expect(direImputeesLisibles(entree, ligne, new Set(["0960001A|ips@2024"]))).toBe("IPS");
  expect(direImputeesLisibles(entree, ligne, new Set(["0960002B|ips@2024"]))).toBe("");
});
