import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { renderMarkdown } from "#app/platform/markdown/render.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { type Genre, type Lien, tempsDeLecture } from "./rules.ts";
import { isAdresse } from "./schema.ts";

export interface Publication {
  readonly id: string;
  readonly genre: Genre;
  readonly adresse: string;
  readonly titre: string;
  readonly chapeau: string;
  readonly contenu: string;
  readonly liens: readonly Lien[];
  readonly rang: number;
  readonly publieeLe: string | null;
  readonly miseAJourLe: string | null;
  readonly archiveeLe: string | null;
  readonly modifieeLe: Date;
  readonly version: number;
}

const select = (db: Database | Tx) =>
  db
    .selectFrom("publication")
    .select(["id", "genre", "adresse", "titre", "chapeau", "contenu", "liens", "rang", "version"])
    .select(["publiee_le as publieeLe", "mise_a_jour_le as miseAJourLe", "archivee_le as archiveeLe"])
    .select("modifiee_le as modifieeLe");

/** What everybody reads of a kind: the current pages first, then the archives; the latest news first. */
export async function listPubliees(db: Database, genre: Genre): Promise<Publication[]> {
  const rows = await select(db)
    .where("genre", "=", genre)
    .where("publiee_le", "is not", null)
    .orderBy("archivee_le", (order) => order.desc().nullsFirst())
    .orderBy("rang")
    .orderBy("publiee_le", "desc")
    .orderBy("titre")
    .execute();
  return rows as unknown as Publication[];
}

/** One published page by its address. Throws NotFound, also for a draft. */
async function getPubliee(db: Database, genre: Genre, adresse: string): Promise<Publication> {
  const row = isAdresse(adresse)
    ? await select(db)
        .where("genre", "=", genre)
        .where("adresse", "=", adresse)
        .where("publiee_le", "is not", null)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return row as unknown as Publication;
}

/** What a reader gets of a published page, ready to print. Throws NotFound, also for a draft. */
export async function readPubliee(db: Database, genre: Genre, adresse: string) {
  const { titre, chapeau, contenu, liens, publieeLe, miseAJourLe, archiveeLe } = await getPubliee(
    db,
    genre,
    adresse,
  );
  return {
    // The mark is in the title itself: a tab, a bookmark and a search result say it too (S0-26).
    titre: archiveeLe === null ? titre : `[ARCHIVE] ${titre}`,
    ...{ chapeau, liens, publieeLe, miseAJourLe, archiveeLe },
    minutes: tempsDeLecture(`${chapeau} ${contenu}`),
    html: renderMarkdown(contenu),
  };
}

/** Every page, drafts included, for those who write: last written first. */
export async function listPublications(db: Database): Promise<Publication[]> {
  const rows = await select(db).orderBy("modifiee_le", "desc").orderBy("id").execute();
  return rows as unknown as Publication[];
}

/** One page to write. Throws NotFound. */
export async function getPublication(db: Database | Tx, id: string): Promise<Publication> {
  const row = isUuid(id) ? await select(db).where("id", "=", id).executeTakeFirst() : undefined;
  if (!row) throw new NotFound();
  return row as unknown as Publication;
}
