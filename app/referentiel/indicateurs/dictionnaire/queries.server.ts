import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { DATASETS } from "../../imports/datasets/catalogue.ts";
import { type Famille, normalizeSearch } from "../../rules.ts";
import type { Diffusion, Nature, Notice } from "./rules.ts";
import type { FiltresDictionnaire } from "./schema.ts";

/** Datasets that feed an indicator, by its code. */
const JEUX: ReadonlyMap<string, readonly { code: string; libelle: string }[]> = (() => {
  const jeux = new Map<string, { code: string; libelle: string }[]>();
  for (const { code, libelle, indicateurs } of DATASETS) {
    for (const indicateur of new Set(indicateurs.map((declared) => declared.indicateur)))
      jeux.set(indicateur, [...(jeux.get(indicateur) ?? []), { code, libelle }]);
  }
  return jeux;
})();

/** Datasets that feed at least one indicator, to choose among. */
export function listJeuxAlimentes(): { code: string; libelle: string }[] {
  return DATASETS.filter(({ indicateurs }) => indicateurs.length > 0).map(({ code, libelle }) => ({
    code,
    libelle,
  }));
}

/** Notices of the ministry are everybody's; those of an académie are read where its internal values are. */
function withinDictionnaire(actor: Actor): RawBuilder<SqlBool> {
  const gerer = scopeOf(actor, "indicateur.gerer");
  return sql<SqlBool>`(indicateur.academie_code is null
    or indicateur.academie_code = any(${[...gerer.academies]}::text[]) or ${gerer.nation}
    or ${withinAcademies(scopeOf(actor, "indicateur.lire_interne"))})`;
}

