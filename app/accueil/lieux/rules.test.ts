import { expect, test } from "vitest";
import type { Fonction, PorteeType } from "#app/acces/fonctions/rules.ts";
import { lieuxOf } from "./rules.ts";

function doors(...functions: readonly (readonly [Fonction, PorteeType, string])[]): string[] {
  const fonctions = functions.map(([fonction, porteeType, porteeCode]) => ({
    fonction,
    porteeType,
    porteeCode,
    debut: "2024-09-01",
    fin: null,
  }));
  return lieuxOf({ agentId: "", nomComplet: "", fonctions }, ({ code }) =>
    code === "inconnu" ? undefined : `Lieu ${code}`,
  ).map(({ href }) => href);
}

test.each<[Fonction, PorteeType, string, string[]]>([
  [
    "chef_etablissement",
    "structure",
    "9610001A",
    ["/structures/9610001A", "/structures/9610001A/comparables", "/structures/9610001A/ciblage"],
  ],
  ["secretariat", "structure", "9610001A", ["/structures/9610001A"]],
  ["equipe", "structure", "9610001A", ["/structures/9610001A/ciblage"]],
  ["ien", "circonscription", "961 C1", ["/circonscriptions/961%20C1"]],
  ["dasen", "departement", "961", ["/territoires/departement/961"]],
  ["caf", "departement", "961", ["/territoires/departement/961"]],
  ["collectivite", "commune", "96201", ["/territoires/commune/96201"]],
  ["pilote_academique", "academie", "96", ["/territoires/academie/96"]],
  ["assistance", "academie", "96", []],
  ["dgesco", "nation", "france", []],
  ["coordonnateur_clas", "territoire_clas", "est", []],
  ["chef_etablissement", "structure", "inconnu", []],
])("%s of a %s (%s) finds %j", (fonction, type, code, expected) => {
  expect(doors([fonction, type, code])).toEqual(expected);
});

test("several functions at one place make one door", () => {
  expect(doors(["dasen", "departement", "961"], ["caf", "departement", "961"])).toEqual([
    "/territoires/departement/961",
  ]);
});
