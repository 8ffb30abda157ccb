import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";
import { readLibellePortee } from "../portees/queries.server.ts";

export interface MaFonction {
  readonly id: string;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  /** Name of the périmètre. */
  readonly portee: string;
  readonly debut: string;
  /** First day when it no longer holds. */
  readonly fin: string | null;
  readonly acte: string | null;
  readonly attribueePar: string | null;
}

/** A person's own functions that hold or will, with the act they come from. */
export async function listMesFonctions(context: Context, agentId: string): Promise<MaFonction[]> {
  const rows = await context.db
    .selectFrom("fonction_exercee as f")
    .leftJoin("agent as p", "p.id", "f.attribuee_par")
    .select([
      "f.id",
      "f.fonction",
      "f.portee_type",
      "f.portee_code",
      "f.debut",
      "f.fin",
      "f.acte",
      "p.prenom",
      "p.nom",
    ])
    .select(readLibellePortee("f.portee_type", "f.portee_code").as("portee"))
    .where("f.agent_id", "=", agentId)
    .where((eb) => eb.or([eb("f.fin", "is", null), eb("f.fin", ">", civilDay(context.now()))]))
    .orderBy("f.debut")
    .orderBy("f.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fonction: row.fonction as Fonction,
    porteeType: row.portee_type as PorteeType,
    porteeCode: row.portee_code,
    portee: row.portee,
    debut: row.debut,
    fin: row.fin,
    acte: row.acte,
    attribueePar: row.nom ? `${row.prenom} ${row.nom}` : null,
  }));
}
