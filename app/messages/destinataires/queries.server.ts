import { sql } from "kysely";
import { DROITS, type Permission } from "#app/acces/droits/rules.ts";
import type { Fonction, PorteeType } from "#app/acces/fonctions/rules.ts";
import { listPortees } from "#app/acces/portees/queries.server.ts";
import { type Portee, type PorteeNommee, porteeKey, reaches } from "#app/acces/portees/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { TypeStructure } from "#app/referentiel/rules.ts";
import { isEcole } from "#app/referentiel/vie/rules.ts";
import { type Boite, type LieuConnu, TITULAIRES } from "./rules.ts";

/** A place with its mailbox, and that of its circonscription; undefined when there is no such place. */
export async function findLieu(db: Database | Tx, boite: Boite): Promise<LieuConnu | undefined> {
  if (boite.type === "circonscription") {
    const row = await db
      .selectFrom("circonscription")
      .select(["nom", "courriel"])
      .where("code", "=", boite.code)
      .executeTakeFirst();
    return row && { boite, nom: row.nom, ecole: false, adresse: row.courriel, circonscription: null };
  }
  const row = await db
    .selectFrom("structure as s")
    .leftJoin("circonscription as c", "c.code", "s.circonscription_code")
    .select(["s.nom", "s.type", "s.courriel", "c.code", "c.nom as nomCirconscription", "c.courriel as copie"])
    .where("s.uai", "=", boite.code)
    .executeTakeFirst();
  if (!row) return undefined;
  const { code, nomCirconscription, copie } = row;
  return {
    boite,
    nom: row.nom,
    ecole: isEcole(row.type as TypeStructure),
    adresse: row.courriel,
    circonscription: code && nomCirconscription ? { code, nom: nomCirconscription, adresse: copie } : null,
  };
}

/** People who hold a place in their own name today. */
export async function listTitulaires(
  db: Database | Tx,
  { type, code }: Boite,
  day: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom("fonction_exercee as f")
    .innerJoin("agent as a", "a.id", "f.agent_id")
    .select("a.id")
    .distinct()
    .where("f.fonction", "in", [...TITULAIRES[type]])
    .where("f.portee_type", "=", type)
    .where("f.portee_code", "=", code)
    .where("f.debut", "<=", day)
    .where(sql<boolean>`(f.fin is null or f.fin > ${day})`)
    .where("a.ferme_le", "is", null)
    .execute();
  return rows.map(({ id }) => id);
}

export interface Habilite {
  readonly agentId: string;
  readonly fonction: Fonction;
  readonly portee: Portee;
}

/**
 * People whose own function grants a permission today over a scope (over anything when none is said), with that
 * function. Delegated functions are left out: what needs a decision goes to who holds it.
 */
export async function listHabilites(
  db: Database,
  permission: Permission,
  day: string,
  portee?: PorteeNommee,
): Promise<Habilite[]> {
  const rows = await db
    .selectFrom("fonction_exercee as f")
    .innerJoin("agent as a", "a.id", "f.agent_id")
    .select(["a.id as agentId", "f.fonction", "f.portee_type", "f.portee_code"])
    .where("f.fonction", "in", Object.keys(DROITS[permission].fonctions))
    .where("f.debut", "<=", day)
    .where(sql<boolean>`(f.fin is null or f.fin > ${day})`)
    .where("a.ferme_le", "is", null)
    .orderBy("a.id")
    .execute();
  return rows
    .map(({ agentId, fonction, portee_type, portee_code }) => ({
      agentId,
      fonction: fonction as Fonction,
      portee: { type: portee_type as PorteeType, code: portee_code },
    }))
    .filter((one) => portee === undefined || reaches(one, portee));
}

/** The scope of a place, with what contains it. */
export async function findPorteeLieu(db: Database, boite: Boite): Promise<PorteeNommee | undefined> {
  return (await listPortees(db, [boite])).get(porteeKey(boite));
}
