import { z } from "#app/platform/form/zod.ts";
import {
  GENRES_CONCERTATION,
  isNominatif,
  ORGANISATIONS_MAX,
  POSITIONS,
  type PositionOrganisation,
  SANS_NOM,
} from "./rules.ts";

const keysOf = <T extends object>(labels: T) =>
  Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];

/** A text in which nobody is named. */
const sansNom = (max: number, tropLong: string) =>
  z
    .string()
    .trim()
    .max(max, tropLong)
    .refine((texte) => !isNominatif(texte), SANS_NOM)
    .default("");

/** No scheme of the service is older. */
const PREMIER_JOUR = "2015-01-01";

const COMMUN = {
  genre: z.enum(keysOf(GENRES_CONCERTATION), {
    error: "Dites s’il s’agit d’une concertation ou de dialogue social.",
  }),
  instance: z
    .string({ error: "Dites quelle instance, ou quelle réunion." })
    .trim()
    .min(2, "Dites quelle instance, ou quelle réunion.")
    .max(200, "Au plus 200 caractères.")
    .refine((texte) => !isNominatif(texte), SANS_NOM),
  tenueLe: z.iso
    .date({ error: "Donnez la date de la réunion, comme 31/03/2027." })
    .refine((jour) => jour >= PREMIER_JOUR, "Vérifiez l’année de la réunion."),
  participants: sansNom(2000, "Au plus 2 000 caractères."),
  compteRendu: sansNom(10_000, "Au plus 10 000 caractères : joignez l’essentiel."),
  geste: z.enum(["lignes"]).optional(),
  lignes: z.coerce.number().int().min(0).max(ORGANISATIONS_MAX).default(0),
};

type Ligne = Partial<Record<`${"organisation" | "position" | "texte" | "retirer"}_${number}`, string>>;

/** Four fields for each line; a line that is empty, or ticked, is left out. */
function champsLignes(): Record<string, z.ZodType> {
  const champs: Record<string, z.ZodType> = {};
  for (let rang = 0; rang < ORGANISATIONS_MAX; rang++) {
    champs[`organisation_${rang}`] = sansNom(120, "Au plus 120 caractères.");
    champs[`position_${rang}`] = z.enum(keysOf(POSITIONS)).optional();
    champs[`texte_${rang}`] = sansNom(2000, "Au plus 2 000 caractères.");
    champs[`retirer_${rang}`] = z.string().optional();
  }
  return champs;
}

const isGardee = (saisie: Ligne, rang: number) =>
  !saisie[`retirer_${rang}`] &&
  Boolean(saisie[`organisation_${rang}`] || saisie[`texte_${rang}`] || saisie[`position_${rang}`]);

function verifierLignes(saisie: Ligne, signaler: (champ: string, message: string) => void): void {
  const connues = new Set<string>();
  for (let rang = 0; rang < ORGANISATIONS_MAX; rang++) {
    if (!isGardee(saisie, rang)) continue;
    const organisation = saisie[`organisation_${rang}`] ?? "";
    if (organisation === "")
      signaler(`organisation_${rang}`, "Dites quelle organisation, ou cochez « Retirer cette ligne ».");
    else if (connues.has(organisation.toLocaleLowerCase("fr")))
      signaler(`organisation_${rang}`, "Cette organisation a déjà une ligne : gardez-en une seule.");
    connues.add(organisation.toLocaleLowerCase("fr"));
    if (!saisie[`position_${rang}`]) signaler(`position_${rang}`, "Choisissez la position.");
  }
}

function positionsOf(saisie: Ligne): PositionOrganisation[] {
  return Array.from({ length: ORGANISATIONS_MAX }, (_, rang) => rang)
    .filter((rang) => isGardee(saisie, rang))
    .map((rang) => ({
      organisation: saisie[`organisation_${rang}`] ?? "",
      position: saisie[`position_${rang}`] as PositionOrganisation["position"],
      texte: saisie[`texte_${rang}`] ?? "",
    }));
}

function withLignes<T extends z.ZodRawShape>(own: T) {
  return z
    .object({ ...champsLignes(), ...COMMUN, ...own })
    .superRefine((saisie, context) => {
      // More lines are asked for: they are filled first, and checked when they are sent.
      if ((saisie as { geste?: string }).geste) return;
      verifierLignes(saisie as Ligne, (champ, message) =>
        context.addIssue({ code: "custom", path: [champ], message }),
      );
    })
    .transform((saisie) => ({
      ...(saisie as unknown as z.output<z.ZodObject<typeof COMMUN & T>>),
      positions: positionsOf(saisie as Ligne),
    }));
}

/** The id is drawn with the form: sent twice, it records one meeting. */
export const consignationSchema = withLignes({ id: z.uuid() });
export const modificationSchema = withLignes({ version: z.coerce.number().int().min(1) });

export type ConcertationSaisie = Pick<
  z.output<typeof modificationSchema>,
  "genre" | "instance" | "tenueLe" | "participants" | "compteRendu" | "positions"
>;
