import { checkUai, type StatutValeur, type TypeStructure } from "#app/referentiel/rules.ts";
import type { EtatCandidature } from "../../candidatures/rules.ts";
import { RAISONS_EXCLUSION, type RaisonExclusion } from "../../populations/rules.ts";
import type { Sens } from "../../regles/rules.ts";
import { type CritereAnnonce, direLigne, type LigneRecue } from "../rules.ts";

/** What a line of a received list is for the campaign. */
export const SITUATIONS = {
  admise: "Dans la population",
  hors_population: "Hors de la population",
  deja: "Déjà suivie dans la campagne",
  fermee: "Structure fermée ou pas encore ouverte",
  hors_famille: "Famille que la campagne ne regarde pas",
  hors_academie: "Hors de l’académie",
  inconnue: "UAI inconnu",
  mal_ecrite: "UAI mal écrit",
  doublon: "Répète une autre ligne",
} as const;
export type Situation = keyof typeof SITUATIONS;

/** Situations in which a person may decide otherwise than what is proposed. */
export const isAjustable = (situation: Situation): boolean =>
  situation === "admise" || situation === "hors_population";

export const VERDICTS = {
  remplit: "Remplit le critère annoncé",
  ne_remplit_pas: "Ne le remplit pas",
  inconnu: "On ne sait pas",
} as const;
export type Verdict = keyof typeof VERDICTS;

/** What is known of the structure that a line names. */
export interface Connue {
  readonly nom: string;
  readonly type: TypeStructure;
  readonly commune: string;
  readonly departementNom: string;
  readonly academie: string;
  /** Whether the campaign looks at its type. */
  readonly regardee: boolean;
  readonly raison: RaisonExclusion | null;
  readonly candidature: EtatCandidature | null;
  /** Whether the person who reads reaches it. */
  readonly atteinte: boolean;
}

/** Our value of the announced indicator, in the year of its family. */
export interface ValeurConnue {
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

export interface LigneJugee extends LigneRecue {
  /** Place in the list, from 1: two sheets may have a line of the same number. */
  readonly rang: number;
  readonly situation: Situation;
  /** What is said beside the situation: why out of the population, which line it repeats, how to write the UAI. */
  readonly raison: string;
  readonly structure: Pick<Connue, "nom" | "type" | "commune" | "departementNom"> | null;
  readonly valeur: ValeurConnue | null;
  /** Null when the sender announced no criterion as data, or the line names no structure of the académie. */
  readonly verdict: Verdict | null;
  readonly entre: boolean;
}

const TENIR: Readonly<Record<Sens, (valeur: number, seuil: number) => boolean>> = {
  au_plus: (valeur, seuil) => valeur <= seuil,
  moins_de: (valeur, seuil) => valeur < seuil,
  au_moins: (valeur, seuil) => valeur >= seuil,
  plus_de: (valeur, seuil) => valeur > seuil,
};

/** Our value against the announced criterion; what is not known neither meets it nor fails it. Source: qualité §2. */
export function confronter(
  { sens, seuil }: Pick<CritereAnnonce, "sens" | "seuil">,
  connue: Pick<ValeurConnue, "valeur" | "statut"> | undefined,
): Verdict {
  const valeur = connue?.statut === "ok" ? connue.valeur : null;
  if (valeur === null) return "inconnu";
  return TENIR[sens](valeur, seuil) ? "remplit" : "ne_remplit_pas";
}

export interface AJuger {
  readonly academie: string;
  readonly critere: CritereAnnonce | null;
  readonly connues: ReadonlyMap<string, Connue>;
  readonly valeurs: ReadonlyMap<string, ValeurConnue>;
}

/** Each line of a list as the campaign sees it. A line that has entered, or not, keeps what it was found to be then. */
export function jugerLignes(lignes: readonly LigneRecue[], known: AJuger): LigneJugee[] {
  const firsts = new Map<string, LigneRecue>();
  return lignes.map((ligne, place) => {
    const check = checkUai(ligne.uai);
    const uai = check.ok ? check.uai : undefined;
    const connue = uai === undefined ? undefined : known.connues.get(uai);
    const first = uai === undefined ? undefined : firsts.get(uai);
    if (uai !== undefined && first === undefined) firsts.set(uai, ligne);
    const found =
      ligne.suite ??
      (check.ok
        ? first === undefined
          ? situer(connue, known.academie)
          : { situation: "doublon", raison: direLigne(first) }
        : { situation: "mal_ecrite", raison: check.raison });
    const situation = found.situation as Situation;
    const ici = connue?.academie === known.academie ? connue : undefined;
    const valeur = (uai !== undefined && ici && known.valeurs.get(uai)) || undefined;
    return {
      ...{ ...ligne, rang: place + 1 },
      ...{ situation, raison: found.raison, structure: connue ?? null, valeur: valeur ?? null },
      verdict: known.critere && ici ? confronter(known.critere, valeur) : null,
      entre: ligne.suite?.entree ?? isEntrante(situation, ligne.ajustement?.sens),
    };
  });
}

function situer(
  connue: Connue | undefined,
  academie: string,
): { readonly situation: Situation; readonly raison: string } {
  const here = (situation: Situation, raison = "") => ({ situation, raison });
  if (!connue) return here("inconnue");
  if (connue.academie !== academie) return here("hors_academie");
  if (connue.candidature) return here("deja");
  if (connue.raison === "fermee") return here("fermee");
  if (!connue.regardee) return here("hors_famille");
  return connue.raison ? here("hors_population", RAISONS_EXCLUSION[connue.raison]) : here("admise");
}

/** By default a structure of the population enters, and no other does; a person may decide otherwise, with a motive. */
function isEntrante(situation: Situation, ajustement: "entrer" | "laisser" | undefined): boolean {
  if (situation === "admise") return ajustement !== "laisser";
  return situation === "hors_population" && ajustement === "entrer";
}

export interface ComptesRecus {
  readonly entrent: number;
  readonly ajustees: number;
  readonly situations: Readonly<Partial<Record<Situation, number>>>;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

export function countLignes(lignes: readonly LigneJugee[]): ComptesRecus {
  const tally = <K extends string>(keys: readonly (K | null)[]) => {
    const counts: Partial<Record<K, number>> = {};
    for (const key of keys) if (key !== null) counts[key] = (counts[key] ?? 0) + 1;
    return counts;
  };
  return {
    entrent: lignes.filter(({ entre }) => entre).length,
    ajustees: lignes.filter(({ ajustement }) => ajustement).length,
    situations: tally(lignes.map(({ situation }) => situation)),
    verdicts: tally(lignes.map(({ situation, verdict }) => (situation === "doublon" ? null : verdict))),
  };
}
