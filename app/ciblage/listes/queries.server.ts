import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import { getCampagne, getCampagneLue } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import { populationSchema } from "../campagnes/schema.ts";
import { withinPopulation } from "../populations/queries.server.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse, type Population } from "../rules.ts";
import type { ContenuListe, LignePubliee } from "./rules.ts";

/** A published version, which never changes. */
export interface ListePubliee {
  readonly id: string;
  readonly campagneId: string;
  readonly numero: number;
  /** ISO instant. */
  readonly publieeLe: string;
  readonly contenu: ContenuListe;
  /** Rules in words, as they were published. */
  readonly regles: string;
  readonly motif: string;
  /** Message to the teams. */
  readonly message: string;
  readonly nomsPublics: boolean;
  /** SHA-256 of the canonical content, in hexadecimal. */
  readonly empreinte: string;
}

interface RowListe extends Omit<ListePubliee, "publieeLe"> {
  readonly publieeLe: Date;
}

const readListe = sql`l.id, l.campagne_id as "campagneId", l.numero, l.publiee_le as "publieeLe", l.contenu, l.regles,
  l.motif, l.message, l.noms_publics as "nomsPublics", encode(l.empreinte, 'hex') as empreinte`;

/** Published versions, the latest first; no scope. */
async function listRows(db: Database | Tx, which: RawBuilder<SqlBool>): Promise<ListePubliee[]> {
  const { rows } = await sql<RowListe>`select ${readListe} from liste_publiee l where ${which}
    order by l.publiee_le desc, l.numero desc`.execute(db);
  return rows.map((row) => ({ ...row, publieeLe: row.publieeLe.toISOString() }));
}

const isCourante = sql<SqlBool>`l.numero = (select max(numero) from liste_publiee autre where autre.campagne_id = l.campagne_id)`;

/** The latest published version of a campaign; undefined before the first one. The caller has read the campaign. */
export async function findListeCourante(
  db: Database | Tx,
  campagneId: string,
): Promise<ListePubliee | undefined> {
  const [liste] = await listRows(db, sql<SqlBool>`l.campagne_id = ${campagneId}::uuid and ${isCourante}`);
  return liste;
}

/** A version of a campaign that the person reads; `NotFound` otherwise. */
export async function getListeLue(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ readonly liste: ListePubliee; readonly campagne: Campagne }> {
  const liste = await getListe(db, id);
  return { liste, campagne: await getCampagneLue(db, actor, liste.campagneId) };
}

/** A version whose comparison group the person reads; `NotFound` otherwise, as for what does not exist. */
export async function getListeComparee(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ readonly liste: ListePubliee; readonly campagne: Campagne }> {
  const liste = await getListe(db, id);
  return { liste, campagne: await getCampagne(db, scopeOf(actor, "ciblage.comparaison"), liste.campagneId) };
}

/** A version, whoever asks; `NotFound` when there is none. */
export async function getListe(db: Database | Tx, id: string): Promise<ListePubliee> {
  if (!isUuid(id)) throw new NotFound();
  const [liste] = await listRows(db, sql<SqlBool>`l.id = ${id}::uuid`);
  if (!liste) throw new NotFound();
  return liste;
}

export interface VersionListe {
  readonly id: string;
  readonly numero: number;
  /** ISO instant. */
  readonly publieeLe: string;
  readonly par: string;
  readonly motif: string;
  readonly empreinte: string;
}

/** Versions of a campaign, the latest first. The caller has read the campaign. */
export async function listVersions(db: Database, campagneId: string): Promise<VersionListe[]> {
  const { rows } = await sql<Omit<VersionListe, "publieeLe"> & { publieeLe: Date }>`
    select l.id, l.numero, l.publiee_le as "publieeLe", concat(agent.prenom, ' ', agent.nom) as par, l.motif,
      encode(l.empreinte, 'hex') as empreinte
    from liste_publiee l join agent on agent.id = l.publiee_par
    where l.campagne_id = ${campagneId}::uuid order by l.numero desc`.execute(db);
  return rows.map((row) => ({ ...row, publieeLe: row.publieeLe.toISOString() }));
}

/** The version before another one; undefined for the first. The caller has read the list. */
export async function findPrecedente(
  db: Database | Tx,
  { campagneId, numero }: Pick<ListePubliee, "campagneId" | "numero">,
): Promise<ListePubliee | undefined> {
  const [liste] = await listRows(
    db,
    sql<SqlBool>`l.campagne_id = ${campagneId}::uuid and l.numero = ${numero - 1}`,
  );
  return liste;
}

