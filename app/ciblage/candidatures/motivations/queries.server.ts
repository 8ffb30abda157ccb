import { sql } from "kysely";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { GenreArgument } from "./rules.ts";

export interface ArgumentLu {
  readonly id: string;
  readonly genre: GenreArgument;
  readonly texte: string;
  /** Kind of the « choc conjoncturel » and its day; null for the others. */
  readonly choc: string | null;
  readonly chocLe: string | null;
  readonly preuve: string | null;
  readonly qui: string;
  /** ISO instant. */
  readonly le: string;
  /** ISO instant of its withdrawal, and by whom; null while it holds. */
  readonly retireLe: string | null;
  readonly retirePar: string | null;
}

/** Grounds and arguments of a candidature, withdrawn ones included, oldest first; the caller has read it. */
export async function listArguments(db: Database | Tx, candidatureId: string): Promise<ArgumentLu[]> {
  const { rows } = await sql<
    Omit<ArgumentLu, "le" | "retireLe"> & { le: Date; retireLe: Date | null }
  >`select a.id, a.genre, a.texte, a.choc, a.choc_le as "chocLe", a.preuve, concat(auteur.prenom, ' ', auteur.nom) as qui,
      a.enregistre_le as le, a.retire_le as "retireLe", retrait.prenom || ' ' || retrait.nom as "retirePar"
    from candidature_argument a join agent auteur on auteur.id = a.agent_id left join agent retrait on retrait.id = a.retire_par
    where a.candidature_id = ${candidatureId}::uuid order by a.enregistre_le, a.id`.execute(db);
  return rows.map(({ le, retireLe, ...row }) => ({
    ...row,
    le: le.toISOString(),
    retireLe: retireLe?.toISOString() ?? null,
  }));
}
