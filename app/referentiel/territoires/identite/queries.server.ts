import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import {
  type CleTerritoire,
  type Nation,
  type NiveauTerritoire,
  NOMS_NATION,
  type TerritoireSitue,
} from "../rules.ts";

/** One line a territory, with those that hold it. */
const SOURCES: Readonly<Record<Exclude<NiveauTerritoire, "nation">, RawBuilder<unknown>>> = {
  academie: sql`select code, nom, code as academie, null::text as departement, null::text as courriel, null::text as telephone,
    null::integer as population, null::text as typologie from academie`,
  departement: sql`select code, nom, academie_code as academie, code as departement, null::text as courriel, null::text as telephone,
    null::integer as population, null::text as typologie from departement`,
  circonscription: sql`select c.code, c.nom, d.academie_code as academie, d.code as departement, c.courriel, c.telephone,
    null::integer as population, null::text as typologie from circonscription c join departement d on d.code = c.departement_code`,
  bassin: sql`select code, nom, academie_code as academie, null::text as departement, null::text as courriel, null::text as telephone,
    null::integer as population, null::text as typologie from bassin`,
  commune: sql`select c.code, c.nom, d.academie_code as academie, d.code as departement, null::text as courriel, null::text as telephone,
    coalesce(c.population, actuelle.population) as population, coalesce(c.typologie, actuelle.typologie) as typologie
    from commune c join departement d on d.code = c.departement_code left join commune actuelle on actuelle.code = c.actuelle_code`,
};

export interface Territoire extends TerritoireSitue {
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly population: number | null;
  readonly typologie: string | null;
}

/** Throws NotFound when there is no such territory in this nation. Territories are public: they have no scope. */
export async function getTerritoire(db: Database, nation: Nation, cle: CleTerritoire): Promise<Territoire> {
  if (cle.niveau === "nation") {
    if (cle.code !== nation) throw new NotFound();
    return nationale(nation);
  }
  const { rows } = await sql<Omit<Territoire, "niveau">>`
    select t.code, t.nom, t.academie as "academieCode", a.nom as "academieNom", t.departement as "departementCode",
      d.nom as "departementNom", t.courriel, t.telephone, t.population, t.typologie
    from (${SOURCES[cle.niveau]}) t join academie a on a.code = t.academie and a.nation = ${nation}
    left join departement d on d.code = t.departement
    where t.code = ${cle.code}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotFound();
  return { niveau: cle.niveau, ...found };
}

function nationale(nation: Nation): Territoire {
  return {
    niveau: "nation",
    code: nation,
    nom: NOMS_NATION[nation],
    ...{ academieCode: null, academieNom: null, departementCode: null, departementNom: null },
    ...{ courriel: null, telephone: null, population: null, typologie: null },
  };
}

/** The condition that a structure, under the name of its table, stands in a territory. */
export function withinTerritoire({ niveau, code }: CleTerritoire): RawBuilder<SqlBool> {
  if (niveau === "nation") return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(`structure.${niveau}_code`)} = ${code}`;
}

export interface Lieu {
  readonly code: string;
  readonly nom: string;
}

export interface Parties {
  readonly academies: readonly Lieu[];
  readonly departements: readonly Lieu[];
  readonly circonscriptions: readonly Lieu[];
  readonly bassins: readonly Lieu[];
  /** Those that hold an open structure. */
  readonly communes: readonly Lieu[];
  /** Of a commune: those that were merged into it, and the one that it was merged into. */
  readonly anciennes: readonly Lieu[];
  readonly actuelle: readonly Lieu[];
}

type Colonne =
  | "academies"
  | "departements"
  | "circonscriptions"
  | "bassins"
  | "communes"
  | "anciennes"
  | "actuelle";

/** What a territory is made of, each kind by name. */
export async function listParties(db: Database, cle: CleTerritoire, nation: Nation): Promise<Parties> {
  const { niveau, code } = cle;
  const communes = sql`select 'communes' as genre, commune.code, commune.nom from commune where commune.code in (
    select structure.commune_code from structure where ${withinTerritoire(cle)} and structure.etat <> 'ferme')`;
  const pieces: Readonly<Record<NiveauTerritoire, RawBuilder<unknown>>> = {
    nation: sql`select 'academies' as genre, code, nom from academie where nation = ${nation} and code in (select academie_code from comptage_structure)`,
    academie: sql`select 'departements' as genre, code, nom from departement where academie_code = ${code} and code in (select departement_code from comptage_structure)
      union all select 'bassins', code, nom from bassin where academie_code = ${code}`,
    departement: sql`select 'circonscriptions' as genre, code, nom from circonscription where departement_code = ${code}
      union all select 'communes', commune.code, commune.nom from commune where commune.departement_code = ${code}
        and exists (select from structure where structure.commune_code = commune.code and structure.etat <> 'ferme')`,
    circonscription: communes,
    bassin: communes,
    commune: sql`select 'anciennes' as genre, code, nom from commune where actuelle_code = ${code}
      union all select 'actuelle', a.code, a.nom from commune c join commune a on a.code = c.actuelle_code where c.code = ${code}`,
  };
  const { rows } = await sql<Lieu & { genre: Colonne }>`
    select genre, code, nom from (${pieces[niveau]}) t order by nom, code`.execute(db);
  const of = (genre: Colonne) =>
    rows.filter((row) => row.genre === genre).map((row) => ({ code: row.code, nom: row.nom }));
  return {
    academies: of("academies"),
    departements: of("departements"),
    circonscriptions: of("circonscriptions"),
    bassins: of("bassins"),
    communes: of("communes"),
    anciennes: of("anciennes"),
    actuelle: of("actuelle"),
  };
}

export interface AcademieDepartements extends Lieu {
  readonly n: number;
  readonly departements: readonly (Lieu & { readonly n: number })[];
}

/** Every académie that has open structures, with its départements: the way in. */
export async function listAcademiesDepartements(
  db: Database,
  nation: Nation,
): Promise<AcademieDepartements[]> {
  const { rows } = await sql<AcademieDepartements>`
    select a.code, a.nom, sum(c.n)::int as n,
      json_agg(json_build_object('code', d.code, 'nom', d.nom, 'n', c.n) order by d.nom) as departements
    from (select departement_code, academie_code, sum(n)::int as n from comptage_structure group by 1, 2) c
    join academie a on a.code = c.academie_code and a.nation = ${nation}
    join departement d on d.code = c.departement_code
    group by a.code, a.nom order by a.nom`.execute(db);
  return rows;
}
