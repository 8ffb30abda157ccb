import { DROITS_CIBLAGE } from "./ciblage/rules.ts";
import type { Droit } from "./etendues/rules.ts";
import { DROITS_REFERENTIEL } from "./referentiel/rules.ts";
import { DROITS_SERVICE } from "./service/rules.ts";

export type { Droit, Etendue } from "./etendues/rules.ts";

/**
 * The rights table: one line an action, read aloud by the page `/droits`. A function that is absent from a line may
 * not do it.
 */
export const DROITS = {
  ...DROITS_REFERENTIEL,
  ...DROITS_CIBLAGE,
  ...DROITS_SERVICE,
} as const satisfies Record<string, Droit>;
export type Permission = keyof typeof DROITS;
