import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import { isAdmise, restrictionOf } from "../fonctions/restrictions/rules.ts";
import { type Fonction, PORTEES, type PorteeType } from "../fonctions/rules.ts";

export interface Portee {
  readonly type: PorteeType;
  readonly code: string;
}

/** What contains a scope; a scope contains itself. */
export interface Contenants {
  readonly academie: string | null;
  readonly departement: string | null;
  /** The commune, and the one that it is part of today; absent for what is wider than a commune. */
  readonly communes?: readonly string[];
  readonly circonscription: string | null;
}

export interface PorteeNommee extends Portee {
  readonly libelle: string;
  readonly dans: Contenants;
  /** What a structure is; absent for a territory. */
  readonly structure?: { readonly secteur: Secteur; readonly type: TypeStructure };
}

/** A scope in one word, as forms and addresses carry it: `structure:0620001A`. */
export function porteeKey({ type, code }: Portee): string {
  return `${type}:${code}`;
}

/** The scope that such a word names, alone in its list; an empty list for any other word. */
export function readPorteeKey(key: string): Portee[] {
  const [type = "", code = ""] = key.split(/:(.*)/s);
  if (!Object.hasOwn(PORTEES, type) || code === "" || code.length > 40) return [];
  return [{ type: type as PorteeType, code }];
}

/** True when the first scope holds the second. The nation holds everything. Source: order of the académie, code de l'éducation R222-1. */
function contains(contenant: Portee, { type, code, dans }: PorteeNommee): boolean {
  if (contenant.type === "nation") return true;
  if (contenant.type === type && contenant.code === code) return true;
  if (contenant.type === "academie") return dans.academie === contenant.code;
  if (contenant.type === "departement") return dans.departement === contenant.code;
  if (contenant.type === "commune") return dans.communes?.includes(contenant.code) ?? false;
  if (contenant.type === "circonscription") return dans.circonscription === contenant.code;
  return false;
}

export interface FonctionSurPortee {
  readonly fonction: Fonction;
  readonly portee: Portee;
}

/**
 * True when a function exercised on a scope reaches another one: what it contains, of the kinds of structure to which
 * the function is kept; a function that is kept to some reaches no territory as a whole. Source: decision 0023.
 */
export function reaches({ fonction, portee: held }: FonctionSurPortee, portee: PorteeNommee): boolean {
  if (!contains(held, portee)) return false;
  const restriction = restrictionOf(fonction, held.type);
  return (
    restriction === undefined || (portee.structure !== undefined && isAdmise(restriction, portee.structure))
  );
}
