import { expect, test } from "vitest";
import { canRepondre } from "./rules.ts";

const accordLe = "2026-11-22T09:00:00.000Z";

test.each([
  ["publiee", "retenu", null, "accepter", "oui"],
  ["publiee", "retenu", null, "decliner", "oui"],
  ["publiee", "retenu", accordLe, "accepter", "deja_accepte"],
  ["publiee", "retenu", accordLe, "decliner", "oui"],
  ["publiee", "a_decline", null, "accepter", "deja_decline"],
  ["publiee", "a_decline", null, "decliner", "deja_decline"],
  ["publiee", "non_retenu", null, "accepter", "non_retenue"],
  ["ouverte", "retenu", null, "accepter", "campagne_close"],
  ["close", "retenu", null, "decliner", "campagne_close"],
] as const)(
  "in a campaign %s, « %s », agreed %s: to %s answers %s",
  (campagneEtat, etat, le, reponse, code) => {
    const decision = canRepondre({ campagneEtat, etat, accordLe: le }, reponse);
    expect(decision.ok ? "oui" : decision.code).toBe(code);
  },
);
