import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import type { Famille, StatutValeur } from "../rules.ts";

/**
 * What may make two structures comparable: who comes in and where, never what comes out. Indicators are those of the
 * dictionary whose nature is « entree ». Source: rule of the peers, « matched on inputs, never outcomes »
 * (FBIT, Department for Education).
 */
export const ENTREES = {
  ips: { libelle: "IPS", court: "IPS", codes: ["ips"], unite: "", decimales: 1 },
  heterogeneite: {
    libelle: "Hétérogénéité sociale (écart-type de l’IPS)",
    court: "Hétérogénéité",
    codes: ["ips_ecart_type"],
    unite: "",
    decimales: 1,
  },
  effectif: {
    libelle: "Effectif",
    court: "Effectif",
    codes: ["effectif_ecole", "effectif_college", "effectif_lycee_gt", "effectif_lycee_pro"],
    unite: "élèves",
    decimales: 0,
  },
  eloignement: {
    libelle: "Éloignement",
    court: "Éloignement",
    codes: ["eloignement"],
    unite: "",
    decimales: 1,
  },
  densite: { libelle: "Typologie de la commune", court: "Typologie", codes: [], unite: "", decimales: 0 },
} as const satisfies Record<
  string,
  { libelle: string; court: string; codes: readonly string[]; unite: string; decimales: number }
>;
export type Entree = keyof typeof ENTREES;
export const NOMS_ENTREES = Object.keys(ENTREES) as Entree[];

export const POIDS = { 0: "Non retenue", 1: "Retenue", 2: "Compte double" } as const;
export type Poids = keyof typeof POIDS;

export interface Reglages {
  /** How many neighbours are kept, at most. */
  readonly nombre: number;
  /** Furthest IPS, in standard deviations of the type, bound included. */
  readonly calibre: number;
  readonly secteur: "meme" | "tous";
  readonly academie: "meme" | "toutes";
  readonly poids: Readonly<Record<Entree, Poids>>;
}

export const BORNES = { nombre: [10, 60], calibre: [0.2, 2] } as const;

export const REGLAGES_PAR_DEFAUT: Reglages = {
  nombre: 20,
  calibre: 0.5,
  secteur: "meme",
  academie: "toutes",
  poids: { ips: 1, heterogeneite: 1, effectif: 1, eloignement: 1, densite: 1 },
};

/** Standard deviations from the mean of the type; null where the file says nothing. */
export type Profil = Readonly<Record<Entree, number | null>>;

/** Inputs that count: chosen, and known for the structure. The others that were chosen are told. */
export function retenirEntrees(
  profil: Profil,
  poids: Reglages["poids"],
): { retenues: Entree[]; inconnues: Entree[] } {
  const choisies = NOMS_ENTREES.filter((entree) => poids[entree] > 0);
  return {
    retenues: choisies.filter((entree) => profil[entree] !== null),
    inconnues: choisies.filter((entree) => profil[entree] === null),
  };
}

/**
 * Who reads without names sees nothing from fewer neighbours than this: a quartile of a handful would tell one of
 * them. Source: convention of Ancrage, above the three units of Insee.
 */
export const VOISINES_MINIMALES_ANONYMES = 10;

/** Median and quartiles of the comparables of a structure, for one indicator and the year of its own value. */
export interface Repere {
  readonly indicateur: string;
  readonly annee: number;
  readonly n: number;
  readonly q1: number;
  readonly mediane: number;
  readonly q3: number;
}

/** A reference is shown from `seuil` values on; below, its number alone is told. */
export function repereLisible(
  repere: Repere | undefined,
  seuil: number,
): { readonly n: number; readonly quartiles: readonly [number, number, number] | null } {
  if (!repere) return { n: 0, quartiles: null };
  const { n, q1, mediane, q3 } = repere;
  return { n, quartiles: n >= seuil ? [q1, mediane, q3] : null };
}

/** A value as a person may read it. */
export interface ValeurLue {
  readonly id: number;
  readonly uai: string;
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** One line of a table of references: an indicator, the value of the structure, and its comparables. */
export interface LigneRepere {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  readonly valeur: ValeurLue;
  readonly n: number;
  readonly quartiles: readonly [number, number, number] | null;
}

/** One input of one structure, in its unit. */
export interface EntreeResumee {
  readonly valeur: number | null;
  readonly annee: number | null;
  readonly statut: StatutValeur;
  /** Values it is made of: one, or both tracks of a lycée. */
  readonly ids: readonly number[];
}

/** An input from the latest values of its indicators: those of the last rentrée, added. Masked when one of them is. */
export function resumerEntree(
  entree: Entree,
  lues: readonly Pick<ValeurLue, "id" | "indicateur" | "annee" | "valeur" | "statut">[],
): EntreeResumee {
  const codes: readonly string[] = ENTREES[entree].codes;
  const siennes = lues.filter(({ indicateur }) => codes.includes(indicateur));
  if (siennes.length === 0) return { valeur: null, annee: null, statut: "manquant", ids: [] };
  const annee = Math.max(...siennes.map((lue) => lue.annee));
  const dernieres = siennes.filter((lue) => lue.annee === annee);
  const ids = dernieres.map(({ id }) => id);
  if (dernieres.some(({ statut }) => statut === "masque"))
    return { valeur: null, annee, statut: "masque", ids };
  return { valeur: dernieres.reduce((sum, lue) => sum + (lue.valeur ?? 0), 0), annee, statut: "ok", ids };
}

/** A difference carries its sign, unless it is written as zero. @example ecrireEcart(2.14, 1) // "+2,1" */
export function ecrireEcart(ecart: number, decimales: number): string {
  const text = formatNombre(ecart, decimales);
  return ecart > 0 && !/^[0,]+$/.test(text) ? `+${text}` : text;
}

/** The settings in one line, for a file opened long after. */
export function decrireReglages({
  reglages,
  retenues,
  nombre,
}: {
  readonly reglages: Reglages;
  readonly retenues: readonly Entree[];
  readonly nombre: number;
}): string {
  const entrees = retenues.map(
    (entree) => `${ENTREES[entree].libelle} (${POIDS[reglages.poids[entree]].toLowerCase()})`,
  );
  return [
    `${nombre} trouvées`,
    `même type et même nation, ${reglages.secteur === "meme" ? "même secteur" : "tous secteurs"}`,
    reglages.academie === "meme" ? "même académie" : "toutes académies",
    `IPS à ${formatNombre(reglages.calibre, 1)} écart-type au plus`,
    `entrées : ${entrees.join(", ") || "aucune"}`,
    "aucun résultat n’entre dans le calcul",
  ].join(" ; ");
}

/** Where the figures of an export come from. */
export function origineDe(demonstration: boolean, now: Date): [libelle: string, valeur: string][] {
  return [
    [
      "Source",
      demonstration
        ? "Données fictives de la démonstration d’Ancrage"
        : "Ministère de l’Éducation nationale (DEPP), data.education.gouv.fr ; repères calculés par Ancrage",
    ],
    ...(demonstration ? [] : [["Licence", "Licence Ouverte 2.0"] satisfies [string, string]]),
    ["Date d’extraction", formatDateHeure(now, "Europe/Paris")],
  ];
}
