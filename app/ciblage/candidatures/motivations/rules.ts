import { MOTIFS_CIBLAGE } from "../../rules.ts";

/** What may be written about a structure: a ground of the national text, or what people know of the place. */
export const GENRES_ARGUMENT = {
  ...MOTIFS_CIBLAGE,
  argument: "Connaissance fine du territoire",
} as const;
export type GenreArgument = keyof typeof GENRES_ARGUMENT;

interface ArgumentAEcrire {
  readonly genre: GenreArgument;
  readonly choc: string | null;
  readonly chocLe: string | null;
  readonly preuve: string | null;
}

/**
 * What is missing before it is written, field by field: a ground of the national text is proven, a « choc » is named and
 * dated, and nothing else is. Source: S0-02 to S0-04; domaine §5.1.
 */
export function canEcrireArgument({ genre, choc, chocLe, preuve }: ArgumentAEcrire): {
  readonly champ: "choc" | "chocLe" | "preuve";
  readonly message: string;
}[] {
  const isChoc = genre === "choc_conjoncturel";
  return [
    ...(isChoc && choc === null
      ? [{ champ: "choc" as const, message: "Dites quel choc : fermeture d’une entreprise, sinistre…" }]
      : []),
    ...(isChoc && chocLe === null
      ? [{ champ: "chocLe" as const, message: "Donnez la date du choc, même approchée." }]
      : []),
    ...(!isChoc && (choc !== null || chocLe !== null)
      ? [
          {
            champ: "choc" as const,
            message:
              "La nature et la date d’un choc vont avec le motif du choc : choisissez-le, ou videz-les.",
          },
        ]
      : []),
    ...(genre !== "argument" && preuve === null
      ? [{ champ: "preuve" as const, message: "Dites ce qui l’établit : un document, une source, sa date." }]
      : []),
  ];
}