/** The académies that a scope is in, from their own small tables: structures are not searched for them. */
function withinAcademies({
  nation,
  academies,
  departements,
  circonscriptions,
  structures,
}: Scope): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${nation} or indicateur.academie_code = any(${[...academies]}::text[]) or indicateur.academie_code in (
    select academie_code from departement where code = any(${[...departements]}::text[])
    union all select d.academie_code from circonscription c join departement d on d.code = c.departement_code
      where c.code = any(${[...circonscriptions]}::text[])
    union all select academie_code from structure where uai = any(${[...structures]}::text[])))`;
}

export interface IndicateurListe {
  readonly code: string;
  readonly libelle: string;
  readonly libelleCourt: string;
  readonly famille: Famille;
  readonly nature: Nature;
  readonly diffusion: Diffusion;
  readonly unite: string;
  readonly source: string;
  readonly definition: string;
  readonly objet: "structure" | "territoire";
  readonly academie: string | null;
  readonly academieNom: string | null;
  readonly relu: boolean;
  readonly retire: boolean;
}

/** The dictionary, in its order, narrowed by the filters; withdrawn indicators come last. */
export async function listIndicateurs(
  db: Database,
  actor: Actor,
  { q, famille, diffusion, nature, jeu }: FiltresDictionnaire,
): Promise<IndicateurListe[]> {
  const fed =
    jeu === undefined ? undefined : [...JEUX].filter(([, jeux]) => jeux.some((j) => j.code === jeu));
  const { rows } = await sql<IndicateurListe>`
    select indicateur.code, indicateur.libelle, libelle_court as "libelleCourt", famille, nature, diffusion, unite, source,
      definition, objet, academie_code as academie, a.nom as "academieNom", relu_le is not null as relu, retire_le is not null as retire
    from indicateur left join academie a on a.code = indicateur.academie_code
    where ${withinDictionnaire(actor)}
      and (${famille ?? null}::text is null or famille = ${famille ?? null})
      and (${diffusion ?? null}::text is null or diffusion = ${diffusion ?? null})
      and (${nature ?? null}::text is null or nature = ${nature ?? null})
      and (${fed === undefined} or indicateur.code = any(${fed?.map(([code]) => code) ?? []}::text[]))
    order by retire_le is not null, academie_code nulls first, ordre`.execute(db);
  const words = normalizeSearch(q).split(" ").filter(Boolean);
  return rows.filter(({ code, libelle, libelleCourt, definition }) => {
    const text = normalizeSearch(`${code} ${libelle} ${libelleCourt} ${definition}`);
    return words.every((word) => text.includes(word));
  });
}

export interface NoticeVue extends Omit<Notice, "diffusion"> {
  readonly code: string;
  readonly diffusion: Diffusion;
  readonly objet: "structure" | "territoire";
  readonly academie: string | null;
  readonly academieNom: string | null;
  readonly seuilReference: number;
  readonly poids: string | null;
  readonly denominateur: string | null;
  readonly creePar: string | null;
  readonly reluPar: string | null;
  readonly reluLe: Date | null;
  readonly retireLe: Date | null;
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
  readonly jeux: readonly { readonly code: string; readonly libelle: string }[];
  /** First and last rentrée known, when there is any. */
  readonly annees: readonly [number, number] | null;
}

/** Everything that a notice says. Throws NotFound when there is none, or none for this person. */
export async function getNotice(db: Database, actor: Actor, code: string): Promise<NoticeVue> {
  const { rows } = await sql<Omit<NoticeVue, "jeux" | "annees"> & { de: number | null; a: number | null }>`
    select indicateur.code, indicateur.libelle, indicateur.libelle_court as "libelleCourt", indicateur.definition,
      indicateur.lecture, indicateur.population, indicateur.bruit, indicateur.biais, indicateur.comparaisons,
      indicateur.source, indicateur.unite, indicateur.decimales, indicateur.famille, indicateur.nature,
      indicateur.diffusion, indicateur.minimum, indicateur.maximum, indicateur.compte, indicateur.objet,
      indicateur.seuil_reference as "seuilReference", indicateur.poids_code as "poidsCode",
      indicateur.denominateur_code as "denominateurCode", indicateur.seuil_publication as "seuilPublication",
      indicateur.academie_code as academie, a.nom as "academieNom", p.libelle as poids, d.libelle as denominateur,
      c.prenom || ' ' || c.nom as "creePar", r.prenom || ' ' || r.nom as "reluPar", indicateur.relu_le as "reluLe",
      indicateur.retire_le as "retireLe",
      (select coalesce(json_agg(json_build_object('annee', annee, 'motif', motif) order by annee), '[]')
        from rupture_serie where indicateur_code = indicateur.code) as ruptures,
      (select min(annee) from couverture_indicateur where indicateur_code = indicateur.code) as de,
      (select max(annee) from couverture_indicateur where indicateur_code = indicateur.code) as a
    from indicateur left join academie a on a.code = indicateur.academie_code
    left join indicateur p on p.code = indicateur.poids_code
    left join indicateur d on d.code = indicateur.denominateur_code
    left join agent c on c.id = indicateur.cree_par left join agent r on r.id = indicateur.relu_par
    where indicateur.code = ${code} and ${withinDictionnaire(actor)}`.execute(db);
  const [row] = rows;
  if (!row) throw new NotFound();
  const { de, a, ...notice } = row;
  return {
    ...notice,
    jeux: JEUX.get(code) ?? [],
    annees: de === null || a === null ? null : [de, a],
  };
}

/** Own indicators of an académie in use. */
export async function countIndicateurs(db: Database | Tx, academie: string): Promise<number> {
  const { n } = await db
    .selectFrom("indicateur")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("academie_code", "=", academie)
    .where("retire_le", "is", null)
    .executeTakeFirstOrThrow();
  return n;
}

/** Codes of the own indicators of académies whose notice nobody has vouched for, in the order of the dictionary. */
export async function listNoticesARelire(db: Database, academies: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`select code from indicateur
    where academie_code = any(${[...academies]}::text[]) and relu_le is null and retire_le is null order by ordre`.execute(
    db,
  );
  return rows.map(({ code }) => code);
}

export interface UsageAcademie {
  readonly code: string;
  readonly nom: string;
  readonly utilises: number;
}

/** Académies whose indicators a person keeps, with how many each has. */
export async function listUsages(db: Database, { nation, academies }: Scope): Promise<UsageAcademie[]> {
  const { rows } = await sql<UsageAcademie>`
    select a.code, a.nom, (select count(*)::int from indicateur i where i.academie_code = a.code and i.retire_le is null) as utilises
    from academie a where a.code = any(${[...academies]}::text[]) or ${nation} order by a.nom`.execute(db);
  return rows;
}

/** Indicators that count pupils or persons: what may weigh another one, or stand under it. */
export async function listEffectifs(
  db: Database,
  academie: string | null,
): Promise<{ code: string; libelle: string }[]> {
  return db
    .selectFrom("indicateur")
    .select(["code", "libelle"])
    .where("compte", "=", true)
    .where("objet", "=", "structure")
    .where("retire_le", "is", null)
    .where((eb) => eb.or([eb("academie_code", "is", null), eb("academie_code", "=", academie)]))
    .orderBy("ordre")
    .execute();
}

/** What the rules of a notice look at, under lock. Throws NotFound. */
export async function getIndicateurTenu(
  tx: Tx,
  code: string,
): Promise<{ academie: string | null; retireLe: Date | null }> {
  const row = await tx
    .selectFrom("indicateur")
    .select(["academie_code", "retire_le"])
    .where("code", "=", code)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return { academie: row.academie_code, retireLe: row.retire_le };
}
