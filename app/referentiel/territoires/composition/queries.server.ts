import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Secteur, StatutEp, StatutValeur, TypeStructure } from "../../rules.ts";
import { withinPeriode } from "../../vie/queries.server.ts";
import { withinTerritoire } from "../identite/queries.server.ts";
import { type CleTerritoire, type Ruralite, ruraliteDe } from "../rules.ts";

export interface ComptageTerritoire {
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  /** Null when no status was ever published. */
  readonly statutEp: StatutEp | null;
  readonly n: number;
}

/** Open structures by type, sector and status: from the table of counts, or from the structures of a small territory. */
export async function listComptages(db: Database, cle: CleTerritoire): Promise<ComptageTerritoire[]> {
  const { niveau, code } = cle;
  const wide = niveau === "nation" || niveau === "academie" || niveau === "departement";
  const where = niveau === "nation" ? sql`true` : sql`${sql.ref(`${niveau}_code`)} = ${code}`;
  const source = wide
    ? sql`select type, secteur, statut_ep, n from comptage_structure where ${where}`
    : sql`select type, secteur, coalesce(statut_ep, 'inconnu') as statut_ep, 1 as n from structure
        where ${withinTerritoire(cle)} and etat <> 'ferme'`;
  const { rows } = await sql<ComptageTerritoire>`
    select type, secteur, nullif(statut_ep, 'inconnu') as "statutEp", sum(n)::int as n
    from (${source}) c group by 1, 2, 3`.execute(db);
  return rows;
}

export interface DispositifCompte {
  readonly code: string;
  readonly libelle: string;
  readonly n: number;
}

/** Open structures by scheme that holds on that day, in the order of the dictionary. */
export async function listDispositifsComptes(
  db: Database,
  cle: CleTerritoire,
  jour: string,
): Promise<DispositifCompte[]> {
  const { rows } = await sql<DispositifCompte>`
    select d.code, d.libelle, count(*)::int as n
    from structure_dispositif x
    join dispositif d on d.code = x.dispositif_code
    join structure on structure.uai = x.uai
    where x.retire_le is null and d.nature <> 'histoire' and ${withinPeriode(jour)} and structure.etat <> 'ferme' and ${withinTerritoire(cle)}
    group by d.code, d.libelle, d.ordre order by d.ordre`.execute(db);
  return rows;
}

export interface ReseauxTerritoire {
  readonly rep: number;
  readonly repPlus: number;
  /** Networks whose tête this person may read, by name; only where they are few enough to be read. */
  readonly nommes: readonly {
    readonly uai: string;
    readonly nom: string;
    readonly statutEp: StatutEp | null;
    readonly membres: number;
  }[];
}

/** Networks of education priority whose tête stands in the territory. */
export async function getReseaux(db: Database, cle: CleTerritoire, scope: Scope): Promise<ReseauxTerritoire> {
  const { rows } = await sql<{ rep: number; repPlus: number; nommes: ReseauxTerritoire["nommes"] }>`
    with tete as (
      select structure.uai, structure.nom, structure.statut_ep, ${withinScope(scope)} as lisible
      from structure where structure.reseau_uai = structure.uai and structure.etat <> 'ferme' and ${withinTerritoire(cle)}
    )
    select (count(*) filter (where statut_ep = 'rep'))::int as rep, (count(*) filter (where statut_ep = 'rep_plus'))::int as "repPlus",
      coalesce(json_agg(json_build_object('uai', uai, 'nom', nom, 'statutEp', statut_ep,
        'membres', (select count(*)::int from structure m where m.reseau_uai = tete.uai and m.etat <> 'ferme')) order by nom)
        filter (where lisible and ${cle.niveau !== "nation"}), '[]') as nommes
    from tete`.execute(db);
  return rows[0] ?? { rep: 0, repPlus: 0, nommes: [] };
}

