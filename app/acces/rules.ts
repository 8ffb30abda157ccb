import { DROITS, type Droit, type Etendue, type Permission } from "./droits/rules.ts";
import { FONCTIONS, type FonctionExercee, type PorteeType } from "./fonctions/rules.ts";
import type { ModeSession } from "./sessions/rules.ts";

/** How a session was opened and proven; absent when a program reads with a token. */
export interface SessionActive {
  readonly id: string;
  readonly mode: ModeSession;
  /** Last proof of the second factor, or of a renewed sign-in; null when there was none. */
  readonly renforceeLe: Date | null;
  /** Proofs given: `lien`, `proconnect`, `totp`, `secours`, and the eIDAS level of the provider. */
  readonly facteurs: readonly string[];
}

/** Somebody of the help desk who sees the service as the person sees it: reads, never writes. */
export interface Assistant {
  readonly assistanceId: string;
  readonly agentId: string;
  readonly nomComplet: string;
}

/** The signed-in person, with the functions that hold today, delegated ones included. */
export interface Actor {
  readonly agentId: string;
  readonly nomComplet: string;
  readonly fonctions: readonly FonctionExercee[];
  readonly session?: SessionActive;
  readonly assistePar?: Assistant;
}

/**
 * How far the function may do it, or undefined when it may not at all. A delegated function does what the table opens
 * to delegation, and nothing else: delegating entry is not delegating decision.
 */
function etendueOf(permission: Permission, exercee: FonctionExercee): Etendue | undefined {
  const droit: Droit = DROITS[permission];
  if (exercee.delegation && !droit.parDelegation) return undefined;
  return droit.fonctions[exercee.fonction];
}

export function hasPermission(actor: Actor, permission: Permission): boolean {
  return actor.fonctions.some((exercee) => etendueOf(permission, exercee) !== undefined);
}

/** Present in the type only: nobody but `scopeOf` can write a value of it without a cast. */
declare const scopeBrand: unique symbol;

/** What a person may reach with one permission. Minted by `scopeOf` only; an empty scope reaches nothing. */
export interface Scope {
  readonly [scopeBrand]: true;
  readonly nation: boolean;
  readonly academies: readonly string[];
  readonly departements: readonly string[];
  readonly circonscriptions: readonly string[];
  readonly structures: readonly string[];
}

/** The scope of a permission: union of the scopes of the functions that grant it. */
export function scopeOf(actor: Actor, permission: Permission): Scope {
  const granted = actor.fonctions.filter((exercee) => etendueOf(permission, exercee) !== undefined);
  const codes = (type: PorteeType) => granted.filter((f) => f.porteeType === type).map((f) => f.porteeCode);
  return {
    nation: granted.some((f) => f.porteeType === "nation" || etendueOf(permission, f) === "nation"),
    academies: codes("academie"),
    departements: codes("departement"),
    circonscriptions: codes("circonscription"),
    structures: codes("structure"),
  } as unknown as Scope;
}

/** "Chef d'établissement" for one function, several joined otherwise: what the header shows under the name. */
export function libelleFonctions(actor: Actor): string {
  return [...new Set(actor.fonctions.map(({ fonction }) => FONCTIONS[fonction]))].join(", ");
}
