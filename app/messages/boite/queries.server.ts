import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";

export interface CourrielRetenu {
  readonly id: string;
  readonly destinataire: string | null;
  readonly copies: readonly string[];
  readonly objet: string;
  readonly creeLe: Date;
}

/** Latest messages that a demonstration kept: the only ones whose text may be read by others than their recipient. */
export async function listRetenus(db: Database, limit: number): Promise<CourrielRetenu[]> {
  return db
    .selectFrom("courriel")
    .select(["id", "destinataire", "copies", "objet", "cree_le as creeLe"])
    .where("etat", "=", "retenu")
    .orderBy("cree_le", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** One message that a demonstration kept, with its text. Throws NotFound for any other. */
export async function getRetenu(
  db: Database,
  id: string,
): Promise<CourrielRetenu & { readonly texte: string; readonly html: string }> {
  const row = isUuid(id)
    ? await db
        .selectFrom("courriel")
        .select(["id", "destinataire", "copies", "objet", "cree_le as creeLe", "texte", "html"])
        .where("etat", "=", "retenu")
        .where("id", "=", id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return { ...row, texte: row.texte ?? "", html: row.html ?? "" };
}