/** Which of some structures are within a scope: the others are counted, never shown. */
export async function listDansPortee(
  db: Database,
  scope: Scope,
  uais: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ uai: string }>`select structure.uai from structure
    where structure.uai = any(${[...uais]}::text[]) and ${withinScope(scope)}`.execute(db);
  return new Set(rows.map(({ uai }) => uai));
}

export interface Comparable {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
  readonly rang: number;
  readonly distance: number;
}

/** Structures compared with a chosen one, nearest first; none for whoever may not read them. */
export async function listComparables(
  db: Database,
  actor: Actor,
  listeId: string,
  uai: string,
): Promise<Comparable[]> {
  const { rows } = await sql<Comparable>`
    select structure.uai, structure.nom, structure.commune_nom as commune, a.rang, a.distance
    from appariement a join structure on structure.uai = a.comparable_uai
    where a.liste_id = ${listeId}::uuid and a.uai = ${uai} and ${withinScope(scopeOf(actor, "ciblage.comparaison"))}
    order by a.rang`.execute(db);
  return rows;
}

/** The latest version of a campaign, as it concerns one structure. */
export interface PublicationDe extends ListePubliee {
  readonly campagne: {
    readonly nom: string;
    readonly academie: string;
    readonly academieNom: string;
    readonly dispositif: string;
    readonly dispositifNom: string;
    readonly annee: number;
    readonly population: Population;
    /** Families of the campaign that the structure is of: two for a lycée polyvalent. */
    readonly familles: readonly FamilleAnalyse[];
  };
  /** Its line of the list; undefined where it is of the population and was not examined. */
  readonly ligne: LignePubliee | undefined;
}

/**
 * The latest published lists that concern a structure: it is one of their lines, of a run they stood on, or of their
 * population; the latest first. No scope: the caller has checked that the person reads this structure.
 */
export async function findPublicationDe(db: Database | Tx, uai: string): Promise<PublicationDe[]> {
  const { rows } = await sql<RowCampagne>`
    select c.id, c.nom, c.annee, c.familles, c.population, c.academie_code as academie, academie.nom as "academieNom",
      c.dispositif_code as dispositif, dispositif.libelle as "dispositifNom", structure.type, structure.secteur
    from structure join campagne_ciblage c on c.academie_code = structure.academie_code
    join academie on academie.code = c.academie_code join dispositif on dispositif.code = c.dispositif_code
    where structure.uai = ${uai} and exists (select from liste_publiee l where l.campagne_id = c.id)`.execute(
    db,
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const listes = await listRows(db, sql<SqlBool>`l.campagne_id = any(${ids}::uuid[]) and ${isCourante}`);
  const concerned = await Promise.all(
    listes.map(async (liste) => {
      const row = rows.find(({ id }) => id === liste.campagneId) as RowCampagne;
      const campagne = toCampagne(row);
      const ligne = liste.contenu.lignes.find((one) => one.uai === uai);
      const seen = ligne !== undefined || (await isConcernee(db, uai, liste, campagne));
      return seen ? [{ ...liste, campagne, ligne }] : [];
    }),
  );
  return concerned.flat();
}

interface RowCampagne {
  readonly id: string;
  readonly nom: string;
  readonly annee: number;
  readonly familles: readonly string[];
  readonly population: unknown;
  readonly academie: string;
  readonly academieNom: string;
  readonly dispositif: string;
  readonly dispositifNom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
}

function toCampagne(row: RowCampagne): PublicationDe["campagne"] {
  const { nom, annee, academie, academieNom, dispositif, dispositifNom } = row;
  const familles = (row.familles as FamilleAnalyse[]).filter((famille) =>
    (FAMILLES_ANALYSE[famille].types as readonly TypeStructure[]).includes(row.type),
  );
  return {
    ...{ nom, annee, academie, academieNom, dispositif, dispositifNom, familles },
    population: populationSchema.parse(row.population),
  };
}

async function isConcernee(
  db: Database | Tx,
  uai: string,
  { contenu }: ListePubliee,
  campagne: PublicationDe["campagne"],
): Promise<boolean> {
  const calculs = contenu.calculs.map(({ calculId }) => calculId);
  const within = campagne.familles.map((famille) => withinPopulation(campagne, famille));
  const { rows } = await sql`select from structure left join commune on commune.code = structure.commune_code
    where structure.uai = ${uai} and (exists (select from calcul_structure s where s.uai = structure.uai
      and s.calcul_id = any(${calculs}::uuid[])) or ${within.length > 0 ? sql.join(within, sql` or `) : sql`false`})`.execute(
    db,
  );
  return rows.length > 0;
}
