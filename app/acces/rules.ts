import { DROITS, type Droit, type Etendue, type Permission } from "./droits/rules.ts";
import { type Restriction, restrictionOf } from "./fonctions/restrictions/rules.ts";
import { FONCTIONS, type Fonction, type FonctionExercee, type PorteeType } from "./fonctions/rules.ts";
import type { ModeSession } from "./sessions/rules.ts";

/** How a session was opened and proven; absent when a program reads with a token. */
export interface SessionActive {
  readonly id: string;
  readonly mode: ModeSession;
  /** Last proof of the second factor, or of a renewed sign-in; null when there was none. */
  readonly renforceeLe: Date | null;
  /** Proofs given: `lien`, `proconnect`, `totp`, `secours`, and the eIDAS level of the provider. */
  readonly facteurs: readonly string[];
  /** Whether the person has a second factor in service: a code can then be asked. */
  readonly secondFacteur: boolean;
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

/** Territories and structures, by their codes. */
export interface Perimetre {
  readonly academies: readonly string[];
  readonly departements: readonly string[];
  readonly communes: readonly string[];
  readonly circonscriptions: readonly string[];
  readonly structures: readonly string[];
}

/** Territories in which a function reaches some kinds of structure only. */
export interface PerimetreRestreint extends Perimetre {
  readonly restriction: Restriction;
}

/**
 * What a person may reach with one permission. Minted by `scopeOf` only; an empty scope reaches nothing. Restricted
 * territories stand apart, so that whoever reads the codes alone opens nothing by them. A CLAS territory holds no
 * structure yet: it opens nothing.
 */
export interface Scope extends Perimetre {
  readonly [scopeBrand]: true;
  readonly nation: boolean;
  readonly restreints: readonly PerimetreRestreint[];
}

function perimetreOf(fonctions: readonly FonctionExercee[]): Perimetre {
  const codes = (type: PorteeType) => fonctions.filter((f) => f.porteeType === type).map((f) => f.porteeCode);
  return {
    academies: codes("academie"),
    departements: codes("departement"),
    communes: codes("commune"),
    circonscriptions: codes("circonscription"),
    structures: codes("structure"),
  };
}

/** The scope of a permission: union of the scopes of the functions that grant it. */
export function scopeOf(actor: Actor, permission: Permission): Scope {
  const granted = actor.fonctions.filter((exercee) => etendueOf(permission, exercee) !== undefined);
  const kept = (f: FonctionExercee) => restrictionOf(f.fonction, f.porteeType);
  const restrictions = [...new Set(granted.flatMap((f) => kept(f) ?? []))];
  return {
    nation: granted.some((f) => f.porteeType === "nation" || etendueOf(permission, f) === "nation"),
    ...perimetreOf(granted.filter((f) => kept(f) === undefined)),
    restreints: restrictions.map((restriction) => ({
      restriction,
      ...perimetreOf(granted.filter((f) => kept(f) === restriction)),
    })),
  } as unknown as Scope;
}

/** All the places of a scope, those where only some kinds of structure are reached included. */
function listPerimetres(scope: Scope): readonly Perimetre[] {
  return [scope, ...scope.restreints];
}

/** Whether a scope reaches further than places: the nation, an académie or a département, for some kinds of structure at least. */
export function isVaste(scope: Scope): boolean {
  return (
    scope.nation ||
    listPerimetres(scope).some(({ academies, departements }) => academies.length + departements.length > 0)
  );
}

/** Whether a scope names no place smaller than a département: counts by territory, type and sector are then enough. */
export function isSansLieu(scope: Scope): boolean {
  return (
    scope.nation ||
    listPerimetres(scope).every(
      ({ communes, circonscriptions, structures }) =>
        communes.length + circonscriptions.length + structures.length === 0,
    )
  );
}

/**
 * The delegations by which a person acts when they act with a permission, told to the journal: all the functions that
 * grant it are received ones. None when one of their own grants it too.
 */
export function delegationsOf(actor: Actor, permission: Permission): string[] {
  const granting = actor.fonctions.filter((exercee) => etendueOf(permission, exercee) !== undefined);
  const received = granting.flatMap(({ delegation }) => (delegation ? [delegation.id] : []));
  return received.length === granting.length ? received : [];
}

/** "Chef d'établissement" for one function, several joined otherwise, each received one with whose it is: what the header shows under the name. */
export function libelleFonctions(actor: Actor): string {
  const libelles = actor.fonctions.map(({ fonction, delegation }) =>
    delegation ? `${FONCTIONS[fonction]} par délégation de ${delegation.delegant}` : FONCTIONS[fonction],
  );
  return [...new Set(libelles)].join(", ");
}

/** One thing that a person may do, and by which of their functions. */
export interface DroitTenu {
  readonly permission: Permission;
  readonly libelle: string;
  /** True when at least one function reaches everywhere. */
  readonly partout: boolean;
  readonly par: readonly FonctionExercee[];
}

/** What a person may do, in the order of the rights table. */
export function listDroitsDe(actor: Actor): DroitTenu[] {
  return (Object.keys(DROITS) as Permission[]).flatMap((permission) => {
    const par = actor.fonctions.filter((exercee) => etendueOf(permission, exercee) !== undefined);
    const partout = par.some((f) => f.porteeType === "nation" || etendueOf(permission, f) === "nation");
    return par.length > 0 ? [{ permission, libelle: DROITS[permission].libelle, partout, par }] : [];
  });
}

/** Why a page is refused, in the words of the table: what one would have to be able to do, and who can. */
export function raisonRefus(permission: Permission): {
  readonly droit: string;
  readonly titulaires: string[];
} {
  const { libelle, fonctions }: Droit = DROITS[permission];
  return {
    droit: libelle,
    titulaires: (Object.keys(fonctions) as Fonction[]).map((code) => FONCTIONS[code]),
  };
}