/** Open structures by kind of place of their commune. */
export async function getRuralite(db: Database, cle: CleTerritoire): Promise<Ruralite> {
  if (cle.niveau === "nation") return additionner([...(await listRuralites(db)).values()]);
  if (cle.niveau === "academie") return (await listRuralites(db)).get(cle.code) ?? ruraliteDe([]);
  const { rows } = await sql<{ classe: string | null; n: number }>`
    select ${CLASSE} as classe, sum(s.n)::int as n
    from (select structure.commune_code, count(*) as n from structure
      where ${withinTerritoire(cle)} and structure.etat <> 'ferme' group by 1) s ${COMMUNE}
    group by 1`.execute(db);
  return ruraliteDe(rows);
}

const CLASSE = sql`coalesce(c.typologie, actuelle.typologie)`;
const COMMUNE = sql`left join commune c on c.code = s.commune_code left join commune actuelle on actuelle.code = c.actuelle_code`;

/** What one reading of every structure found, and the last import that it knew of. */
interface Memoire {
  readonly version: number;
  readonly ruralites: Promise<ReadonlyMap<string, Ruralite>>;
}
const memoires = new WeakMap<Database, Memoire>();

/**
 * The same for each académie. Every structure is read for it, so that the answer is kept until the next import, which
 * alone may change a commune: the key is in the database, and several servers agree.
 */
export async function listRuralites(db: Database): Promise<ReadonlyMap<string, Ruralite>> {
  const { rows } = await sql<{
    version: Date | null;
  }>`select max(applique_le) as version from import`.execute(db);
  const version = rows[0]?.version?.getTime() ?? 0;
  const known = memoires.get(db);
  if (known?.version === version) return known.ruralites;
  const ruralites = readRuralites(db);
  memoires.set(db, { version, ruralites });
  // A reading that failed is not an answer to keep.
  ruralites.catch(() => memoires.delete(db));
  return ruralites;
}

async function readRuralites(db: Database): Promise<ReadonlyMap<string, Ruralite>> {
  const { rows } = await sql<{ academie: string; classe: string | null; n: number }>`
    select s.academie_code as academie, ${CLASSE} as classe, sum(s.n)::int as n
    from (select academie_code, commune_code, count(*) as n from structure where etat <> 'ferme' group by 1, 2) s ${COMMUNE}
    group by 1, 2`.execute(db);
  const academies = [...new Set(rows.map(({ academie }) => academie))];
  return new Map(
    academies.map((code) => [code, ruraliteDe(rows.filter(({ academie }) => academie === code))]),
  );
}

function additionner(ruralites: readonly Ruralite[]): Ruralite {
  const sum = (part: keyof Ruralite) => ruralites.reduce((total, ruralite) => total + ruralite[part], 0);
  return {
    rural: sum("rural"),
    intermediaire: sum("intermediaire"),
    urbain: sum("urbain"),
    inconnu: sum("inconnu"),
  };
}

export interface ValeurTerritoire {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly source: string;
  readonly fichier: string;
  readonly ligne: number;
  readonly colonne: string;
  readonly enregistreLe: Date;
}

/** What sources say of the territory itself, openly published: every year, latest first, with the origin of each. */
export async function listValeursTerritoire(db: Database, cle: CleTerritoire): Promise<ValeurTerritoire[]> {
  const { rows } = await sql<ValeurTerritoire>`
    select i.code, i.libelle, i.unite, i.decimales, v.annee, v.valeur, v.statut, i.source, f.nom as fichier, v.ligne,
      v.colonne, v.enregistre_le as "enregistreLe"
    from valeur_territoire v join indicateur i on i.code = v.indicateur_code and i.diffusion = 'ouverte'
    join import_fichier f on f.id = v.fichier_id
    where v.niveau = ${cle.niveau} and v.territoire = ${cle.code} and v.remplace_le is null
    order by i.ordre, v.annee desc`.execute(db);
  return rows;
}
