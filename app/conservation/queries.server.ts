import { type RawBuilder, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { listTables } from "#app/platform/retention/catalogue.server.ts";
import { libelleHorloge } from "#app/platform/retention/clocks.server.ts";
import { colonnesOf, countDues, listTermes } from "#app/platform/retention/purge.server.ts";
import { formatDuree } from "#app/platform/retention/tags.ts";
import { ACTIONS, type CodeSerie, type EtatElimination, etatOf } from "./rules.ts";

/** One line of the register: a personal value, why it is held, how long, and what becomes of it. */
export interface LigneRegistre {
  readonly table: string;
  readonly rubrique: string;
  readonly colonne: string;
  readonly donnee: string;
  readonly finalite: string;
  readonly duree: string;
  readonly horloge: string;
  readonly fin: string;
}

/** The register of personal data, read in the catalogue: what the tables say is what the purge applies. */
export async function listRegistre(db: Database): Promise<LigneRegistre[]> {
  const tables = await listTables(db);
  return tables.flatMap((table) =>
    table.colonnes.flatMap(({ nom, texte, conservation }) => {
      if (!conservation) return [];
      const { finalite, duree, horloge, action, valeur } = conservation;
      return [
        {
          table: table.nom,
          rubrique: table.texte,
          colonne: nom,
          donnee: texte,
          finalite,
          duree: formatDuree(duree),
          horloge: libelleHorloge(table, horloge),
          fin: valeur ? `${ACTIONS[action]} par « ${valeur} »` : ACTIONS[action],
        },
      ];
    }),
  );
}

export interface TermeDu {
  readonly table: string;
  readonly rubrique: string;
  readonly colonnes: string;
  readonly duree: string;
  readonly horloge: string;
  readonly dus: number;
}

/** A dry run: what the next purge would erase, term by term. */
export async function listTermesDus(db: Database, now: Date): Promise<TermeDu[]> {
  const found: TermeDu[] = [];
  for (const terme of await listTermes(db))
    found.push({
      table: terme.table.nom,
      rubrique: terme.table.texte,
      colonnes: colonnesOf(terme),
      duree: formatDuree(terme.duree),
      horloge: libelleHorloge(terme.table, terme.horloge),
      dus: await countDues(db, terme, now),
    });
  return found;
}

export interface PurgeFaite {
  readonly jour: string;
  readonly table: string;
  readonly colonnes: string;
  readonly duree: string;
  readonly lignes: number;
}

/** What purges erased, by day, latest first. */
export async function listPurges(db: Database, limite: number): Promise<PurgeFaite[]> {
  const { rows } = await sql<PurgeFaite>`
    select (executee_le at time zone 'Europe/Paris')::date as jour, table_nom as table, colonne as colonnes, duree, sum(lignes)::bigint as lignes
    from purge group by 1, 2, 3, 4 order by 1 desc, 2, 3 limit ${limite}`.execute(db);
  return rows.map((row) => ({ ...row, duree: formatDuree(row.duree), lignes: Number(row.lignes) }));
}

/** What a series holds that is older than a day: id, date, size. The one definition of what may be eliminated. */
export function withinSerie(serie: CodeSerie, jusquAu: string): RawBuilder<unknown> {
  const before = sql`(${jusquAu}::date::timestamp at time zone 'Europe/Paris')`;
  const parts: Record<CodeSerie, RawBuilder<unknown>> = {
    imports: sql`select f.id::text as id, i.depose_le as le, f.taille as octets
      from import_fichier f join import i on i.id = f.import_id
      where i.etat in ('applique', 'abandonne') and i.origine = 'interface' and f.emplacement <> '' and i.depose_le < ${before}`,
    demandes_acces: sql`select d.id::text as id, d.decidee_le as le, pg_column_size(d.*)::bigint as octets
      from demande_acces d where d.etat <> 'deposee' and d.decidee_le < ${before}`,
    passations: sql`select p.id::text as id, p.close_le as le, pg_column_size(p.*)::bigint as octets
      from passation p where p.close_le < ${before}`,
    courriels: sql`select c.id::text as id, c.cree_le as le, pg_column_size(c.*)::bigint as octets
      from courriel c where c.etat in ('envoye', 'abandonne', 'retenu') and c.cree_le < ${before}`,
  };
  return parts[serie];
}

export interface Liste {
  readonly lignes: number;
  readonly octets: number;
  /** SHA-256 of the sorted identifiers, hexadecimal. */
  readonly empreinte: string;
}

/** What the list of a series is now: count, size, and the hash that the visa will hold to. */
export async function getListe(db: Database, serie: CodeSerie, jusquAu: string): Promise<Liste> {
  const { rows } = await sql<Liste>`
    select count(*)::int as lignes, coalesce(sum(octets), 0)::bigint as octets,
      encode(sha256(convert_to(coalesce(string_agg(id, E'\n' order by id collate "C"), ''), 'UTF8')), 'hex') as empreinte
    from (${withinSerie(serie, jusquAu)}) s`.execute(db);
  const liste = rows[0] as Liste;
  return { ...liste, octets: Number(liste.octets) };
}

/** One civil year of a list, as the bordereau tells it; instants are ISO texts. */
export interface Article {
  readonly annee: number;
  readonly lignes: number;
  readonly octets: number;
  readonly premier: string;
  readonly dernier: string;
}

/** The same list by civil year. */
export async function listArticles(db: Database, serie: CodeSerie, jusquAu: string): Promise<Article[]> {
  const { rows } = await sql<{ articles: Article[] }>`
    select coalesce(json_agg(a order by a.annee), '[]') as articles from (
      select extract(year from le at time zone 'Europe/Paris')::int as annee, count(*)::int as lignes,
        sum(octets)::bigint as octets, min(le) as premier, max(le) as dernier
      from (${withinSerie(serie, jusquAu)}) s group by 1) a`.execute(db);
  return rows[0]?.articles ?? [];
}

export interface Elimination {
  readonly id: string;
  readonly numero: number;
  readonly serie: CodeSerie;
  readonly jusquAu: string;
  readonly lignes: number;
  readonly empreinte: string;
  readonly articles: readonly Article[];
  readonly prepareePar: string;
  readonly prepareeLe: Date;
  readonly visaAutorite: string | null;
  readonly visaReference: string | null;
  readonly viseLe: string | null;
  readonly visePar: string | null;
  /** Digitised visa, when it was joined. */
  readonly visaPieceId: string | null;
  readonly executeeLe: Date | null;
  readonly executeePar: string | null;
  readonly abandonneeLe: Date | null;
  readonly etat: EtatElimination;
}

const ELIMINATIONS = sql`select m.id, m.numero, m.serie, m.jusqu_au as "jusquAu", m.lignes, encode(m.empreinte, 'hex') as empreinte, m.articles,
    p.prenom || ' ' || p.nom as "prepareePar", m.preparee_le as "prepareeLe", m.visa_autorite as "visaAutorite",
    m.visa_reference as "visaReference", m.visa_le as "viseLe", v.prenom || ' ' || v.nom as "visePar", m.visa_piece_id as "visaPieceId",
    m.executee_le as "executeeLe", x.prenom || ' ' || x.nom as "executeePar", m.abandonnee_le as "abandonneeLe"
  from elimination m join agent p on p.id = m.preparee_par
  left join agent v on v.id = m.visa_enregistre_par left join agent x on x.id = m.executee_par`;

/** Bordereaux, latest first. */
export async function listEliminations(db: Database, limite: number): Promise<Elimination[]> {
  const { rows } = await sql<
    Omit<Elimination, "etat">
  >`${ELIMINATIONS} order by m.numero desc limit ${limite}`.execute(db);
  return rows.map((row) => ({ ...row, etat: etatOf(row) }));
}

/** One bordereau. Throws NotFound when there is none. */
export async function getElimination(db: Database, id: string): Promise<Elimination> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<Omit<Elimination, "etat">>`${ELIMINATIONS} where m.id = ${id}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new NotFound();
  return { ...row, etat: etatOf(row) };
}

/** Who answers for the service, as the operator wrote it; empty while nobody has. */
export async function getProducteur(db: Database): Promise<string> {
  const row = await db
    .selectFrom("reglage_texte")
    .select("valeur")
    .where("code", "=", "editeur")
    .executeTakeFirst();
  return row?.valeur ?? "";
}
