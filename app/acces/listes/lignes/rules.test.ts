import { expect, test } from "vitest";
import type { Fonction } from "../../fonctions/rules.ts";
import { listPorteesPossibles, readFonction, readJour } from "./rules.ts";

test.each([
  ["01/09/2026", "2026-09-01"],
  ["1.9.2026", "2026-09-01"],
  ["2026-09-01", "2026-09-01"],
  ["2026-09-01T00:00", "2026-09-01"],
  ["29/02/2026", undefined],
  ["1/9/26", undefined],
])("the day « %s » reads as %s", (text, expected) => {
  expect(readJour(text)).toBe(expected);
});

test.each([
  ["Directrice d’école", "directeur_ecole"],
  ["IEN de circonscription", "ien"],
  ["Caf", "caf"],
  ["", undefined],
])("the function « %s » reads as %s", (text, expected) => {
  expect(readFonction(text)).toBe(expected);
});

test.each<[Fonction, string, string[]]>([
  ["chef_etablissement", " 9610315v ", ["structure:9610315V"]],
  ["recteur", "96", ["academie:96"]],
  ["administrateur", "n’importe quoi", ["nation:france"]],
  ["collectivite", "2a004", ["academie:2a004", "departement:2a004", "commune:2A004", "structure:2A004"]],
  ["collectivite", "Commune 2a004", ["commune:2A004"]],
  ["caec", "Département : 59", ["departement:59"]],
  ["caec", "commune 59350", []],
  // A function of the nation or of one territory is on the nation only when the cell says so.
  ["igesr", "96", ["academie:96"]],
  ["igesr", "", ["nation:france", "academie:"]],
  [
    "membre_comite",
    "France entière",
    ["nation:france", "academie:France entière", "departement:France entière"],
  ],
  ["membre_comite", "961", ["academie:961", "departement:961"]],
])("%s on « %s » may be on %j", (fonction, cellule, expected) => {
  expect(listPorteesPossibles(fonction, cellule).map(({ type, code }) => `${type}:${code}`)).toEqual(
    expected,
  );
});
