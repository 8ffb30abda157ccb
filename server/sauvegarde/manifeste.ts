import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "#app/platform/form/zod.ts";
import { fingerprint } from "#app/platform/keys/service-key.server.ts";

/** Rises when an archive written before could no longer be read. */
export const FORMAT = 1;

/** First and last parts of an archive: what it is, and what it must contain. */
export const DEBUT = "debut.json";
export const FIN = "fin.json";
export const SEQUENCES = "sequences.json";
export const TRAVAUX = "travaux.json";

const nom = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

export const debutSchema = z.object({
  format: z.number().int(),
  version: z.string().max(50),
  postgres: z.number().int(),
  faiteLe: z.string().max(40),
  demonstration: z.boolean().nullable(),
  /** Where the files stood: their paths, kept in the database, are moved with them. */
  dossier: z.string().max(4_000),
  /** Stands for the key of the service, which is not in the archive. */
  cle: z.string().max(100),
  migrations: z.array(z.object({ nom: z.string().max(200), empreinte: z.string().length(64) })).max(10_000),
  tables: z.array(z.object({ nom, colonnes: z.array(nom).min(1).max(1_600) })).max(10_000),
});
export type Debut = z.infer<typeof debutSchema>;

export const finSchema = z.object({
  /** Lines of each table. */
  lignes: z.record(nom, z.number().int().min(0)),
  travaux: z.number().int().min(0),
  fichiers: z.number().int().min(0),
  /** SHA-256 of each part, in hexadecimal. */
  parties: z.record(z.string().max(300), z.string().length(64)),
});
export type Fin = z.infer<typeof finSchema>;

export const sequencesSchema = z.array(
  z.object({ table: nom, colonne: nom, valeur: z.number().int(), appelee: z.boolean() }),
);
export type Sequence = z.infer<typeof sequencesSchema>[number];

export const travauxSchema = z.array(
  z.object({
    genre: z.string().max(200),
    charge: z.unknown(),
    file: z.string().max(200).nullable(),
    quand: z.string().max(60),
    essais: z.number().int(),
    cle: z.string().max(1_000).nullable(),
    priorite: z.number().int(),
  }),
);
export type Travail = z.infer<typeof travauxSchema>[number];

/** Tells whether two keys are one without telling the key. */
export const empreinteDeCle = (cle: string) =>
  fingerprint(cle, "sauvegarde", "clé du service").toString("hex");

export async function readProductVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, "../../package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
