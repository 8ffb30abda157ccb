import type { Database } from "#app/platform/db/database.server.ts";
import type { Ton } from "./rules.ts";

export interface Bandeau {
  readonly id: string;
  readonly texte: string;
  readonly ton: Ton;
  readonly debut: Date;
  readonly fin: Date;
  readonly auteur: string;
  readonly retireLe: Date | null;
}

/** Every banner, the latest first; twenty say enough of the past. */
export async function listBandeaux(db: Database): Promise<Bandeau[]> {
  const rows = await db
    .selectFrom("bandeau as b")
    .innerJoin("agent as a", "a.id", "b.cree_par")
    .select(["b.id", "b.texte", "b.ton", "b.debut", "b.fin", "b.retire_le as retireLe"])
    .select((eb) => eb.fn<string>("concat_ws", [eb.val(" "), "a.prenom", "a.nom"]).as("auteur"))
    .orderBy("b.fin", "desc")
    .orderBy("b.id")
    .limit(20)
    .execute();
  return rows as Bandeau[];
}
