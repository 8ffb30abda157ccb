import { PORTEES, type PorteeType } from "../fonctions/rules.ts";

export interface Portee {
  readonly type: PorteeType;
  readonly code: string;
}

/** What contains a scope; a scope contains itself. */
export interface Contenants {
  readonly academie: string | null;
  readonly departement: string | null;
  readonly circonscription: string | null;
}

export interface PorteeNommee extends Portee {
  readonly libelle: string;
  readonly dans: Contenants;
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
export function contains(contenant: Portee, { type, code, dans }: PorteeNommee): boolean {
  if (contenant.type === "nation") return true;
  if (contenant.type === type && contenant.code === code) return true;
  if (contenant.type === "academie") return dans.academie === contenant.code;
  if (contenant.type === "departement") return dans.departement === contenant.code;
  if (contenant.type === "circonscription") return dans.circonscription === contenant.code;
  return false;
}
