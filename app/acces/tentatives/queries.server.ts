import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { fingerprint } from "#app/platform/keys/service-key.server.ts";
import { attenteApresEchecs, type Frein, type GenreTentative, MEMOIRE_ECHECS_MS } from "./rules.ts";

export interface CleTentative {
  readonly genre: GenreTentative;
  readonly cle: Buffer;
}

/** The key under which something is counted: nobody reads an address in it, nor finds one by trying. */
export function hashTentative(context: Context, genre: GenreTentative, valeur: string): CleTentative {
  return { genre, cle: fingerprint(context.settings.cle, `tentative ${genre}`, valeur) };
}

/** Milliseconds until one more try is allowed in the window of the brake; 0 when it is now. */
export async function readAttenteFrein(
  db: Database,
  { genre, cle }: CleTentative,
  { max, fenetreMs, now }: Frein & { readonly now: Date },
): Promise<number> {
  const row = await db
    .selectFrom("tentative")
    .select("survenue_le")
    .where("genre", "=", genre)
    .where("cle", "=", cle)
    .where("survenue_le", ">", new Date(now.getTime() - fenetreMs))
    .orderBy("survenue_le", "desc")
    .orderBy("id", "desc")
    .offset(max - 1)
    .limit(1)
    .executeTakeFirst();
  return row ? row.survenue_le.getTime() + fenetreMs - now.getTime() : 0;
}

/** Milliseconds until one may try again after wrong codes; 0 when it is now. */
export async function readAttenteEchecs(
  db: Database,
  { genre, cle }: CleTentative,
  now: Date,
): Promise<number> {
  const { nombre, dernier } = await db
    .selectFrom("tentative")
    .select(({ fn }) => [fn.countAll<number>().as("nombre"), fn.max("survenue_le").as("dernier")])
    .where("genre", "=", genre)
    .where("cle", "=", cle)
    .where("survenue_le", ">", new Date(now.getTime() - MEMOIRE_ECHECS_MS))
    .executeTakeFirstOrThrow();
  return attenteApresEchecs({ nombre, dernierLe: dernier }, now);
}
