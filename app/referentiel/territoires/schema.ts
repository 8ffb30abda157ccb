import { z } from "#app/platform/form/zod.ts";
import { SECTEURS, type Secteur, TYPES, type TypeStructure } from "../rules.ts";
import { type CleTerritoire, NIVEAUX_TERRITOIRE, type NiveauTerritoire } from "./rules.ts";

const codeIndicateur = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,60}$/)
  .optional()
  .catch(undefined);

/** What a page of territory is asked to summarise, from the URL. */
const demandeSchema = z.object({
  indicateur: codeIndicateur,
  /** The other axis of a cloud. */
  avec: codeIndicateur,
  type: z
    .enum(Object.keys(TYPES) as [TypeStructure, ...TypeStructure[]])
    .optional()
    .catch(undefined),
  secteur: z
    .enum(Object.keys(SECTEURS) as [Secteur, ...Secteur[]])
    .optional()
    .catch(undefined),
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
});
export type DemandeTerritoire = z.output<typeof demandeSchema>;

export function readDemande(params: URLSearchParams): DemandeTerritoire {
  return demandeSchema.parse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
}

const cleSchema = z.object({
  niveau: z.enum(Object.keys(NIVEAUX_TERRITOIRE) as [NiveauTerritoire, ...NiveauTerritoire[]]),
  code: z.string().min(1).max(60),
});

/** The territory that a URL names; undefined when it names none. */
export function readCle(params: { niveau: string; territoire: string }): CleTerritoire | undefined {
  return cleSchema.safeParse({ niveau: params.niveau, code: params.territoire }).data;
}

/** Tables of a page that may be taken away. */
export const TABLES = ["comptages", "indicateur", "parties", "effectifs", "valeurs"] as const;
export type TableTerritoire = (typeof TABLES)[number];

export function readTable(params: URLSearchParams): TableTerritoire {
  return TABLES.find((table) => table === params.get("table")) ?? "comptages";
}
