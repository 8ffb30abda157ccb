import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { isSansLieu, type Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Lecteur } from "../indicateurs/lecture/queries.server.ts";
import { listReferences } from "../indicateurs/queries.server.ts";
import { NIVEAUX, type Niveau, type Repartition } from "../indicateurs/rules.ts";
import type { TypeStructure } from "../rules.ts";
import type { FiltresStructures } from "../structures/rules.ts";

export interface Territoire {
  readonly code: string;
  readonly nom: string;
}

export interface ChoixFiltres {
  readonly academies: readonly Territoire[];
  readonly departements: readonly Territoire[];
  /** School years for which some value is known, latest first. */
  readonly annees: readonly number[];
}

/** Counts read as structures that are known by their territory, type and sector alone: a scope applies to them as such. */
const COMPTAGE = sql`(select academie_code, departement_code, type, secteur, n, null::text as commune_code,
  null::text as circonscription_code, null::text as uai from comptage_structure) structure`;

/** What the filters of the list offer: territories that have structures in scope, by name, and known school years. */
export async function listChoixFiltres(db: Database, scope: Scope): Promise<ChoixFiltres> {
  const { rows } = await sql<Territoire & { choix: string }>`
    with atteint as (
      select distinct academie_code, departement_code from ${COMPTAGE} where ${withinScope(scope)})
    select 'academie' as choix, code, nom from academie where code in (select academie_code from atteint)
    union all
    select 'departement', code, nom from departement where code in (select departement_code from atteint)
    union all
    select 'annee', annee::text, '' from reference_indicateur where niveau = 'nation' group by annee
    order by nom, code desc`.execute(db);
  const of = (choix: string) =>
    rows.filter((row) => row.choix === choix).map(({ code, nom }) => ({ code, nom }));
  return {
    academies: of("academie"),
    departements: of("departement"),
    annees: of("annee").map(({ code }) => Number(code)),
  };
}

export interface ChoixLocaux {
  readonly circonscriptions: readonly Territoire[];
  readonly bassins: readonly Territoire[];
  readonly communes: readonly Territoire[];
  readonly dispositifs: readonly Territoire[];
}

/**
 * Territories within the département and the académie that the list is narrowed to, or that are the only ones in
 * scope; one that the address names is offered all the same, so that the form keeps it.
 */
export async function listChoixLocaux(
  db: Database,
  { academies, departements }: ChoixFiltres,
  filtres: FiltresStructures,
): Promise<ChoixLocaux> {
  const only = (territoires: readonly Territoire[]) =>
    territoires.length === 1 ? territoires[0]?.code : undefined;
  const departement = filtres.departement ?? only(departements) ?? null;
  const academie = filtres.academie ?? only(academies) ?? null;
  const { rows } = await sql<Territoire & { choix: string; rang: string }>`
    select 'circonscription' as choix, code, nom, nom as rang from circonscription
      where departement_code = ${departement} or code = ${filtres.circonscription ?? null}
    union all
    select 'bassin', code, nom, nom from bassin where code = ${filtres.bassin ?? null}
      or academie_code = coalesce(${academie}, (select academie_code from departement where code = ${departement}))
    union all
    select 'commune', code, nom, nom from commune where code = ${filtres.commune ?? null}
      or departement_code = ${departement} and exists (select from structure where commune_code = commune.code)
    union all
    select 'dispositif', code, libelle, to_char(ordre, '00000') from dispositif
    order by rang, code`.execute(db);
  const of = (choix: string) =>
    rows.filter((row) => row.choix === choix).map(({ code, nom }) => ({ code, nom }));
  return {
    circonscriptions: of("circonscription"),
    bassins: of("bassin"),
    communes: of("commune"),
    dispositifs: of("dispositif"),
  };
}

type CompteParType = EtatReferentiel["parType"][number];

export interface EtatReferentiel {
  readonly total: number;
  readonly parType: readonly { readonly type: TypeStructure; readonly n: number }[];
  readonly dernierImport: Date | null;
}

/** What the reference holds in a scope, for the home page: from the table of counts, or from the few structures of a place. */
export async function getEtatReferentiel(db: Database, scope: Scope): Promise<EtatReferentiel> {
  // The table of counts knows territories only: as soon as a place is smaller, structures are counted once each.
  const { rows } = isSansLieu(scope)
    ? await sql<CompteParType>`select type, sum(n)::int as n from ${COMPTAGE} where ${withinScope(scope)}
        group by type order by n desc`.execute(db)
    : await sql<CompteParType>`select type, count(*)::int as n from structure where structure.etat <> 'ferme' and ${withinScope(scope)}
        group by type order by n desc`.execute(db);
  const last = await db
    .selectFrom("import")
    .select(({ fn }) => fn.max("applique_le").as("le"))
    .executeTakeFirst();
  return { total: rows.reduce((sum, { n }) => sum + n, 0), parType: rows, dernierImport: last?.le ?? null };
}

export interface RepartitionTerritoire extends Repartition {
  readonly territoire: string;
  readonly type: TypeStructure;
  readonly annee: number;
}

/**
 * How the index is spread among the structures that the filters narrow to: their type (collèges by default), sector
 * and territory. Undefined when the year is unknown or too few structures publish it.
 */
export async function findRepartitionIps(
  db: Database,
  lecteur: Lecteur,
  filtres: FiltresStructures,
  annee: number | undefined,
  nation: "france" | "demonstration",
): Promise<RepartitionTerritoire | undefined> {
  if (annee === undefined) return undefined;
  const type = filtres.type ?? "college";
  const [niveau, code] = territoireOf(filtres, nation);
  const territoires = { [niveau]: code };
  const [reference] = await listReferences(
    db,
    lecteur,
    { type, secteur: filtres.secteur ?? "tous", territoires },
    [{ indicateur: "ips", annee }],
  );
  if (!reference || reference.n < SEUIL_REPARTITION) return undefined;
  const { n, bornes, effectifs, q1, mediane, q3 } = reference;
  return { n, bornes, effectifs, quartiles: [q1, mediane, q3], territoire: NIVEAUX[niveau], type, annee };
}

/** Fewer structures than this make dots, not a distribution. */
const SEUIL_REPARTITION = 5;

function territoireOf(filtres: FiltresStructures, nation: string): [Niveau, string] {
  if (filtres.departement) return ["departement", filtres.departement];
  if (filtres.academie) return ["academie", filtres.academie];
  return ["nation", nation];
}
