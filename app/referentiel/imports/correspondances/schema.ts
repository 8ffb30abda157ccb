import { z } from "#app/platform/form/zod.ts";

/** Beyond, a file is a survey: an académie follows a few indicators, it does not copy an information system. */
export const MAX_VALEURS = 40;
const MAX_RANG = 1_000;

/** A column of the file: its rank from 0, and its label for whoever reads the decision later. */
const placeSchema = z.object({
  rang: z.number().int().min(0).max(MAX_RANG),
  etiquette: z.string().max(200),
});

const officielleSchema = z.object({
  genre: z.literal("officielle"),
  /** Declared column → column of the file; null where the file has none. */
  colonnes: z.record(z.string().max(60), placeSchema.nullable()),
});

const valeurSchema = z.object({
  colonne: placeSchema,
  indicateur: z.string().max(61),
  facteur: z.number().positive().max(1_000),
  manquants: z.array(z.string().min(1).max(20)).max(20),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** What tells of which structures a line speaks: the code of one, or a commune, whose values are those of all its structures. */
export const LIEUX_LIGNE = { uai: "codes de structure (UAI)", commune: "codes de commune (Insee)" } as const;
export type LieuLigne = keyof typeof LIEUX_LIGNE;

const academiqueSchema = z.object({
  genre: z.literal("academique"),
  lieu: z.enum(["uai", "commune"]),
  cle: placeSchema,
  /** `dite`: given with each file, since the file does not tell it. */
  annee: z.discriminatedUnion("genre", [
    z.object({ genre: z.literal("colonne"), colonne: placeSchema, session: z.boolean() }),
    z.object({ genre: z.literal("dite") }),
  ]),
  valeurs: z.array(valeurSchema).min(1).max(MAX_VALEURS),
});
export type LectureAcademique = z.output<typeof academiqueSchema>;

/** What the column `correspondance.colonnes` holds. */
export const lectureSchema = z.discriminatedUnion("genre", [officielleSchema, academiqueSchema]);
export type LectureDecidee = z.output<typeof lectureSchema>;

/** What a select of columns sends: the rank of a column, or nothing. */
const choixColonne = z.number().int().min(0).max(MAX_RANG).optional();
const anneeDite = z.number().int().min(1980).max(2100).optional();
/** `essayer` shows what the reading would give; `enregistrer` keeps it. */
const intention = z.enum(["essayer", "enregistrer"]).default("enregistrer");

export const entetePointeSchema = z.object({
  intention,
  jeu: z.string().min(1).max(60),
  annee: anneeDite,
  colonnes: z
    .array(z.object({ nom: z.string().min(1).max(60), rang: choixColonne }))
    .max(200)
    .default([]),
});
export type EntetePointe = z.output<typeof entetePointeSchema>;

/** Units in which the académies' files write: by what the cell is multiplied. */
export const FACTEURS = {
  "1": "Telle quelle",
  "100": "Part entre 0 et 1, à lire en %",
  "0.1": "Pour mille, à lire en %",
  "0.01": "Centièmes, à lire en unités",
  "0.001": "Millièmes, à lire en unités",
} as const;
export type Facteur = keyof typeof FACTEURS;

/** An indicator that does not exist yet: `modele:` and its code, or `nouveau` with the facts typed beside. */
const nouvelIndicateur = z.object({
  libelle: z.string().trim().max(200).optional(),
  definition: z.string().trim().max(2_000).optional(),
  unite: z.string().trim().max(30).optional(),
  diffusion: z.enum(["interne", "rh"]).default("interne"),
});

const nombreTape = z
  .string()
  .trim()
  .regex(/^[+-]?\d+([.,]\d+)?$/, "Écrivez un nombre.")
  .transform((text) => Number(text.replace(",", ".")))
  .optional();

export const descriptionSchema = z.object({
  intention,
  academie: z.string().max(3).optional(),
  libelle: z.string().trim().min(3).max(200),
  /** Rank of the column that tells the structure or the commune. */
  cle: z.number().int().min(0).max(MAX_RANG),
  /** Rank of the column of the year; absent when the year is given. */
  anneeColonne: choixColonne,
  annee: anneeDite,
  session: z.literal("on").optional(),
  valeurs: z
    .array(
      z.object({
        rang: z.number().int().min(0).max(MAX_RANG),
        indicateur: z.string().max(80).optional(),
        facteur: z.enum(Object.keys(FACTEURS) as [Facteur, ...Facteur[]]).default("1"),
        manquants: z.string().max(200).optional(),
        minimum: nombreTape,
        maximum: nombreTape,
        nouveau: nouvelIndicateur.optional(),
      }),
    )
    .max(200)
    .default([]),
});
export type Description = z.output<typeof descriptionSchema>;

/** What a person may do of a malformed code. */
export const CHOIX_CODE = {
  laisser: "Laisser les lignes refusées",
  proposition: "Accepter la proposition",
  autre: "C’est une autre structure",
  ecarter: "Écarter ces lignes",
} as const;
export type ChoixCode = keyof typeof CHOIX_CODE;

/** Codes decided on one page. */
export const CODES_PAR_PAGE = 50;

export const codesSchema = z.object({
  motif: z.string().trim().max(500).optional(),
  codes: z
    .array(
      z.object({
        texte: z.string().min(1).max(60),
        choix: z.enum(Object.keys(CHOIX_CODE) as [ChoixCode, ...ChoixCode[]]).default("laisser"),
        autre: z.string().trim().max(20).optional(),
        motif: z.string().trim().max(500).optional(),
      }),
    )
    .max(CODES_PAR_PAGE)
    .default([]),
});
export type CodesDecides = z.output<typeof codesSchema>;

export const retraitSchema = z.object({ id: z.uuid() });
