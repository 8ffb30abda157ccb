import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { CleTentative } from "./queries.server.ts";

/** Counts one try. */
export async function compterTentative(
  tx: Tx,
  context: Context,
  { genre, cle }: CleTentative,
): Promise<void> {
  await tx.insertInto("tentative").values({ genre, cle, survenue_le: context.now() }).execute();
}

/** Forgets the tries of a key: whoever has just succeeded owes no wait. */
export async function effacerTentatives(tx: Tx, { genre, cle }: CleTentative): Promise<void> {
  await tx.deleteFrom("tentative").where("genre", "=", genre).where("cle", "=", cle).execute();
}
