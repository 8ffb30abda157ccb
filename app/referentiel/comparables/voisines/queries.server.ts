import { type RawBuilder, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  isMasquee,
  type Lecteur,
  readValeur,
  withinLecture,
  withMasque,
} from "../../indicateurs/lecture/queries.server.ts";
import type { Secteur, StatutValeur, TypeStructure } from "../../rules.ts";
import { ENTREES, NOMS_ENTREES, type Profil, type Reglages, retenirEntrees } from "../rules.ts";

export interface ProfilEntree extends Profil {
  readonly uai: string;
  readonly nation: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly academie: string;
  readonly ips: number;
}

/** The input profile of a structure already known to be in scope; undefined when its IPS is not known or it is closed. */
export async function findProfil(db: Database, uai: string): Promise<ProfilEntree | undefined> {
  const { rows } = await sql<ProfilEntree>`
    select p.uai, p.nation, p.type, p.secteur, s.academie_code as academie, p.ips, p.heterogeneite, p.effectif, p.eloignement, p.densite
    from profil_entree p join structure s on s.uai = p.uai where p.uai = ${uai}`.execute(db);
  return rows[0];
}

export interface Voisines {
  /** Nearest first; ties in the order of UAI. */
  readonly proches: readonly { readonly uai: string; readonly distance: number }[];
  /** Structures of the same type and nation within the caliper, before any is left out. */
  readonly candidates: number;
  /** Those among them that lack a chosen input. */
  readonly incompletes: number;
}

/**
 * The nearest structures on inputs: weighted root mean square of the differences in standard deviations. Read through
 * the index on nation, type and IPS.
 *
 * @param scope within which neighbours are taken; whoever reads without names has the whole nation.
 */
export async function listVoisines(
  db: Database,
  profil: ProfilEntree,
  reglages: Reglages,
  scope: Scope | undefined,
): Promise<Voisines> {
  const { retenues } = retenirEntrees(profil, reglages.poids);
  if (retenues.length === 0) return { proches: [], candidates: 0, incompletes: 0 };
  const total = retenues.reduce((sum, entree) => sum + reglages.poids[entree], 0);
  const terms = retenues.map((entree) => {
    const ecart = sql`(${sql.ref(`p.${entree}`)} - ${profil[entree]}::double precision)`;
    return sql`${reglages.poids[entree]}::double precision * ${ecart} * ${ecart}`;
  });
  // One reading of the index; a candidate that lacks an input has no sum, and SQL says so by null.
  const { rows } = await sql<CandidatRow>`
    with candidat as materialized (
      select p.uai, ${sql.join(terms, sql` + `)} as carre from profil_entree p where ${withinCandidates(profil, reglages, scope)}
    )
    select compte.candidates, compte.incompletes, proche.uai, proche.distance
    from (select count(*)::int as candidates, (count(*) - count(carre))::int as incompletes from candidat) compte
    left join (
      select uai, sqrt(carre / ${total}::double precision) as distance from candidat where carre is not null
      order by carre, uai limit ${reglages.nombre}
    ) proche on true
    order by proche.distance, proche.uai`.execute(db);
  const [{ candidates, incompletes } = { candidates: 0, incompletes: 0 }] = rows;
  const proches = rows.flatMap(({ uai, distance }) =>
    uai === null || distance === null ? [] : [{ uai, distance }],
  );
  return { proches, candidates, incompletes };
}

interface CandidatRow {
  readonly candidates: number;
  readonly incompletes: number;
  /** Null when no candidate is complete. */
  readonly uai: string | null;
  readonly distance: number | null;
}

