import { DEPARTEMENTS_PAR_ACADEMIE } from "./territoires.ts";

/** The part of the territory that somebody asks for. Codes are those of the référentiel: « 09 », « 2A ». */
export interface Perimetre {
  readonly niveau: "academie" | "departement";
  readonly code: string;
}

/** A column as the catalogue declares it. */
export interface Champ {
  readonly name: string;
  readonly type: string;
}

/** Technical names of the columns that hold a code, through the datasets and their vintages. */
const COLONNES: Readonly<Record<Perimetre["niveau"], readonly string[]>> = {
  academie: ["code_academie", "code_de_l_academie", "code_aca", "code_academie_et_assimile", "acad"],
  departement: [
    "code_departement",
    "code_du_departement",
    "code_dept",
    "code_departement_pays",
    "code_departement_et_assimile",
    "dep",
  ],
};

/** The académie of that code as people write it (« 9 », « 09 »); undefined when there is none. */
export function findAcademie(text: string): Perimetre | undefined {
  const code = text.trim().padStart(2, "0");
  return Object.hasOwn(DEPARTEMENTS_PAR_ACADEMIE, code) ? { niveau: "academie", code } : undefined;
}

/** The département of that code as people or files write it (« 1 », « 01 », « 001 », « 2a »). */
export function findDepartement(text: string): Perimetre | undefined {
  const code = text.trim().toUpperCase().replace(/^0+/, "").padStart(2, "0");
  const known = Object.values(DEPARTEMENTS_PAR_ACADEMIE).some((codes) => codes.includes(code));
  return known ? { niveau: "departement", code } : undefined;
}

/**
 * The `where` clause that keeps the lines of a territory, on a column that the dataset declares; undefined when it
 * declares none. Files that only name their académies are filtered by its départements. The portal writes one code in
 * several ways (« 59 », « 059 »; « 9 », « 09 »): all are asked for.
 *
 * @example whereOf({ niveau: "departement", code: "59" }, [{ name: "code_departement", type: "text" }])
 * // code_departement="59" or code_departement="059"
 */
export function whereOf({ niveau, code }: Perimetre, champs: readonly Champ[]): string | undefined {
  const own = clause(champs, COLONNES[niveau], [code]);
  if (own !== undefined || niveau === "departement") return own;
  return clause(champs, COLONNES.departement, DEPARTEMENTS_PAR_ACADEMIE[code] ?? []);
}

function clause(
  champs: readonly Champ[],
  colonnes: readonly string[],
  codes: readonly string[],
): string | undefined {
  const champ = colonnes.map((name) => champs.find((declared) => declared.name === name)).find(Boolean);
  if (!champ) return undefined;
  const literals = new Set(codes.flatMap((code) => literalsOf(code, champ.type)));
  // A column of numbers cannot hold 2A: no clause is better than one that leaves it out.
  if (codes.some((code) => literalsOf(code, champ.type).length === 0)) return undefined;
  return [...literals].map((literal) => `${champ.name}=${literal}`).join(" or ");
}

function literalsOf(code: string, type: string): string[] {
  const bare = code.replace(/^0+/, "");
  if (type === "int" || type === "double") return /^\d+$/.test(bare) ? [bare] : [];
  return [...new Set([code, code.padStart(3, "0"), bare])].map((text) => `"${text}"`);
}
