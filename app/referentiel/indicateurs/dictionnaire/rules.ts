import { no, type Decision as Verdict, yes } from "#app/platform/refusal.ts";
import { type Famille, normalizeSearch } from "../../rules.ts";

/** Who may read the values of an indicator. */
export const DIFFUSIONS = {
  ouverte: "Ouverte : publiée par le ministère",
  interne: "Interne : l'académie, et la structure pour ce qui la concerne",
  rh: "Ressources humaines : l'académie et la direction de la structure",
} as const;
export type Diffusion = keyof typeof DIFFUSIONS;

/** What an indicator may be used for: neighbours are looked for on what a structure receives, never on its results. */
export const NATURES = {
  entree: "Entrée : le public accueilli, les conditions d'enseignement",
  resultat: "Résultat : examens, évaluations, orientation",
  contexte: "Contexte du territoire",
} as const;
export type Nature = keyof typeof NATURES;

/** What an indicator measures and how to read it. */
export interface Notice {
  readonly libelle: string;
  readonly libelleCourt: string;
  readonly definition: string;
  readonly lecture: string;
  readonly population: string;
  readonly bruit: string;
  readonly biais: string;
  readonly comparaisons: string;
  readonly source: string;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  readonly nature: Nature;
  readonly diffusion: Exclude<Diffusion, "ouverte">;
  readonly minimum: number;
  readonly maximum: number;
  /** A number of pupils or persons, covered by the secrecy of small counts. */
  readonly compte: boolean;
  readonly poidsCode: string | null;
  readonly denominateurCode: string | null;
  readonly seuilPublication: number | null;
}

/**
 * Own indicators of an académie in use at one time. Source: registre S3-116, « un nombre limité d'indicateurs » : an
 * analysis that everybody can explain rests on some twenty numbers, beside the forty official ones.
 */
export const MAX_INDICATEURS_ACADEMIE = 25;

/** An académie creates its own indicators up to the limit. Source: S3-116. */
export function canCreer(utilises: number): Verdict {
  if (utilises < MAX_INDICATEURS_ACADEMIE) return yes;
  return no(
    "trop_d_indicateurs",
    `Votre académie suit déjà ${MAX_INDICATEURS_ACADEMIE} indicateurs à elle, le nombre prévu pour qu'une analyse reste lisible. Retirez-en un qui ne sert plus pour en créer un autre : ses valeurs resteront.`,
  );
}

export interface IndicateurTenu {
  readonly academie: string | null;
  readonly retireLe: Date | null;
}

/** An académie keeps its own notices; those of the ministry are read as they are published. Source: house rule. */
export function canModifier({ academie, retireLe }: IndicateurTenu): Verdict {
  if (academie === null)
    return no(
      "indicateur_national",
      "Cet indicateur est national : sa notice se lit ici et se tient avec le producteur. Votre académie tient celles de ses propres indicateurs.",
    );
  if (retireLe)
    return no(
      "indicateur_retire",
      "Cet indicateur est retiré : sa notice reste lisible telle qu'elle était.",
    );
  return yes;
}

/** The statistical service of the académie answers for what a notice says. Source: issue of the référentiel, « relu par le SSA ». */
export function canRelire(indicateur: IndicateurTenu, ssa: boolean): Verdict {
  const modifiable = canModifier(indicateur);
  if (!modifiable.ok) return modifiable;
  if (ssa) return yes;
  return no("hors_ssa", "La relecture d'une notice revient au service statistique de l'académie.");
}

/** What a notice must hold together. */
export function canEnregistrer({ minimum, maximum, denominateurCode, seuilPublication }: Notice): Verdict {
  if (minimum >= maximum)
    return no("bornes_inversees", "La plus petite valeur plausible doit être inférieure à la plus grande.");
  if ((denominateurCode === null) !== (seuilPublication === null))
    return no(
      "seuil_sans_effectif",
      "Le seuil de publication et l'effectif sur lequel il porte vont ensemble : donnez les deux, ou aucun.",
    );
  return yes;
}

/** Code of an own indicator: its académie, then its short name in plain letters. @example codeOf("96", "Boursiers (%)") // "a96_boursiers" */
export function codeOf(academie: string, libelleCourt: string): string {
  const words = normalizeSearch(libelleCourt).replaceAll(" ", "_").slice(0, 40).replace(/_$/, "");
  return `a${academie.toLowerCase()}_${words || "indicateur"}`;
}

/** What may be decided of an own indicator, under the name that ends its address. */
export const DECISIONS_INDICATEUR = {
  relecture: {
    titre: "Relire la notice",
    consequence:
      "Vous attestez, pour le service statistique, que la notice dit ce que l'indicateur mesure, son bruit et ses biais. Votre nom et la date y figureront.",
    bouton: "La notice est relue",
  },
  retrait: {
    titre: "Retirer l’indicateur",
    consequence:
      "Il ne sera plus proposé et libère une place dans la liste de l'académie. Ses valeurs restent lisibles avec leur origine.",
    bouton: "Retirer",
  },
} as const;

export function decisionIndicateur(pathname: string): keyof typeof DECISIONS_INDICATEUR {
  return /\/relecture(\.data)?$/.test(pathname) ? "relecture" : "retrait";
}
