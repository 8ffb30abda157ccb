import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { placeInWorkbook } from "#app/platform/files/table.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { StatutValeur } from "../../rules.ts";
import type { MotifMasque } from "../../secret/rules.ts";
import {
  type Lecteur,
  readValeur,
  withinLecture,
  withinReference,
  withMasque,
} from "../lecture/queries.server.ts";
import type { Niveau } from "../rules.ts";

/** What the dictionary says of an indicator, beside each of its values. */
export interface Notice {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly definition: string;
  readonly lecture: string;
  readonly population: string;
  readonly bruit: string;
  readonly biais: string;
  readonly comparaisons: string;
  readonly diffusion: "ouverte" | "interne" | "rh";
  readonly seuilReference: number;
}

const NOTICE = sql`json_build_object('code', indicateur.code, 'libelle', indicateur.libelle, 'unite', indicateur.unite, 'decimales', indicateur.decimales,
  'definition', indicateur.definition, 'lecture', indicateur.lecture, 'population', indicateur.population, 'bruit', indicateur.bruit,
  'biais', indicateur.biais, 'comparaisons', indicateur.comparaisons, 'diffusion', indicateur.diffusion, 'seuilReference', indicateur.seuil_reference)`;

/** The file that brought a value, and where in it. */
export interface OrigineFichier {
  readonly fichier: string;
  readonly empreinte: string;
  readonly jeu: string | null;
  readonly importId: string;
  readonly ligne: number;
  readonly colonne: string;
  /** Place in a workbook; null in a file of lines. */
  readonly place: { readonly feuille: string; readonly ligne: number } | null;
  readonly enregistreLe: Date;
  readonly remplaceLe: Date | null;
}

type Lue<T> = Omit<T, "place"> & {
  readonly feuilles:
    | readonly { readonly nom: string; readonly premiere: number; readonly ligne: number }[]
    | null;
};

const ORIGINE = sql`f.nom as fichier, encode(f.empreinte, 'hex') as empreinte, f.jeu, f.import_id as "importId", f.feuilles, v.ligne, v.colonne,
  v.enregistre_le as "enregistreLe", v.remplace_le as "remplaceLe"`;

function withPlace<T extends Lue<OrigineFichier>>({ feuilles, ...rest }: T) {
  return { ...rest, place: placeInWorkbook(feuilles ?? [], rest.ligne) ?? null };
}

/** A value replaced since is hidden with the one that replaced it: it would tell about as much. */
function isCachee({ masques }: Lecteur): RawBuilder<SqlBool> {
  return sql<SqlBool>`(not ${withinScope(masques)} and exists (
    select from valeur_masquee m join valeur_indicateur w on w.id = m.valeur_id
    where w.uai = v.uai and w.indicateur_code = v.indicateur_code and w.annee = v.annee and (w.id = v.id or w.remplace_le is null)))`;
}

export interface ActeDeNaissance extends OrigineFichier {
  readonly id: number;
  readonly uai: string;
  readonly structure: string;
  readonly notice: Notice;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly annee: number;
  readonly texte: string;
  /** Why it is covered by secrecy; null when it is not, or when the reason would tell something to this person. */
  readonly motifMasque: MotifMasque | null;
}

/** Where a value comes from. Throws NotFound when out of scope. */
export async function getActeDeNaissance(
  db: Database,
  lecteur: Lecteur,
  uai: string,
  id: number,
): Promise<ActeDeNaissance> {
  const hidden = isCachee(lecteur);
  const { rows } = await sql<Lue<ActeDeNaissance>>`
    select v.id, v.uai, structure.nom as structure, ${NOTICE} as notice, v.annee, ${ORIGINE},
      case when ${hidden} then null else v.valeur end as valeur, case when ${hidden} then 'masque' else v.statut end as statut,
      case when ${hidden} then '' else v.texte end as texte,
      case when not ${hidden} or valeur_masquee.motif = 'denominateur' then valeur_masquee.motif end as "motifMasque"
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code
    join import_fichier f on f.id = v.fichier_id
    ${withMasque}
    where v.id = ${id} and v.uai = ${uai} and ${withinLecture(lecteur)}`.execute(db);
  const acte = rows[0];
  if (!acte) throw new NotFound();
  return withPlace(acte);
}

export interface Version {
  readonly id: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly ligne: number;
  readonly enregistreLe: Date;
  readonly remplaceLe: Date | null;
  readonly fichier: string;
}

/** The other values ever known for the same structure, indicator and year, latest first. */
export async function listVersions(
  db: Database,
  lecteur: Lecteur,
  acte: ActeDeNaissance,
): Promise<Version[]> {
  const hidden = isCachee(lecteur);
  const { rows } = await sql<Version>`
    select v.id, case when ${hidden} then null else v.valeur end as valeur, case when ${hidden} then 'masque' else v.statut end as statut,
      v.ligne, v.enregistre_le as "enregistreLe", v.remplace_le as "remplaceLe", f.nom as fichier
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join import_fichier f on f.id = v.fichier_id
    where v.uai = ${acte.uai} and v.indicateur_code = ${acte.notice.code} and v.annee = ${acte.annee} and v.id <> ${acte.id}
    order by v.id desc`.execute(db);
  return rows;
}

