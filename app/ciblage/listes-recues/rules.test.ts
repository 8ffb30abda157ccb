import { describe, expect, test } from "vitest";
import { ETATS_CAMPAGNE, type EtatCampagne } from "../campagnes/rules.ts";
import {
  canAbandonner,
  canAppliquer,
  canDaterListe,
  canModifier,
  canRecevoir,
  ETATS_LISTE_RECUE,
  type EtatListeRecue,
} from "./rules.ts";

const codeOf = (decision: { ok: boolean; code?: string }) => (decision.ok ? "oui" : decision.code);

test.each([
  ["preparation", "oui"],
  ["ouverte", "oui"],
  ["publiee", "oui"],
  ["close", "campagne_close"],
] as const)("a campaign « %s » receives a list: %s", (etat, expected) => {
  expect(codeOf(canRecevoir({ etat }))).toBe(expected);
});

test.each([
  ["deposee", "oui"],
  ["appliquee", "deja_appliquee"],
  ["abandonnee", "abandonnee"],
] as const)("a list « %s » is adjusted or given up: %s", (etat, expected) => {
  expect(codeOf(canModifier(etat))).toBe(expected);
});

test("a list is given up by who reaches all of it, before it enters", () => {
  expect([codeOf(canAbandonner("deposee", 0)), codeOf(canAbandonner("deposee", 1))]).toEqual([
    "oui",
    "hors_perimetre",
  ]);
  expect(codeOf(canAbandonner("appliquee", 0))).toBe("deja_appliquee");
});

test("a list is not dated of a day to come", () => {
  const days = ["2026-11-21", "2026-11-22", "2026-11-23"].map((jour) => canDaterListe(jour, "2026-11-22").ok);
  expect(days).toEqual([true, true, false]);
});

describe("a list enters", () => {
  const attempt = (change: Partial<Parameters<typeof canAppliquer>[0]>) =>
    codeOf(
      canAppliquer({
        etat: "deposee",
        campagne: { etat: "ouverte" },
        entrent: 3,
        horsPerimetre: 0,
        ...change,
      }),
    );
  const attendus: Record<EtatCampagne, string> = {
    preparation: "campagne_en_preparation",
    ...{ ouverte: "oui", publiee: "oui", close: "campagne_close" },
  };
  test.each(Object.keys(ETATS_CAMPAGNE) as EtatCampagne[])("in a campaign « %s » or not", (etat) => {
    expect(attempt({ campagne: { etat } })).toBe(attendus[etat]);
  });
  test.each((Object.keys(ETATS_LISTE_RECUE) as EtatListeRecue[]).filter((etat) => etat !== "deposee"))(
    "never once it is « %s »",
    (etat) => expect(attempt({ etat })).not.toBe("oui"),
  );
  test("whole, by somebody who reaches all of it, when there is something to enter", () => {
    expect([attempt({ horsPerimetre: 1 }), attempt({ entrent: 0 })]).toEqual([
      "hors_perimetre",
      "rien_a_faire",
    ]);
  });
});
