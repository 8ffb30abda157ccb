import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { z } from "#app/platform/form/zod.ts";

/** Spaces folded; a control sign in a name is no name. */
const word = (max: number) =>
  z
    .string()
    .max(1_000)
    .transform((text) => text.trim().replace(/\s+/g, " "))
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^\P{C}+$/u),
    );

/** What ProConnect says of a person. Names and address are always given; a SIRET is not, nor is it always right. */
export const userinfoSchema = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  idp_id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  given_name: word(100),
  usual_name: word(100),
  email: z
    .string()
    .max(254)
    .transform(canonicalCourriel)
    .pipe(z.string().regex(/^[^@\s\p{C}]+@[^@\s\p{C}]+$/u)),
  siret: z
    .unknown()
    .optional()
    .transform((sent) => {
      const digits = typeof sent === "string" ? sent.replace(/\s/g, "") : "";
      return /^\d{14}$/.test(digits) ? digits : null;
    }),
});

/** The person confirms from their mailbox, or says that it is not them. */
export const rattachementSchema = z.object({
  decision: z.enum(["accepter", "refuser"], "Choisissez si c’est bien vous ou non."),
});

/** What whoever holds the rights does with the identities of a person. */
export const identitesSchema = z.discriminatedUnion("acte", [
  z.object({ acte: z.literal("accepter"), rattachement: z.uuid() }),
  z.object({ acte: z.literal("refuser"), rattachement: z.uuid() }),
  z.object({ acte: z.literal("detacher"), identite: z.uuid() }),
]);
