import { expect, test } from "vitest";
import { ETATS_CAMPAGNE, type EtatCampagne } from "../campagnes/rules.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../candidatures/rules.ts";
import { canDeclarer, canFaireEntrer, canRetirer } from "./rules.ts";

const etats = Object.keys(ETATS_CAMPAGNE) as EtatCampagne[];

test("a structure declares itself to an open campaign that looks at it, and to no other", () => {
  expect(etats.filter((etat) => canDeclarer(etat, true).ok)).toEqual(["ouverte"]);
  expect(etats.filter((etat) => canDeclarer(etat, false).ok)).toEqual([]);
  expect(canDeclarer("ouverte", false)).toMatchObject({ code: "hors_population" });
});

test("a declaration is taken back until the campaign is closed, once", () => {
  expect(etats.filter((etat) => canRetirer(etat, true).ok)).toEqual(["preparation", "ouverte", "publiee"]);
  expect(etats.filter((etat) => canRetirer(etat, false).ok)).toEqual([]);
});

test("a volunteer enters while its declaration stands, unless it is followed already, whatever the state", () => {
  expect(canFaireEntrer(true, null).ok).toBe(true);
  expect(canFaireEntrer(false, null)).toMatchObject({ code: "deja_retiree" });
  for (const etat of Object.keys(ETATS_CANDIDATURE) as EtatCandidature[])
    expect(canFaireEntrer(true, etat)).toMatchObject({ code: "deja_suivie" });
});
