import { type SelectQueryBuilder, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database, DB } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import {
  type EtatStructure,
  normalizeSearch,
  type Secteur,
  type StatutEp,
  type StatutValeur,
  type TypeStructure,
} from "../rules.ts";
import type { FiltresStructures } from "./rules.ts";

export interface StructureLigne {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly communeNom: string;
  readonly departement: string;
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

/** Whose structures, and whose values: two permissions, two scopes. */
export interface Portees {
  readonly structures: Scope;
  readonly indicateurs: Scope;
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
  const asked = searchWords(filtres.q);
  const found = await readPage(db, portees, filtres, annee, page, asked);
  if (found.total > 0 || asked.length === 0) return { ...found, corrige: undefined };
  const corrected = await correctWords(db, asked);
  if (!corrected) return { ...found, corrige: undefined };
  return { ...(await readPage(db, portees, filtres, annee, page, corrected)), corrige: corrected.join(" ") };
}

async function readPage(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
  page: PageDemandee,
  words: readonly string[],
): Promise<{ lignes: StructureLigne[]; total: number }> {
  // The page is chosen among keys alone, which an index gives in order; only its rows are then read.
  let keys = filtered(db, portees, filtres, annee, words).select("structure.uai");
  let query = selectLignes(db, portees, annee);
  for (const column of ORDERS[page.tri]) {
    keys = keys.orderBy(`structure.${column}`, page.sens);
    query = query.orderBy(`structure.${column}`, page.sens);
  }
  const [lignes, total] = await Promise.all([
    query.where("structure.uai", "in", keys.limit(page.limit).offset(page.offset)).execute(),
    countStructures(db, portees, filtres, annee, words),
  ]);
  return { lignes: lignes.map(toLigne), total };
}

/** Every structure of the filters, in pages, for an export: nothing is held in memory. */
export async function* exportStructures(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
): AsyncGenerator<StructureLigne> {
  const asked = searchWords(filtres.q);
  const any = asked.length === 0 || (await countStructures(db, portees, filtres, annee, asked)) > 0;
  const words = any ? asked : ((await correctWords(db, asked)) ?? asked);
  let last = "";
  for (;;) {
    const keys = filtered(db, portees, filtres, annee, words)
      .select("structure.uai")
      .where("structure.uai", ">", last);
    const rows = await selectLignes(db, portees, annee)
      .where("structure.uai", "in", keys.orderBy("structure.uai").limit(2_000))
      .orderBy("structure.uai")
      .execute();
    yield* rows.map(toLigne);
    const end = rows.at(-1);
    if (!end || rows.length < 2_000) return;
    last = end.uai;
  }
}

type Filtered = SelectQueryBuilder<DB, "structure", object>;

function filtered(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
  words: readonly string[],
): Filtered {
  let query: Filtered = db.selectFrom("structure").where(withinScope(portees.structures));
  for (const word of words) query = query.where("structure.recherche", "like", `%${word}%`);
  if (filtres.type) query = query.where("structure.type", "=", filtres.type);
  if (filtres.secteur) query = query.where("structure.secteur", "=", filtres.secteur);
  if (filtres.ep) query = query.where("structure.statut_ep", "=", filtres.ep);
  if (filtres.academie) query = query.where("structure.academie_code", "=", filtres.academie);
  if (filtres.departement) query = query.where("structure.departement_code", "=", filtres.departement);
  const ips = filtres.ips;
  if (ips === undefined || annee === undefined) return query;
  return query
    .where(withinScope(portees.indicateurs))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("valeur_indicateur as v")
          .select("v.id")
          .whereRef("v.uai", "=", "structure.uai")
          .where("v.indicateur_code", "=", "ips")
          .where("v.annee", "=", annee)
          .where("v.remplace_le", "is", null)
          .where("v.valeur", "<=", ips),
      ),
    );
}

function selectLignes(db: Database, portees: Portees, annee: number | undefined) {
  return db
    .selectFrom("structure")
    .innerJoin("academie", "academie.code", "structure.academie_code")
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
    .select(["v.valeur", "v.statut"]);
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
    academie: row.academie,
    statutEp: row.statut_ep as StatutEp | null,
    ips: row.valeur,
    ipsStatut: row.statut as StatutValeur | null,
  };
}

/** Counts through the table of counts when the filters allow it; otherwise through the indexes of the list. */
async function countStructures(
  db: Database,
  portees: Portees,
  filtres: FiltresStructures,
  annee: number | undefined,
  words: readonly string[],
): Promise<number> {
  const { nation, academies, departements, structures } = portees.structures;
  if (
    words.length > 0 ||
    filtres.ips !== undefined ||
    structures.length > 0 ||
    (academies.length > 0 && departements.length > 0)
  ) {
    const row = await filtered(db, portees, filtres, annee, words)
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return row.n;
  }
  let query = db
    .selectFrom("comptage_structure")
    .select(({ fn }) => fn.coalesce(fn.sum<number>("n"), sql<number>`0`).as("n"));
  if (!nation) {
    if (academies.length === 0 && departements.length === 0) return 0;
    if (academies.length > 0) query = query.where("academie_code", "in", [...academies]);
    if (departements.length > 0) query = query.where("departement_code", "in", [...departements]);
  }
  if (filtres.type) query = query.where("type", "=", filtres.type);
  if (filtres.secteur) query = query.where("secteur", "=", filtres.secteur);
  if (filtres.ep) query = query.where("statut_ep", "=", filtres.ep);
  if (filtres.academie) query = query.where("academie_code", "=", filtres.academie);
  if (filtres.departement) query = query.where("departement_code", "=", filtres.departement);
  const row = await query.executeTakeFirstOrThrow();
  return Number(row.n);
}

