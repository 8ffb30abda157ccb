import type { Scope } from "#app/acces/rules.ts";
import type { Niveau } from "../indicateurs/rules.ts";
import type { TypeStructure } from "../rules.ts";

/** Territories that have a page, from the widest. */
export const NIVEAUX_TERRITOIRE = {
  nation: "Nation",
  academie: "Académie",
  departement: "Département",
  circonscription: "Circonscription",
  bassin: "Bassin de formation",
  commune: "Commune",
} as const;
export type NiveauTerritoire = keyof typeof NIVEAUX_TERRITOIRE;

export type Nation = "france" | "demonstration";

export interface CleTerritoire {
  readonly niveau: NiveauTerritoire;
  readonly code: string;
}

/** A territory among those that hold it. */
export interface TerritoireSitue extends CleTerritoire {
  readonly nom: string;
  readonly academieCode: string | null;
  readonly academieNom: string | null;
  readonly departementCode: string | null;
  readonly departementNom: string | null;
}

/** The nation of an installation: a demonstration knows of no other. */
export function nationOf(demonstration: boolean): Nation {
  return demonstration ? "demonstration" : "france";
}

export const NOMS_NATION: Readonly<Record<Nation, string>> = {
  france: "France",
  demonstration: "Nation de démonstration",
};

/** What a territory is compared by: its own parts, where references are computed for them. */
export const PARTIES: Readonly<Partial<Record<NiveauTerritoire, Niveau>>> = {
  nation: "academie",
  academie: "departement",
  departement: "circonscription",
};

export const PARTIES_PLURIEL: Readonly<Partial<Record<Niveau, string>>> = {
  academie: "académies",
  departement: "départements",
  circonscription: "circonscriptions",
};

/** References are computed down to the circonscription and the bassin: a commune has too few structures of one type. */
export function niveauReference(niveau: NiveauTerritoire): Niveau | undefined {
  return niveau === "commune" ? undefined : niveau;
}

export function hrefTerritoire({ niveau, code }: CleTerritoire): string {
  return `/territoires/${niveau}/${encodeURIComponent(code)}`;
}

/** The list or the map of its structures, narrowed further. */
export function hrefStructures(
  { niveau, code }: CleTerritoire,
  filtres: Readonly<Record<string, string | undefined>> = {},
  page = "/structures",
): string {
  const params = new URLSearchParams(niveau === "nation" ? {} : { [niveau]: code });
  for (const [name, value] of Object.entries(filtres)) if (value) params.set(name, value);
  const search = params.toString();
  return search === "" ? page : `${page}?${search}`;
}

/**
 * Whether a scope reaches every structure of a territory: a number of structures then leads to the list of as many,
 * never to one that is shorter. Source: gate 2 of the rights.
 */
export function couvre(scope: Scope, territoire: TerritoireSitue): boolean {
  const { niveau, code, academieCode, departementCode } = territoire;
  return (
    scope.nation ||
    (academieCode !== null && scope.academies.includes(academieCode)) ||
    (departementCode !== null && scope.departements.includes(departementCode)) ||
    (niveau === "commune" && scope.communes.includes(code)) ||
    (niveau === "circonscription" && scope.circonscriptions.includes(code))
  );
}

/** Nation, académie, département, then the place itself: the way one reads a map. */
export function cheminDe(
  { niveau, code, nom, ...situe }: TerritoireSitue,
  nation: Nation,
): { label: string; href?: string }[] {
  const steps: { label: string; href?: string }[] = [{ label: "Territoires", href: "/territoires" }];
  if (niveau === "nation") return [...steps, { label: nom }];
  steps.push({ label: NOMS_NATION[nation], href: hrefTerritoire({ niveau: "nation", code: nation }) });
  const { academieCode, academieNom, departementCode, departementNom } = situe;
  if (niveau !== "academie" && academieCode)
    steps.push({
      label: `Académie : ${academieNom}`,
      href: hrefTerritoire({ niveau: "academie", code: academieCode }),
    });
  if (niveau !== "academie" && niveau !== "departement" && departementCode)
    steps.push({
      label: `${departementNom} (${departementCode})`,
      href: hrefTerritoire({ niveau: "departement", code: departementCode }),
    });
  return [...steps, { label: libelleDe({ niveau, code, nom }) }];
}

/** @example libelleDe({ niveau: "departement", code: "72", nom: "Sarthe" }) // "Sarthe (72)" */
export function libelleDe({ niveau, code, nom }: CleTerritoire & { readonly nom: string }): string {
  if (niveau === "academie") return `Académie : ${nom}`;
  return niveau === "departement" || niveau === "commune" ? `${nom} (${code})` : nom;
}

export function sourceStructures(demonstration: boolean): string {
  return demonstration
    ? "données fictives de la démonstration d’Ancrage"
    : "ministère de l’Éducation nationale (DEPP, DGESCO), data.education.gouv.fr";
}

/** Shares of communes by kind of place, from numbers of structures by class. */
export interface Ruralite {
  readonly rural: number;
  readonly intermediaire: number;
  readonly urbain: number;
  readonly inconnu: number;
}

/** Sums by kind: tr1 to tr3 rural, tr5 and tr6 urbain, tr4 between. Source: the words are ours, see SOURCE_TYPOLOGIE. */
export function ruraliteDe(
  classes: readonly { readonly classe: string | null; readonly n: number }[],
): Ruralite {
  const sum = (...wanted: (string | null)[]) =>
    classes.filter(({ classe }) => wanted.includes(classe)).reduce((total, { n }) => total + n, 0);
  const known = ["tr1", "tr2", "tr3", "tr4", "tr5", "tr6"];
  const total = classes.reduce((all, { n }) => all + n, 0);
  return {
    rural: sum("tr1", "tr2", "tr3"),
    intermediaire: sum("tr4"),
    urbain: sum("tr5", "tr6"),
    inconnu: total - sum(...known),
  };
}

/** What a territory is summarised by when nobody chose: its collèges; what it has most of where they do not belong to it. */
export function typeParDefaut(
  niveau: NiveauTerritoire,
  comptages: readonly { readonly type: TypeStructure; readonly n: number }[],
): TypeStructure {
  if (niveau !== "circonscription") return "college";
  const sums = new Map<TypeStructure, number>();
  for (const { type, n } of comptages) sums.set(type, (sums.get(type) ?? 0) + n);
  const [most] = [...sums.entries()].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? "primaire";
}
