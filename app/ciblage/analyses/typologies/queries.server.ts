import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { NomsClasses, TypologieNommee } from "./rules.ts";
import { nomsOf } from "./rules.ts";
import { classesNommeesSchema } from "./schema.ts";

/** The typology saved for a run, if any. The caller has read the run. */
export async function findTypologie(db: Database | Tx, calculId: string): Promise<TypologieNommee | null> {
  const row = await db
    .selectFrom("typologie")
    .select(["nom", "classes", "version"])
    .where("calcul_id", "=", calculId)
    .executeTakeFirst();
  return row
    ? { nom: row.nom, version: row.version, classes: classesNommeesSchema.parse(row.classes) }
    : null;
}

/** What the classes of a run are called. The caller has read the run. */
export async function listNomsClasses(db: Database, calculId: string): Promise<NomsClasses> {
  return nomsOf(await findTypologie(db, calculId));
}

export interface TypologieEnregistree {
  readonly calculId: string;
  readonly nom: string;
  readonly numero: number;
  readonly scenario: string;
  readonly classes: readonly string[];
  /** ISO instant. */
  readonly modifieeLe: string;
}

/** Typologies saved in a campaign, the latest first. The caller has read the campaign. */
export async function listTypologies(db: Database, campagneId: string): Promise<TypologieEnregistree[]> {
  const rows = await db
    .selectFrom("typologie")
    .innerJoin("calcul", "calcul.id", "typologie.calcul_id")
    .innerJoin("scenario", "scenario.id", "calcul.scenario_id")
    .select(["calcul_id", "typologie.nom", "calcul.numero", "scenario.nom as scenario", "classes"])
    .select("typologie.modifiee_le")
    .where("scenario.campagne_id", "=", campagneId)
    .orderBy("typologie.modifiee_le", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...{ calculId: row.calcul_id, nom: row.nom, numero: row.numero, scenario: row.scenario },
    classes: classesNommeesSchema
      .parse(row.classes)
      .map(({ nom }) => nom)
      .filter((nom) => nom !== ""),
    modifieeLe: row.modifiee_le.toISOString(),
  }));
}
