import { describe, expect, test } from "vitest";
import { routeTable } from "#app/route-table.ts";
import {
  canRepondre,
  canVoir,
  ETATS_ASSISTANCE,
  type EtatAssistance,
  etatAssistance,
  FERMES_A_L_ASSISTANT,
  isFermeALAssistant,
} from "./rules.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const codeOf = (decision: { ok: boolean; code?: string }) => (decision.ok ? "oui" : decision.code);

describe("a view of help", () => {
  const dates = { consentieLe: null, refuseeLe: null, termineeLe: null, expireLe: at(1) };
  test.each<[string, Partial<Record<keyof typeof dates, Date | null>>, EtatAssistance]>([
    ["waits until its last instant", {}, "demande"],
    ["lapses then", { expireLe: NOW }, "expire"],
    ["goes on once agreed", { consentieLe: at(-59) }, "accepte"],
    ["ends after its hour", { consentieLe: at(-60), expireLe: NOW }, "termine"],
    ["ends when either says so", { consentieLe: at(-5), termineeLe: at(-1) }, "termine"],
    ["stays refused", { refuseeLe: at(-5), expireLe: at(-1) }, "refuse"],
  ])("%s", (_, change, expected) => {
    expect(etatAssistance({ ...dates, ...change } as typeof dates, NOW)).toBe(expected);
  });

  test("is answered by the person alone, seen by the assistant alone", () => {
    const table = (Object.keys(ETATS_ASSISTANCE) as EtatAssistance[]).map((etat) => [
      etat,
      codeOf(canRepondre(etat, { aide: true })),
      codeOf(canRepondre(etat, { aide: false })),
      codeOf(canVoir(etat, { assistant: true })),
      codeOf(canVoir(etat, { assistant: false })),
    ]);
    expect(table).toEqual([
      ["demande", "oui", "pas_la_sienne", "pas_encore", "pas_la_sienne"],
      ["accepte", "deja_repondue", "pas_la_sienne", "oui", "pas_la_sienne"],
      ["refuse", "deja_repondue", "pas_la_sienne", "plus_d_accord", "pas_la_sienne"],
      ["termine", "deja_repondue", "pas_la_sienne", "plus_d_accord", "pas_la_sienne"],
      ["expire", "deja_repondue", "pas_la_sienne", "plus_d_accord", "pas_la_sienne"],
    ]);
  });

  test("leaves closed what is the person's alone, under addresses that exist", () => {
    const open = FERMES_A_L_ASSISTANT.filter(
      (prefix) => !routeTable.some(({ path }) => isUnder(path, prefix)),
    );
    expect(open).toEqual([]);
    expect(["structures", "structures/:uai", "droits", ""].filter(isFermeALAssistant)).toEqual([]);
    expect(
      ["jetons", "jetons/:jeton/revocation", "mon-compte/sessions"].filter(isFermeALAssistant),
    ).toHaveLength(3);
  });
});

const isUnder = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
