import { DROITS, type Permission } from "#app/acces/droits/rules.ts";
import { withinPortees } from "#app/acces/portees/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import type { FormatPiece } from "#app/platform/pieces/formats.ts";
import { NotFound } from "#app/platform/refusal.ts";

export interface PieceVue {
  readonly id: string;
  readonly nom: string;
  readonly format: FormatPiece;
  readonly taille: number;
  readonly empreinte: Buffer;
  readonly deposeePar: string;
  readonly deposant: string;
  readonly deposeeLe: Date;
  readonly retireeLe: Date | null;
  /** Null while nobody has read it yet; empty when there is no text in it. */
  readonly apercu: string | null;
}

/** A piece that the actor may read: their own, or of an object within their scope. Throws NotFound for any other. */
export async function getPiece(db: Database, actor: Actor, id: string): Promise<PieceVue> {
  const row = isUuid(id)
    ? await db
        .selectFrom("piece as p")
        .innerJoin("agent as a", "a.id", "p.deposee_par")
        .select([
          "p.id",
          "p.nom",
          "p.format",
          "p.taille",
          "p.empreinte",
          "p.apercu",
          "p.deposee_par as deposeePar",
        ])
        .select(["p.deposee_le as deposeeLe", "p.supprimee_le as retireeLe", "p.permission"])
        .select((eb) => eb.fn<string>("concat_ws", [eb.val(" "), "a.prenom", "a.nom"]).as("deposant"))
        .where("p.id", "=", id)
        .executeTakeFirst()
    : undefined;
  if (!row || !(await isLisible(db, actor, row))) throw new NotFound();
  const { permission, taille, ...piece } = row;
  return { ...piece, taille: Number(taille), format: piece.format as FormatPiece };
}

interface DroitRow {
  readonly id: string;
  readonly deposeePar: string;
  readonly permission: string;
}

async function isLisible(db: Database, actor: Actor, row: DroitRow): Promise<boolean> {
  if (row.deposeePar === actor.agentId) return true;
  if (!(row.permission in DROITS)) return false;
  const scope = scopeOf(actor, row.permission as Permission);
  const found = await db
    .selectFrom("piece as p")
    .select("p.id")
    .where("p.id", "=", row.id)
    .where(withinPortees(scope, "p.portee_type", "p.portee_code"))
    .executeTakeFirst();
  return found !== undefined;
}