function withinCandidates(
  { uai, nation, type, secteur, academie, ips }: ProfilEntree,
  reglages: Reglages,
  scope: Scope | undefined,
): RawBuilder<boolean> {
  const { calibre } = reglages;
  const conditions = [
    sql`p.nation = ${nation} and p.type = ${type} and p.uai <> ${uai}
      and p.ips between ${ips - calibre}::double precision and ${ips + calibre}::double precision`,
  ];
  if (reglages.secteur === "meme") conditions.push(sql`p.secteur = ${secteur}`);
  const bounded = scope !== undefined && !scope.nation;
  const academique = reglages.academie === "meme";
  if (bounded || academique) {
    conditions.push(sql`exists (select from structure where structure.uai = p.uai
      ${bounded ? sql`and ${withinScope(scope)}` : sql``} ${academique ? sql`and structure.academie_code = ${academie}` : sql``})`);
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

export interface EntreeLue {
  readonly uai: string;
  readonly indicateur: string;
  readonly id: number;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** The inputs themselves, in their units: the latest of each in the current series, as this person may read it. */
export async function listEntrees(
  db: Database,
  lecteur: Lecteur,
  uais: readonly string[],
): Promise<EntreeLue[]> {
  const { valeur, statut } = readValeur(lecteur);
  const codes = NOMS_ENTREES.flatMap((entree): readonly string[] => ENTREES[entree].codes);
  const { rows } = await sql<EntreeLue>`
    select distinct on (v.uai, v.indicateur_code) v.uai, v.indicateur_code as indicateur, v.id, v.annee, ${valeur} as valeur, ${statut} as statut
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code
    ${withMasque}
    where v.uai = any(${[...uais]}::text[]) and structure.uai = any(${[...uais]}::text[]) and v.indicateur_code = any(${codes}::text[]) and v.remplace_le is null and v.valeur is not null
      and v.annee >= coalesce((select max(r.annee) from rupture_serie r
        where r.indicateur_code = v.indicateur_code and (r.types is null or structure.type = any(r.types))), 0)
      and ${withinLecture(lecteur)}
    order by v.uai, v.indicateur_code, v.annee desc`.execute(db);
  return rows;
}

export interface IdentiteVoisine {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly nation: string;
  readonly communeNom: string;
  readonly departement: string;
  readonly academie: string;
  readonly typologie: string | null;
}

/** Who they are, within a scope; those out of it are absent. In no particular order. */
export async function listIdentites(
  db: Database,
  scope: Scope,
  uais: readonly string[],
): Promise<IdentiteVoisine[]> {
  const { rows } = await sql<IdentiteVoisine>`
    select structure.uai, structure.nom, structure.type, structure.secteur, a.nation, structure.commune_nom as "communeNom",
      structure.departement_code as departement, a.nom as academie, coalesce(c.typologie, actuelle.typologie) as typologie
    from structure
    join academie a on a.code = structure.academie_code
    left join commune c on c.code = structure.commune_code
    left join commune actuelle on actuelle.code = c.actuelle_code
    where structure.uai = any(${[...uais]}::text[]) and ${withinScope(scope)}`.execute(db);
  return rows;
}

export interface RepereLu {
  readonly indicateur: string;
  readonly annee: number;
  readonly n: number;
  readonly q1: number;
  readonly mediane: number;
  readonly q3: number;
}

/**
 * Median and quartiles of some structures, for some (indicator, year) pairs (linear interpolation, type 7 of R).
 *
 * @param lecteur whose readings the values must be; undefined: anonymous, and nothing that secrecy covers enters, for
 * anybody, so that no difference between two persons' screens tells a masked value.
 */
export async function listReperes(
  db: Database,
  lecteur: Lecteur | undefined,
  uais: readonly string[],
  pairs: readonly { readonly indicateur: string; readonly annee: number }[],
): Promise<RepereLu[]> {
  if (uais.length === 0 || pairs.length === 0) return [];
  const readable = lecteur
    ? sql`${withinLecture(lecteur)} and not ${isMasquee(lecteur)}`
    : sql`valeur_masquee.valeur_id is null`;
  const { rows } = await sql<RepereLu>`
    select indicateur, annee, n, quartiles[1] as q1, quartiles[2] as mediane, quartiles[3] as q3
    from (
      select v.indicateur_code as indicateur, v.annee, count(*)::int as n,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by v.valeur) as quartiles
      from unnest(${pairs.map((p) => p.indicateur)}::text[], ${pairs.map((p) => p.annee)}::smallint[]) as d (code, annee)
      cross join unnest(${[...uais]}::text[]) as u (uai)
      join valeur_indicateur v on v.uai = u.uai and v.indicateur_code = d.code and v.annee = d.annee
        and v.remplace_le is null and v.valeur is not null
      join structure on structure.uai = v.uai
      join indicateur on indicateur.code = v.indicateur_code
      ${withMasque}
      where structure.uai = any(${[...uais]}::text[]) and ${readable}
      group by v.indicateur_code, v.annee
    ) resume`.execute(db);
  return rows;
}
