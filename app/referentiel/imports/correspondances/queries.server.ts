import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { checkUai } from "../../rules.ts";
import { type Correspondance, JEU_ACADEMIQUE } from "./rules.ts";
import { lectureSchema } from "./schema.ts";

interface CorrespondanceRow extends Omit<Correspondance, "lecture" | "academie"> {
  readonly entete: string;
  readonly colonnes: unknown;
  readonly academie_code: string | null;
  readonly academie_nom: string | null;
}

const CORRESPONDANCE = sql`select encode(c.entete, 'hex') as entete, c.id, c.jeu, c.libelle, c.colonnes,
    c.enregistre_le as le, a.prenom || ' ' || a.nom as par, c.academie_code, d.nom as academie_nom
  from correspondance c join agent a on a.id = c.agent_id left join academie d on d.code = c.academie_code
  where c.retiree_le is null`;

function toCorrespondance(row: CorrespondanceRow): Correspondance {
  const { entete, colonnes, academie_code: code, academie_nom: nom, ...own } = row;
  return { ...own, academie: code && nom ? { code, nom } : null, lecture: lectureSchema.parse(colonnes) };
}

/** Readings of headers in use, by the hexadecimal SHA-256 of the header. */
export async function listCorrespondances(db: Database): Promise<Map<string, Correspondance>> {
  const { rows } = await sql<CorrespondanceRow>`${CORRESPONDANCE}`.execute(db);
  return new Map(rows.map((row) => [row.entete, toCorrespondance(row)]));
}

/** The same for a person: official headers, and files of the académies within the scope. Latest first. */
export async function listCorrespondancesDe(db: Database, gerer: Scope): Promise<Correspondance[]> {
  const { rows } = await sql<CorrespondanceRow>`${CORRESPONDANCE}
    and (c.academie_code is null or ${gerer.nation} or c.academie_code = any(${[...gerer.academies]}::text[]))
    order by c.enregistre_le desc, c.id`.execute(db);
  return rows.map(toCorrespondance);
}

/** Names of the indicators that official files feed. */
export async function listLibelles(db: Database): Promise<Map<string, string>> {
  const rows = await db.selectFrom("indicateur").select(["code", "libelle"]).execute();
  return new Map(rows.map(({ code, libelle }) => [code, libelle]));
}

export interface IndicateurAcademique {
  readonly code: string;
  readonly libelle: string;
}

/** Indicators in use that the académie created: what its own files may feed. */
export async function listIndicateursDe(db: Database, academie: string): Promise<IndicateurAcademique[]> {
  return db
    .selectFrom("indicateur")
    .select(["code", "libelle"])
    .where("academie_code", "=", academie)
    .where("retire_le", "is", null)
    .orderBy("ordre")
    .execute();
}

/** Académies that a person may describe files of. */
export async function listAcademiesDe(
  db: Database,
  { nation, academies }: Scope,
): Promise<{ code: string; nom: string }[]> {
  const { rows } = await sql<{ code: string; nom: string }>`select code, nom from academie
    where ${nation} or code = any(${[...academies]}::text[]) order by nom`.execute(db);
  return rows;
}

/** Names of known structures among these codes. */
export async function listNomsStructures(
  db: Database,
  uais: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("structure")
    .select(["uai", "nom", "commune_nom"])
    .where("uai", "in", uais.length > 0 ? [...uais] : [""])
    .execute();
  return new Map(
    rows.map(({ uai, nom, commune_nom }) => [uai, [nom, commune_nom].filter(Boolean).join(", ")]),
  );
}

export interface CodeRefuse {
  readonly texte: string;
  readonly raison: string;
  readonly lignes: number;
  readonly fichiers: readonly string[];
}

/** Malformed codes that an import refused, with their lines and files, the most frequent first. */
export async function listCodesRefuses(db: Database, importId: string): Promise<CodeRefuse[]> {
  const { rows } = await sql<CodeRefuse>`
    select trim(r.valeur) as texte, r.raison, count(*)::int as lignes, array_agg(distinct f.nom) as fichiers
    from import_rejet r join import_fichier f on f.id = r.fichier_id
    where f.import_id = ${importId}::uuid and (r.raison like '%UAI%' or r.raison like '%lettre de contrôle%' or r.raison like '%ligne de total%')
    group by 1, 2 order by lignes desc, texte`.execute(db);
  // Other reasons name the UAI too: a refused code is one whose reason is the very one of its reading.
  return rows.filter(({ texte, raison }) => {
    const check = checkUai(texte);
    return texte !== "" && !check.ok && check.raison.slice(0, 60) === raison.slice(0, 60);
  });
}

export interface DecisionUai {
  readonly id: string;
  readonly texte: string;
  readonly uai: string | null;
  readonly nom: string | null;
  readonly motif: string;
  readonly par: string;
  readonly le: Date;
}

/** What was decided of malformed codes and still holds, latest first. */
export async function listDecisionsUai(db: Database): Promise<DecisionUai[]> {
  const { rows } = await sql<DecisionUai>`
    select d.id, d.texte, d.uai, s.nom, d.motif, a.prenom || ' ' || a.nom as par, d.decidee_le as le
    from decision_uai d join agent a on a.id = d.agent_id left join structure s on s.uai = d.uai
    where d.retiree_le is null order by d.decidee_le desc, d.texte limit 2000`.execute(db);
  return rows;
}

/** Whether what a file holds may be quoted: that of a file of an académie is read by those who keep its indicators. */
export async function isFichierLisible(
  db: Database,
  fichierId: string,
  jeu: string | null,
  { nation, academies }: Scope,
): Promise<boolean> {
  if (jeu !== JEU_ACADEMIQUE || nation) return true;
  const row = await db
    .selectFrom("import_fichier as f")
    .innerJoin("correspondance as c", "c.id", "f.correspondance_id")
    .select("c.academie_code")
    .where("f.id", "=", fichierId)
    .executeTakeFirst();
  return academies.includes(row?.academie_code ?? "");
}
