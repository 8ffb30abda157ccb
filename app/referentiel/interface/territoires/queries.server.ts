import { type RawBuilder, sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { getLecteur, withinReference } from "../../indicateurs/lecture/queries.server.ts";
import { type PageLignes, readPage, withinDepuis, withinEgal } from "../lecture/queries.server.ts";
import type { Parametres } from "../schema.ts";
import { references, territoires, valeursTerritoires } from "./rules.ts";

/** References of the open indicators that this person may read. */
export async function listReferencesLues(
  { db }: Pick<Context, "db">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  return readPage(db, references, p, {
    cle: ["r.indicateur_code", "r.annee", "r.type", "r.secteur", "r.niveau", "r.territoire", "r.base"],
    select: sql`select r.indicateur_code as indicateur, r.annee, r.niveau, r.territoire, r.type, r.secteur, r.n, r.moyenne,
        r.moyenne_ponderee, r.deciles[1] as d1, r.q1, r.deciles[5] as mediane, r.q3, r.deciles[9] as d9, r.base
      from reference_indicateur r join indicateur i on i.code = r.indicateur_code`,
    where: [
      sql`i.diffusion = 'ouverte' and r.n >= i.seuil_reference`,
      withinReference(getLecteur(actor)),
      withinEgal("r.indicateur_code", p.indicateur),
      withinEgal("r.annee", p.annee),
      withinEgal("r.niveau", p.niveau),
      withinEgal("r.territoire", p.territoire),
      withinEgal("r.type", p.type),
      withinEgal("r.secteur", p.secteur),
    ],
  });
}

/** The table of each level, and the columns that name what contains its territories. */
const TABLES: Readonly<Record<string, { readonly dans: string; readonly faits: RawBuilder<unknown> }>> = {
  academie: { dans: "nation", faits: sql`null::int, null::text` },
  departement: { dans: "academie_code", faits: sql`null::int, null::text` },
  circonscription: { dans: "departement_code", faits: sql`null::int, null::text` },
  bassin: { dans: "academie_code", faits: sql`null::int, null::text` },
  commune: { dans: "departement_code", faits: sql`t.population, t.typologie` },
};

/** Codes and names of the territories of one level. */
export async function listTerritoiresLus(
  { db }: Pick<Context, "db">,
  _actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  const niveau = p.niveau ?? "";
  const table = TABLES[niveau];
  if (!table) throw new Error(`no table of territories for « ${niveau} »`);
  return readPage(db, territoires, p, {
    cle: ["t.code"],
    select: sql`select ${niveau}::text as niveau, t.code, t.nom, t.dans, t.population, t.typologie
      from (select t.code, t.nom, t.${sql.ref(table.dans)}, ${table.faits} from ${sql.table(niveau)} t)
        as t (code, nom, dans, population, typologie)`,
    where: [sql`true`, withinEgal("t.dans", p.dans)],
  });
}

/** What open files publish of a territory itself; those of an académie are read where it shows them. */
export async function listValeursTerritoiresLues(
  { db }: Pick<Context, "db">,
  _actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  return readPage(db, valeursTerritoires, p, {
    cle: ["v.territoire", "v.indicateur_code", "v.annee"],
    select: sql`select v.niveau, v.territoire, v.indicateur_code as indicateur, v.annee, v.valeur, v.statut,
        f.nom as fichier, encode(f.empreinte, 'hex') as sha256, v.ligne, v.colonne, v.enregistre_le
      from valeur_territoire v
      join indicateur i on i.code = v.indicateur_code
      join import_fichier f on f.id = v.fichier_id`,
    where: [
      sql`v.remplace_le is null and i.diffusion = 'ouverte'`,
      withinEgal("v.niveau", p.niveau),
      withinEgal("v.territoire", p.territoire),
      withinEgal("v.indicateur_code", p.indicateur),
      withinEgal("v.annee", p.annee),
      withinDepuis(sql`v.enregistre_le`, p.depuis),
    ],
  });
}