export interface ActeTerritoire extends OrigineFichier {
  readonly notice: Notice;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly annee: number;
  readonly texte: string;
  readonly territoire: string;
}

/** Where a value that describes a territory comes from. Only open ones describe a territory to everybody. */
export async function getActeTerritoire(
  db: Database,
  { niveau, code, id }: { readonly niveau: string; readonly code: string; readonly id: string },
): Promise<ActeTerritoire> {
  if (!/^\d{1,15}$/.test(id)) throw new NotFound();
  const { rows } = await sql<Lue<ActeTerritoire>>`
    select ${NOTICE} as notice, v.valeur, v.statut, v.annee, v.texte, ${ORIGINE}, ${nomTerritoire("v")} as territoire
    from valeur_territoire v
    join indicateur on indicateur.code = v.indicateur_code
    join import_fichier f on f.id = v.fichier_id
    where v.id = ${Number(id)} and v.niveau = ${niveau} and v.territoire = ${code} and indicateur.diffusion = 'ouverte'`.execute(
    db,
  );
  const acte = rows[0];
  if (!acte) throw new NotFound();
  return withPlace(acte);
}

function nomTerritoire(table: "v" | "r"): RawBuilder<string> {
  const code = sql.ref(`${table}.territoire`);
  return sql<string>`case ${sql.ref(`${table}.niveau`)} when 'nation' then 'Nation' when 'academie' then (select nom from academie where academie.code = ${code})
    when 'departement' then (select nom from departement where departement.code = ${code})
    when 'circonscription' then (select nom from circonscription where circonscription.code = ${code})
    when 'bassin' then (select nom from bassin where bassin.code = ${code}) else ${code} end`;
}

export interface CleReference {
  readonly indicateur: string;
  readonly annee: number;
  readonly niveau: Niveau;
  readonly territoire: string;
  readonly type: string;
  readonly secteur: string;
}

export interface ActeReference {
  readonly notice: Notice;
  readonly nomTerritoire: string;
  readonly base: "complete" | "diffusable";
  readonly n: number;
  readonly moyenne: number;
  readonly moyennePonderee: number | null;
  readonly nPonderes: number;
  readonly poids: string | null;
  readonly deciles: readonly number[];
  readonly q1: number;
  readonly q3: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Latest recording among the values behind it. */
  readonly enregistreLe: Date;
}

/** How a reference was computed. Throws NotFound when it does not exist, or is not shown to this person. */
export async function getActeReference(
  db: Database,
  lecteur: Lecteur,
  cle: CleReference,
): Promise<ActeReference> {
  const { rows } = await sql<ActeReference>`
    select ${NOTICE} as notice, ${nomTerritoire("r")} as "nomTerritoire", r.base, r.n, r.moyenne, r.moyenne_ponderee as "moyennePonderee",
      r.n_ponderes as "nPonderes", p.libelle as poids, r.deciles, r.q1, r.q3, r.minimum, r.maximum,
      (select max(enregistre_le) from valeur_indicateur v where v.indicateur_code = r.indicateur_code and v.annee = r.annee
        and v.remplace_le is null and v.valeur is not null) as "enregistreLe"
    from reference_indicateur r
    join indicateur on indicateur.code = r.indicateur_code
    left join indicateur p on p.code = indicateur.poids_code
    where r.indicateur_code = ${cle.indicateur} and r.annee = ${cle.annee} and r.niveau = ${cle.niveau} and r.territoire = ${cle.territoire}
      and r.type = ${cle.type} and r.secteur = ${cle.secteur} and r.n >= indicateur.seuil_reference and ${withinReference(lecteur)}`.execute(
    db,
  );
  const acte = rows[0];
  if (!acte) throw new NotFound();
  return acte;
}

export interface ValeurDerriere {
  readonly id: number;
  readonly uai: string;
  readonly structure: string;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** Values behind a reference that this person may read one by one, in the order of names. */
export async function listValeursDerriere(
  db: Database,
  lecteur: Lecteur,
  { indicateur, annee, niveau, territoire, type, secteur }: CleReference,
  limit: number,
): Promise<ValeurDerriere[]> {
  const { valeur, statut } = readValeur(lecteur);
  const lieux: Readonly<Record<Niveau, RawBuilder<SqlBool>>> = {
    nation: sql`structure.academie_code in (select code from academie where nation = ${territoire})`,
    academie: sql`structure.academie_code = ${territoire}`,
    departement: sql`structure.departement_code = ${territoire}`,
    circonscription: sql`structure.circonscription_code = ${territoire}`,
    bassin: sql`structure.bassin_code = ${territoire}`,
  };
  const { rows } = await sql<ValeurDerriere>`
    select v.id, v.uai, structure.nom as structure, ${valeur} as valeur, ${statut} as statut
    from structure
    join valeur_indicateur v on v.uai = structure.uai and v.indicateur_code = ${indicateur} and v.annee = ${annee}
      and v.remplace_le is null and v.valeur is not null
    join indicateur on indicateur.code = v.indicateur_code
    ${withMasque}
    where ${lieux[niveau]} and structure.type = ${type} and (${secteur} = 'tous' or structure.secteur = ${secteur}) and ${withinLecture(lecteur)}
    order by structure.nom, v.uai limit ${limit}`.execute(db);
  return rows;
}
