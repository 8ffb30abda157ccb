import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Secteur, StatutEp, StatutValeur, TypeStructure } from "../rules.ts";
import {
  countMatching,
  findCorrectedWords,
  findRecherche,
  type Portees,
  type Recherche,
  searchWords,
  withinComptage,
  withinRecherche,
} from "./recherche/queries.server.ts";
import type { FiltresStructures } from "./rules.ts";

export interface StructureLigne {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly communeNom: string;
  readonly departement: string;
  readonly circonscription: string | null;
  readonly academie: string;
  readonly statutEp: StatutEp | null;
  readonly ips: number | null;
  readonly ipsStatut: StatutValeur | null;
}

export interface ListeStructures {
  readonly lignes: readonly StructureLigne[];
  readonly total: number;
  /** Words that replaced those typed, when these matched nothing. */
  readonly corrige: string | undefined;
}

export const TRIS = ["nom", "commune", "type", "departement", "uai"] as const;
export type Tri = (typeof TRIS)[number];

/** Each order ends with a unique key and is read from an index. */
const ORDERS = {
  nom: ["nom", "uai"],
  commune: ["commune_nom", "nom", "uai"],
  type: ["type", "nom", "uai"],
  departement: ["departement_code", "nom", "uai"],
  uai: ["uai"],
} as const;

export interface PageDemandee {
  readonly tri: Tri;
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/** One page of the structures in scope that match the filters, and their number. */
export async function listStructures(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
  page: PageDemandee,
): Promise<ListeStructures> {
  const recherche = { portees, filtres, annee, words: searchWords(filtres.q) };
  const found = await readPage(db, recherche, page);
  if (found.total > 0 || recherche.words.length === 0) return { ...found, corrige: undefined };
  const corrected = await findCorrectedWords(db, recherche.words);
  if (!corrected) return { ...found, corrige: undefined };
  return { ...(await readPage(db, { ...recherche, words: corrected }, page)), corrige: corrected.join(" ") };
}

/** The first structures in scope that hold every word, and how many do: for the global search, which mends words itself. */
export async function searchStructures(
  db: Database,
  portees: Portees,
  words: readonly string[],
  limit: number,
): Promise<{ lignes: readonly StructureLigne[]; total: number }> {
  const recherche = { portees, filtres: {}, annee: undefined, words };
  return readPage(db, recherche, { tri: "nom", sens: "asc", limit, offset: 0 });
}

async function readPage(
  db: Database,
  recherche: Recherche,
  page: PageDemandee,
): Promise<{ lignes: StructureLigne[]; total: number }> {
  if (page.offset > FAR) return readFarPage(db, recherche, page);
  const query = selectPage(db, recherche, page);
  const counted = withinComptage(db, recherche);
  if (!counted) {
    const [lignes, total] = await Promise.all([query.execute(), countMatching(db, recherche)]);
    return { lignes: lignes.map(toLigne), total };
  }
  // One trip to the database instead of two; an empty page carries no total, and there may be pages before it.
  const lignes = await query.select(counted.as("total")).execute();
  return { lignes: lignes.map(toLigne), total: lignes[0]?.total ?? (await countMatching(db, recherche)) };
}

/** Beyond this many rows, walking the index from its other end is worth a count asked first. */
const FAR = 500;

/** A page deep in the list, reached from the nearest end. */
async function readFarPage(
  db: Database,
  recherche: Recherche,
  page: PageDemandee,
): Promise<{ lignes: StructureLigne[]; total: number }> {
  const total = await countMatching(db, recherche);
  const rows = Math.min(page.limit, total - page.offset);
  if (rows <= 0) return { lignes: [], total };
  const behind = total - page.offset - rows;
  const query = selectPage(db, recherche, page, behind < page.offset ? { behind, rows } : undefined);
  return { lignes: (await query.execute()).map(toLigne), total };
}

/** The page is chosen among keys alone, which an index gives in order; only its rows are then read. */
function selectPage(
  db: Database,
  recherche: Recherche,
  page: PageDemandee,
  fromEnd?: { readonly behind: number; readonly rows: number },
) {
  let keys = withinRecherche(db, recherche).select("structure.uai");
  let query = selectLignes(db, recherche);
  const other = page.sens === "asc" ? "desc" : "asc";
  for (const column of ORDERS[page.tri]) {
    keys = keys.orderBy(`structure.${column}`, fromEnd ? other : page.sens);
    query = query.orderBy(`structure.${column}`, page.sens);
  }
  const { behind, rows } = fromEnd ?? { behind: page.offset, rows: page.limit };
  return query.where("structure.uai", "in", keys.limit(rows).offset(behind));
}

/** Every structure of the filters, in pages, for an export: nothing is held in memory. */
export async function* exportStructures(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
): AsyncGenerator<StructureLigne> {
  const { recherche } = await findRecherche(db, { portees, filtres, annee });
  let last = "";
  for (;;) {
    const keys = withinRecherche(db, recherche).select("structure.uai").where("structure.uai", ">", last);
    const rows = await selectLignes(db, recherche)
      .where("structure.uai", "in", keys.orderBy("structure.uai").limit(2_000))
      .orderBy("structure.uai")
      .execute();
    yield* rows.map(toLigne);
    const end = rows.at(-1);
    if (!end || rows.length < 2_000) return;
    last = end.uai;
  }
}

function selectLignes(db: Database, { portees, annee }: Recherche) {
  const masquee = sql<boolean>`(m.valeur_id is not null and not ${portees.masques ? withinScope(portees.masques) : sql`false`})`;
  return db
    .selectFrom("structure")
    .innerJoin("academie", "academie.code", "structure.academie_code")
    .leftJoin("circonscription", "circonscription.code", "structure.circonscription_code")
    .leftJoin("valeur_indicateur as v", (join) =>
      join
        .onRef("v.uai", "=", "structure.uai")
        .on("v.indicateur_code", "=", "ips")
        .on("v.annee", "=", annee ?? 0)
        .on("v.remplace_le", "is", null)
        .on(withinScope(portees.indicateurs)),
    )
    .select(["structure.uai", "structure.nom", "structure.type", "structure.secteur", "structure.statut_ep"])
    .select(["structure.commune_nom", "structure.departement_code", "academie.nom as academie"])
    .leftJoin("valeur_masquee as m", "m.valeur_id", "v.id")
    .select("circonscription.nom as circonscription")
    .select([
      sql<number | null>`case when ${masquee} then null else v.valeur end`.as("valeur"),
      sql<string | null>`case when ${masquee} then 'masque' else v.statut end`.as("statut"),
    ]);
}

type LigneRow = Awaited<ReturnType<ReturnType<typeof selectLignes>["execute"]>>[number];

function toLigne(row: LigneRow): StructureLigne {
  return {
    uai: row.uai,
    nom: row.nom,
    type: row.type as TypeStructure,
    secteur: row.secteur as Secteur,
    communeNom: row.commune_nom,
    departement: row.departement_code,
    circonscription: row.circonscription,
    academie: row.academie,
    statutEp: row.statut_ep as StatutEp | null,
    ips: row.valeur,
    ipsStatut: row.statut as StatutValeur | null,
  };
}
