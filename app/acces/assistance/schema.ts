import { z } from "#app/platform/form/zod.ts";

const MOTIF = "Dites pourquoi, en une ou deux phrases : la personne le lira avant de répondre.";

export const demandeAssistanceSchema = z.object({
  agent: z.uuid("Choisissez la personne à aider."),
  motif: z.string(MOTIF).trim().min(10, MOTIF).max(1_000, "Le motif tient en 1 000 caractères."),
});

export const reponseSchema = z.object({
  reponse: z.enum(["accepter", "refuser"], { error: "Acceptez ou refusez." }),
});

/** An act that asks for nothing more than to be confirmed. */
export const confirmationAssistanceSchema = z.object({});
