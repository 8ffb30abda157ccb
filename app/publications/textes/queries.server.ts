import type { Context } from "#app/platform/context.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { Ton } from "../bandeau/rules.ts";
import type { CodeTexte, TextesService } from "./rules.ts";

export interface TexteARemplir {
  readonly code: CodeTexte;
  readonly valeur: string;
  readonly libelle: string;
  readonly aide: string;
}

/** The texts with what each is for, and the version of them all: the sum of theirs. */
export async function listTextes(
  db: Database | Tx,
): Promise<{ readonly textes: TexteARemplir[]; readonly version: number }> {
  const rows = await db.selectFrom("reglage_texte").selectAll().orderBy("code").execute();
  return {
    textes: rows as unknown as TexteARemplir[],
    version: rows.reduce((sum, row) => sum + row.version, 0),
  };
}

/** The texts by their code. */
export async function getTextes(db: Database): Promise<TextesService> {
  const { textes } = await listTextes(db);
  return Object.fromEntries(textes.map(({ code, valeur }) => [code, valeur])) as unknown as TextesService;
}

/** What surrounds every page, whoever reads it. */
export interface Cadre {
  readonly contact: string;
  readonly bandeau: { readonly texte: string; readonly ton: Ton } | null;
}

/** Every page prints it: read again after this many milliseconds only. A banner may come and go that late. */
const FRAICHEUR_MS = 15_000;
const gardes = new WeakMap<Database, { readonly at: number; readonly cadre: Cadre }>();

/** Banner of the moment and contact of the service, at most fifteen seconds old. */
export async function getCadre({ db, now }: Pick<Context, "db" | "now">): Promise<Cadre> {
  const at = now().getTime();
  const garde = gardes.get(db);
  if (garde && at >= garde.at && at - garde.at < FRAICHEUR_MS) return garde.cadre;
  const [contact, bandeau] = await Promise.all([
    db.selectFrom("reglage_texte").select("valeur").where("code", "=", "contact_courriel").executeTakeFirst(),
    db
      .selectFrom("bandeau")
      .select(["texte", "ton"])
      .where("debut", "<=", now())
      .where("fin", ">", now())
      .where("retire_le", "is", null)
      .orderBy("ton")
      .orderBy("debut", "desc")
      .limit(1)
      .executeTakeFirst(),
  ]);
  const cadre: Cadre = {
    contact: contact?.valeur ?? "",
    bandeau: bandeau ? { texte: bandeau.texte, ton: bandeau.ton as Ton } : null,
  };
  gardes.set(db, { at, cadre });
  return cadre;
}
