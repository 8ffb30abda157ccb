import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { EtatImport } from "../rules.ts";

export interface ImportEnAttente {
  readonly id: string;
  readonly etat: EtatImport;
  readonly deposeLe: Date;
  readonly reconnus: number;
  /** Files that were left aside, because nothing says what they hold. */
  readonly inconnus: number;
  /** State of the latest work on it. */
  readonly travail: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee" | null;
}

/** Imports that are neither applied nor given up, the oldest first; a hundred at most. */
export async function listImportsEnAttente(db: Database): Promise<ImportEnAttente[]> {
  const { rows } = await sql<ImportEnAttente>`
    select i.id, i.etat, i.depose_le as "deposeLe",
      (select count(*)::int from import_fichier f where f.import_id = i.id and f.etat = 'reconnu') as reconnus,
      (select count(*)::int from import_fichier f where f.import_id = i.id and f.etat = 'inconnu') as inconnus,
      (select t.etat from tache t where t.objet_type = 'import' and t.objet_id = i.id::text order by t.demandee_le desc limit 1) as travail
    from import i where i.etat in ('depose', 'previsualise') order by i.depose_le limit 100`.execute(db);
  return rows;
}

export interface ImportTrouve {
  readonly id: string;
  readonly fichier: string;
  readonly etat: EtatImport;
  readonly deposeLe: Date;
}

/** Imports one file of which has a name that holds every word; the latest first, one line an import. */
export async function searchImports(
  db: Database,
  words: readonly string[],
  limit: number,
): Promise<ImportTrouve[]> {
  if (words.length === 0) return [];
  const matching = words.map((word) => sql`lower(unaccent(f.nom)) like ${`%${word}%`}`);
  const { rows } = await sql<ImportTrouve>`
    select i.id, min(f.nom) as fichier, i.etat, i.depose_le as "deposeLe"
    from import i join import_fichier f on f.import_id = i.id where ${sql.join(matching, sql` and `)}
    group by i.id order by i.depose_le desc limit ${limit}`.execute(db);
  return rows;
}
