import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Secteur, StatutEp, TypeStructure } from "../rules.ts";
import { listDispositifs, listEvenements, listFiliations } from "./chronologie/queries.server.ts";
import type { DispositifLu, Evenement, FiliationLue } from "./chronologie/rules.ts";
import { collectiviteOf, profilTerritoire } from "./rules.ts";
import { CHAMPS_SAISIS, CHAMPS_UAI, type ChampSaisi } from "./saisies/rules.ts";

/** Another structure, by its code; its name only when it is in scope. */
export interface StructureLiee {
  readonly uai: string;
  readonly nom: string | null;
}

/** What a structure belongs to, one fact. */
export interface Rattachement {
  readonly champ: ChampSaisi;
  readonly libelle: string;
  /** What is stored: a code, an address. */
  readonly valeur: string | null;
  /** How it reads. */
  readonly texte: string | null;
  readonly structure: StructureLiee | null;
  /** Set when a person typed it; files then leave it alone. */
  readonly saisie: {
    readonly id: string;
    readonly auteur: string | null;
    readonly le: Date;
    readonly motif: string;
  } | null;
}

export interface IdentiteCourte {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly communeNom: string;
  readonly communeCode: string | null;
  readonly departementCode: string;
  readonly academieCode: string;
  readonly statutEp: StatutEp | null;
}

export interface VieStructure {
  readonly structure: IdentiteCourte;
  readonly rattachements: readonly Rattachement[];
  readonly collectivite: string | undefined;
  /** The territory in one sentence; undefined when nothing is known of it. */
  readonly profil: string | undefined;
  readonly typologie: string | null;
  readonly distanceEpMetres: number | null;
  readonly distanceEp: StructureLiee | null;
  /** Structures of which this one is the rattachement: a SEGPA, the other parts of a cité scolaire. */
  readonly filles: readonly StructureLiee[];
  /** Schemes that hold on the day asked. */
  readonly enVigueur: readonly DispositifLu[];
  readonly dispositifs: readonly DispositifLu[];
  readonly filiations: readonly FiliationLue[];
  readonly derniers: readonly Evenement[];
  readonly evenements: readonly Evenement[];
}

const DERNIERS = 4;

/** True for a row that a scheme makes valid on a day. */
export function withinPeriode(jour: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`x.debut <= ${jour}::date and (x.fin is null or ${jour}::date < x.fin)`;
}

interface IdentiteRow extends IdentiteCourte, Record<string, unknown> {
  readonly departementNom: string;
  readonly typologie: string | null;
  readonly distance_ep_metres: number | null;
  readonly distance_ep_uai: string | null;
  readonly circonscriptionNom: string | null;
  readonly bassinNom: string | null;
}

async function getIdentite(db: Database, scope: Scope, uai: string): Promise<IdentiteRow> {
  const champs = sql.join(Object.keys(CHAMPS_SAISIS).map((champ) => sql.ref(`structure.${champ}`)));
  const { rows } = await sql<IdentiteRow>`
    select structure.uai, structure.nom, structure.type, structure.secteur, structure.commune_nom as "communeNom",
      structure.commune_code as "communeCode", structure.departement_code as "departementCode",
      structure.academie_code as "academieCode", structure.statut_ep as "statutEp", ${champs},
      structure.distance_ep_metres, structure.distance_ep_uai, d.nom as "departementNom",
      coalesce(c.typologie, actuelle.typologie) as typologie, ci.nom as "circonscriptionNom", b.nom as "bassinNom"
    from structure
    join departement d on d.code = structure.departement_code
    left join commune c on c.code = structure.commune_code
    left join commune actuelle on actuelle.code = c.actuelle_code
    left join circonscription ci on ci.code = structure.circonscription_code
    left join bassin b on b.code = structure.bassin_code
    where structure.uai = ${uai} and ${withinScope(scope)}`.execute(db);
  const [found] = rows;
  if (!found) throw new NotFound();
  return found;
}

/**
 * What a structure belongs to and what happened to it. Throws NotFound when it does not exist or is out of scope.
 *
 * @param jour the civil day on which schemes are said to hold.
 */
