import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Choix } from "../queries.server.ts";
import type { StatutParticipation } from "./rules.ts";

export interface Participation {
  readonly id: string;
  readonly academieCode: string;
  readonly academie: string;
  readonly dispositif: string;
  readonly statut: StatutParticipation;
  readonly debut: string;
  readonly fin: string | null;
  readonly acte: string;
  readonly auteur: string | null;
}

/** The whole register, a public fact: by scheme, then académie, then date. */
export async function listParticipations(db: Database): Promise<Participation[]> {
  const { rows } = await sql<Participation>`
    select p.id, p.academie_code as "academieCode", a.nom as academie, d.libelle as dispositif, p.statut, p.debut, p.fin, p.acte,
      (select g.prenom || ' ' || g.nom from agent g where g.id = p.agent_id) as auteur
    from participation_academie p
    join academie a on a.code = p.academie_code join dispositif d on d.code = p.dispositif_code
    order by d.ordre, a.nom, p.debut, p.id`.execute(db);
  return rows;
}

export async function listAcademies(db: Database): Promise<Choix[]> {
  return db.selectFrom("academie").select(["code as value", "nom as label"]).orderBy("nom").execute();
}
