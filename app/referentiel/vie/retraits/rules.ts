import { formatDate } from "#app/platform/format/format.ts";
import type { DispositifLu, FaitLu, FiliationLue } from "../chronologie/rules.ts";
import { GENRES_FAIT, GENRES_FILIATION } from "../rules.ts";

/** What a person may withdraw, under the name that the address gives it. */
export const RETIRABLES = {
  saisie: "Saisie",
  filiation: "Filiation",
  dispositif: "Dispositif",
  fait: "Fait local",
} as const;
export type Retirable = keyof typeof RETIRABLES;

export function isRetirable(nature: string | null): nature is Retirable {
  return nature !== null && Object.hasOwn(RETIRABLES, nature);
}

/** One thing that may be withdrawn, in the words of the list. */
export interface LigneRetirable {
  readonly nature: Retirable;
  readonly id: string;
  readonly texte: string;
}

export interface ARetirer {
  readonly rattachements: readonly {
    readonly libelle: string;
    readonly texte: string | null;
    readonly saisie: { readonly id: string } | null;
  }[];
  readonly filiations: readonly FiliationLue[];
  readonly dispositifs: readonly DispositifLu[];
  readonly faits: readonly FaitLu[];
}

/** All that stands and may be withdrawn, kind by kind. */
export function lignesRetirables({
  rattachements,
  filiations,
  dispositifs,
  faits,
}: ARetirer): LigneRetirable[] {
  return [
    ...rattachements.flatMap(({ libelle, texte, saisie }) =>
      saisie ? [{ nature: "saisie" as const, id: saisie.id, texte: `${libelle} : ${texte}` }] : [],
    ),
    ...filiations.map(({ id, genre, vient, autreUai, effetLe }) => ({
      nature: "filiation" as const,
      id,
      texte: `${GENRES_FILIATION[genre]} ${vient ? "depuis" : "vers"} ${autreUai}, le ${formatDate(effetLe)}`,
    })),
    ...dispositifs.map(({ id, libelle, debut }) => ({
      nature: "dispositif" as const,
      id,
      texte: `${libelle}, depuis le ${formatDate(debut)}`,
    })),
    ...faits.map(({ id, genre, survenuLe, commune }) => ({
      nature: "fait" as const,
      id,
      texte: `${GENRES_FAIT[genre]}, ${formatDate(survenuLe)}${commune ? ` (commune : ${commune})` : ""}`,
    })),
  ];
}