export async function getVieStructure(
  db: Database,
  scope: Scope,
  uai: string,
  jour: string,
): Promise<VieStructure> {
  const row = await getIdentite(db, scope, uai);
  const [liees, filles, saisies, dispositifs, filiations, evenements] = await Promise.all([
    listLiees(db, scope, row),
    listFilles(db, scope, uai),
    listSaisies(db, uai),
    listDispositifs(db, uai),
    listFiliations(db, scope, uai),
    listEvenements(db, scope, uai),
  ]);
  const {
    distance_ep_metres: distanceEpMetres,
    distance_ep_uai: plusProche,
    departementNom,
    typologie,
  } = row;
  const saisie = typeof row.collectivite === "string" ? row.collectivite : null;
  return {
    structure: identiteOf(row),
    rattachements: rattachementsOf(row, liees, saisies),
    collectivite: collectiviteOf({ ...identiteOf(row), departementNom, saisie }),
    profil: profilTerritoire({ typologie, distanceEpMetres, enEp: isEnEp(row.statutEp) }),
    typologie,
    distanceEpMetres,
    distanceEp: plusProche ? { uai: plusProche, nom: liees.get(plusProche) ?? null } : null,
    filles,
    enVigueur: dispositifs.filter(({ debut, fin }) => debut <= jour && (fin === null || jour < fin)),
    dispositifs,
    filiations,
    derniers: evenements.slice(0, DERNIERS),
    evenements,
  };
}

function isEnEp(statut: StatutEp | null): boolean {
  return statut === "rep" || statut === "rep_plus";
}

function identiteOf(row: IdentiteRow): IdentiteCourte {
  const { uai, nom, type, secteur, communeNom, communeCode, departementCode, academieCode, statutEp } = row;
  return { uai, nom, type, secteur, communeNom, communeCode, departementCode, academieCode, statutEp };
}

function rattachementsOf(
  row: IdentiteRow,
  liees: ReadonlyMap<string, string>,
  saisies: ReadonlyMap<string, NonNullable<Rattachement["saisie"]>>,
): Rattachement[] {
  const noms: Readonly<Record<string, string | null>> = {
    circonscription_code: row.circonscriptionNom,
    bassin_code: row.bassinNom,
  };
  return (Object.keys(CHAMPS_SAISIS) as ChampSaisi[]).map((champ) => {
    const valeur = typeof row[champ] === "string" ? (row[champ] as string) : null;
    const structure =
      valeur !== null && CHAMPS_UAI.includes(champ) ? { uai: valeur, nom: liees.get(valeur) ?? null } : null;
    const texte = structure ? (structure.nom ?? structure.uai) : (noms[champ] ?? valeur);
    return {
      champ,
      libelle: CHAMPS_SAISIS[champ].libelle,
      valeur,
      texte,
      structure,
      saisie: saisies.get(champ) ?? null,
    };
  });
}

/** Names, within scope, of the structures that this one points to. */
async function listLiees(db: Database, scope: Scope, row: IdentiteRow): Promise<Map<string, string>> {
  const uais = [...CHAMPS_UAI.map((champ) => row[champ]), row.distance_ep_uai].filter(Boolean);
  const { rows } = await sql<{ uai: string; nom: string }>`
    select structure.uai, structure.nom from structure
    where structure.uai = any(${uais}::text[]) and ${withinScope(scope)}`.execute(db);
  return new Map(rows.map(({ uai, nom }) => [uai, nom]));
}

async function listFilles(db: Database, scope: Scope, uai: string): Promise<StructureLiee[]> {
  const { rows } = await sql<StructureLiee>`
    select structure.uai, structure.nom from structure
    where structure.mere_uai = ${uai} and ${withinScope(scope)} order by structure.nom, structure.uai`.execute(
    db,
  );
  return rows;
}

async function listSaisies(
  db: Database,
  uai: string,
): Promise<Map<string, NonNullable<Rattachement["saisie"]>>> {
  const { rows } = await sql<NonNullable<Rattachement["saisie"]> & { champ: string }>`
    select x.champ, x.id, x.motif, x.saisie_le as le,
      (select a.prenom || ' ' || a.nom from agent a where a.id = x.agent_id) as auteur
    from structure_saisie x where x.uai = ${uai} and x.retiree_le is null`.execute(db);
  return new Map(rows.map(({ champ, ...saisie }) => [champ, saisie]));
}

export interface Choix {
  readonly value: string;
  readonly label: string;
}

/** Circonscriptions of the département and bassins of the académie, for the forms. */
export async function listChoixTerritoires(
  db: Database,
  { departementCode, academieCode }: Pick<IdentiteCourte, "departementCode" | "academieCode">,
): Promise<{ circonscription_code: Choix[]; bassin_code: Choix[] }> {
  const [circonscriptions, bassins] = await Promise.all([
    db
      .selectFrom("circonscription")
      .select(["code as value", "nom as label"])
      .where("departement_code", "=", departementCode)
      .orderBy("nom")
      .execute(),
    db
      .selectFrom("bassin")
      .select(["code as value", "nom as label"])
      .where("academie_code", "=", academieCode)
      .orderBy("nom")
      .execute(),
  ]);
  return { circonscription_code: circonscriptions, bassin_code: bassins };
}

/** Every scheme that may be noted, in the order of the dictionary. */
export async function listDispositifsConnus(db: Database): Promise<Choix[]> {
  return db.selectFrom("dispositif").select(["code as value", "libelle as label"]).orderBy("ordre").execute();
}