function searchWords(q: string | undefined): string[] {
  return normalizeSearch(q ?? "")
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 8);
}

/** Known words nearest to those that match nothing; undefined when none is near enough. */
async function correctWords(db: Database, words: readonly string[]): Promise<string[] | undefined> {
  const corrected: string[] = [];
  for (const word of words) {
    // Trigrams choose candidates through the index; the number of typing errors chooses among them.
    const { rows } = await sql<{ mot: string; fautes: number }>`
      select mot, levenshtein(mot, ${word}) as fautes
      from (select mot from mot_recherche order by mot <-> ${word} limit 100) candidat
      order by fautes, mot <-> ${word}, mot limit 1`.execute(db);
    const nearest = rows[0];
    corrected.push(nearest && nearest.fautes <= fautesTolerees(word) ? nearest.mot : word);
  }
  return corrected.join(" ") === words.join(" ") ? undefined : corrected;
}

/** One error in a short word, two in an ordinary one (two swapped letters count for two), three in a long one. */
function fautesTolerees(word: string): number {
  if (word.length <= 3) return 1;
  return word.length <= 8 ? 2 : 3;
}

export interface Structure {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly etat: EtatStructure;
  readonly adresse: string;
  readonly codePostal: string;
  readonly communeNom: string;
  readonly departementCode: string;
  readonly departementNom: string;
  readonly academieCode: string;
  readonly academieNom: string;
  readonly nation: "france" | "demonstration";
  readonly ouverteLe: string | null;
  readonly statutEp: StatutEp | null;
  readonly statutEpAnnee: number | null;
  readonly sourceIdentite: "annuaire" | "statistique";
  readonly origine: { readonly fichier: string; readonly ligne: number; readonly le: Date };
}

/** The identity of a structure in scope. Throws NotFound when it does not exist or is out of scope. */
export async function getStructure(db: Database, scope: Scope, uai: string): Promise<Structure> {
  const row = await db
    .selectFrom("structure")
    .innerJoin("academie as a", "a.code", "structure.academie_code")
    .innerJoin("departement as d", "d.code", "structure.departement_code")
    .innerJoin("import_fichier as f", "f.id", "structure.fichier_id")
    .select([
      "structure.uai",
      "structure.nom",
      "structure.type",
      "structure.secteur",
      "structure.etat",
      "structure.adresse",
    ])
    .select([
      "structure.code_postal",
      "structure.commune_nom",
      "structure.ouverte_le",
      "structure.statut_ep",
      "structure.statut_ep_annee",
    ])
    .select(["structure.source_identite", "structure.ligne", "structure.enregistre_le", "f.nom as fichier"])
    .select([
      "d.code as departementCode",
      "d.nom as departementNom",
      "a.code as academieCode",
      "a.nom as academieNom",
      "a.nation",
    ])
    .where("structure.uai", "=", uai)
    .where(withinScope(scope))
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return {
    uai: row.uai,
    nom: row.nom,
    type: row.type as TypeStructure,
    secteur: row.secteur as Secteur,
    etat: row.etat as EtatStructure,
    adresse: row.adresse,
    codePostal: row.code_postal,
    communeNom: row.commune_nom,
    departementCode: row.departementCode,
    departementNom: row.departementNom,
    academieCode: row.academieCode,
    academieNom: row.academieNom,
    nation: row.nation as Structure["nation"],
    ouverteLe: row.ouverte_le,
    statutEp: row.statut_ep as StatutEp | null,
    statutEpAnnee: row.statut_ep_annee,
    sourceIdentite: row.source_identite as Structure["sourceIdentite"],
    origine: { fichier: row.fichier, ligne: row.ligne, le: row.enregistre_le },
  };
}

export interface StatutEpAnnuel {
  readonly annee: number;
  readonly statut: StatutEp;
}

/** Education-priority status at each rentrée, latest first. */
export async function listStatutsEp(db: Database, uai: string): Promise<StatutEpAnnuel[]> {
  const rows = await db
    .selectFrom("statut_ep_annuel")
    .select(["annee", "statut"])
    .where("uai", "=", uai)
    .where("remplace_le", "is", null)
    .orderBy("annee", "desc")
    .execute();
  return rows.map(({ annee, statut }) => ({ annee, statut: statut as StatutEp }));
}

export interface ModificationIdentite {
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
  readonly le: Date;
  readonly fichier: string;
}

/** What changed in the identity of a structure, latest first. */
export async function listModifications(db: Database, uai: string): Promise<ModificationIdentite[]> {
  return db
    .selectFrom("structure_modification as m")
    .innerJoin("import_fichier as f", "f.id", "m.fichier_id")
    .select(["m.champ", "m.avant", "m.apres", "m.enregistre_le as le", "f.nom as fichier"])
    .where("m.uai", "=", uai)
    .orderBy("m.id", "desc")
    .limit(50)
    .execute();
}
