import { z } from "#app/platform/form/zod.ts";
import { ACTES, type Acte, adresseOf, GENRES, type Genre, type Lien } from "./rules.ts";

const LIENS_MAX = 20;

const liensSchema = z
  .string()
  .max(8_000, "Les liens tiennent en 8 000 caractères.")
  .optional()
  .transform((texte, context): Lien[] => {
    const lignes = (texte ?? "").split(/\r?\n/).map((ligne) => ligne.trim());
    const liens: Lien[] = [];
    for (const [rang, ligne] of lignes.entries()) {
      if (ligne === "") continue;
      const [, intitule, href] = /^(.{1,150}?)\s*\|\s*(\S{1,500})$/.exec(ligne) ?? [];
      if (!intitule || !href || !/^(https:\/\/|\/(?!\/)|mailto:)/.test(href)) {
        context.addIssue({
          code: "custom",
          message: `Ligne ${rang + 1} : écrivez l’intitulé, une barre verticale, puis une adresse en https ou une page du service, comme « Le rapport | https://exemple.fr/rapport ».`,
        });
        return z.NEVER;
      }
      liens.push({ intitule, href });
    }
    if (liens.length > LIENS_MAX) {
      context.addIssue({
        code: "custom",
        message: `Pas plus de ${LIENS_MAX} liens : gardez les plus utiles.`,
      });
      return z.NEVER;
    }
    return liens;
  });

export const publicationSchema = z
  .object({
    genre: z.enum(Object.keys(GENRES) as [Genre, ...Genre[]], "Choisissez entre présentation et actualité."),
    titre: z
      .string("Donnez un titre.")
      .trim()
      .min(1, "Donnez un titre.")
      .max(200, "Le titre tient en 200 caractères."),
    adresse: z
      .string()
      .trim()
      .max(100, "La fin de l’adresse tient en 100 caractères.")
      .regex(
        /^([a-z0-9]+(-[a-z0-9]+)*)?$/,
        "La fin de l’adresse s’écrit en minuscules sans accent, avec des tirets.",
      )
      .optional(),
    chapeau: z.string().trim().max(600, "Le chapeau tient en 600 caractères.").optional(),
    contenu: z.string().max(60_000, "Le texte tient en 60 000 caractères.").optional(),
    liens: liensSchema,
    rang: z.coerce
      .number("Donnez un rang, de 0 à 999.")
      .int()
      .min(0)
      .max(999, "Donnez un rang, de 0 à 999.")
      .default(0),
    version: z.coerce.number().int().min(0).max(1_000_000),
    /** Ticked: words were mended, the page says the same thing, and keeps its date. */
    forme: z.literal("on").optional(),
    intention: z.enum(["enregistrer", "apercevoir"]).default("enregistrer"),
  })
  .transform((saisie, context) => {
    const adresse = saisie.adresse || adresseOf(saisie.titre);
    if (adresse === "") {
      context.addIssue({
        code: "custom",
        path: ["adresse"],
        message: "Donnez la fin de l’adresse : le titre n’en fournit pas.",
      });
      return z.NEVER;
    }
    return {
      ...saisie,
      adresse,
      chapeau: saisie.chapeau ?? "",
      contenu: (saisie.contenu ?? "").replace(/\r\n/g, "\n"),
      forme: saisie.forme === "on",
    };
  });
export type Saisie = z.output<typeof publicationSchema>;

export const acteSchema = z.object({
  acte: z.enum(Object.keys(ACTES) as [Acte, ...Acte[]], "Choisissez ce qu’il faut faire de la page."),
  version: z.coerce.number().int().min(0).max(1_000_000),
});

export const isAdresse = (texte: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(texte) && texte.length <= 100;
