import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Permission } from "#app/acces/droits/rules.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { FamilleAnalyse } from "../rules.ts";
import { type Campagne, type EtatCampagne, EVENEMENTS_CAMPAGNE } from "./rules.ts";
import { populationSchema, stabiliteSchema } from "./schema.ts";

/**
 * The condition that a campaign is within a scope, for a query that knows the table `campagne_ciblage` under its own
 * name: its académie is reached, wholly or by one of its départements.
 */
function withinCampagne({ nation, academies, departements }: Scope): RawBuilder<SqlBool> {
  if (nation) return sql<SqlBool>`true`;
  return sql<SqlBool>`(campagne_ciblage.academie_code = any(${[...academies]}::text[])
    or campagne_ciblage.academie_code in (select academie_code from departement where code = any(${[...departements]}::text[])))`;
}

/** In preparation, a campaign is the work of those who prepare it; the others read it once it is opened. */
function withinCampagnesLues(actor: Actor): RawBuilder<SqlBool> {
  const lire = withinCampagne(scopeOf(actor, "ciblage.lire"));
  const preparer = withinCampagne(scopeOf(actor, "ciblage.preparer"));
  return sql<SqlBool>`((campagne_ciblage.etat <> 'preparation' and ${lire}) or ${preparer})`;
}

function selectCampagnes(db: Database | Tx, within: RawBuilder<SqlBool>) {
  return db
    .selectFrom("campagne_ciblage")
    .innerJoin("academie", "academie.code", "campagne_ciblage.academie_code")
    .innerJoin("dispositif", "dispositif.code", "campagne_ciblage.dispositif_code")
    .selectAll("campagne_ciblage")
    .select(["academie.nom as academie_nom", "dispositif.libelle as dispositif_nom"])
    .where(within);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCampagnes>["execute"]>>[number];

function toCampagne(row: Row): Campagne {
  return {
    id: row.id,
    nom: row.nom,
    academie: row.academie_code,
    academieNom: row.academie_nom,
    dispositif: row.dispositif_code,
    dispositifNom: row.dispositif_nom,
    annee: row.annee,
    familles: row.familles as FamilleAnalyse[],
    population: populationSchema.parse(row.population),
    stabilite: stabiliteSchema.parse(row.stabilite),
    etat: row.etat as EtatCampagne,
    analyseLe: row.analyse_le,
    instancesLe: row.instances_le,
    decisionLe: row.decision_le,
    publicationLe: row.publication_le,
    suiteDe: row.suite_de,
    version: row.version,
  };
}

/** A campaign within the scope of an act; `NotFound` otherwise. */
export function getCampagne(db: Database | Tx, scope: Scope, id: string): Promise<Campagne> {
  return getWithin(db, withinCampagne(scope), id);
}

/** A campaign that the person may read; `NotFound` otherwise. */
export function getCampagneLue(db: Database | Tx, actor: Actor, id: string): Promise<Campagne> {
  return getWithin(db, withinCampagnesLues(actor), id);
}

/**
 * A campaign that the person reads and in which they hold a permission; `NotFound` otherwise. One in preparation exists
 * only for those who prepare it, whoever acts in it later.
 */
export async function getCampagneLuePour(
  db: Database | Tx,
  actor: Actor,
  permission: Permission,
  id: string,
): Promise<Campagne> {
  await getCampagneLue(db, actor, id);
  return getCampagne(db, scopeOf(actor, permission), id);
}

async function getWithin(db: Database | Tx, within: RawBuilder<SqlBool>, id: string): Promise<Campagne> {
  if (!isUuid(id)) throw new NotFound();
  const row = await selectCampagnes(db, within).where("campagne_ciblage.id", "=", id).executeTakeFirst();
  if (!row) throw new NotFound();
  return toCampagne(row);
}

export interface CampagneResumee extends Campagne {
  readonly scenarios: number;
  readonly calculs: number;
}

/** Campaigns that the person may read, the latest school year first. */
export async function listCampagnes(db: Database, actor: Actor): Promise<CampagneResumee[]> {
  const rows = await selectCampagnes(db, withinCampagnesLues(actor))
    .select([
      sql<number>`(select count(*)::int from scenario where campagne_id = campagne_ciblage.id and archive_le is null)`.as(
        "scenarios",
      ),
      sql<number>`(select count(*)::int from calcul join scenario on scenario.id = calcul.scenario_id
        where scenario.campagne_id = campagne_ciblage.id and calcul.termine_le is not null)`.as("calculs"),
    ])
    .orderBy("campagne_ciblage.annee", "desc")
    .orderBy("academie.nom")
    .orderBy("campagne_ciblage.nom")
    .execute();
  return rows.map((row) => ({ ...toCampagne(row), scenarios: row.scenarios, calculs: row.calculs }));
}

/** Families that have a scenario in use. */
export async function listFamillesUtilisees(
  db: Database | Tx,
  campagneId: string,
): Promise<FamilleAnalyse[]> {
  const rows = await db
    .selectFrom("scenario")
    .select("famille")
    .distinct()
    .where("campagne_id", "=", campagneId)
    .where("archive_le", "is", null)
    .execute();
  return rows.map(({ famille }) => famille as FamilleAnalyse);
}

export interface Choix {
  readonly code: string;
  readonly nom: string;
}

/** What a new campaign may choose among: académies within the scope, schemes that end in a contract. */
export async function listChoixCampagne(
  db: Database,
  scope: Scope,
): Promise<{ readonly academies: readonly Choix[]; readonly dispositifs: readonly Choix[] }> {
  const reached = scope.nation
    ? sql<SqlBool>`true`
    : sql<SqlBool>`code = any(${[...scope.academies]}::text[])`;
  const [academies, dispositifs] = await Promise.all([
    db
      .selectFrom("academie")
      .select(["code", "nom"])
      .where(reached)
      .where(sql<SqlBool>`exists (select from structure where structure.academie_code = academie.code)`)
      .orderBy("nom")
      .execute(),
    db
      .selectFrom("dispositif")
      .select(["code", "libelle as nom"])
      .where("nature", "=", "contrat")
      .orderBy("ordre")
      .execute(),
  ]);
  return { academies, dispositifs };
}

export interface Territoires {
  readonly departements: readonly Choix[];
  readonly circonscriptions: readonly Choix[];
  readonly bassins: readonly Choix[];
}

/** Territories of an académie, by which its population may be cut. */
export async function listTerritoires(db: Database, academie: string): Promise<Territoires> {
  const [departements, circonscriptions, bassins] = await Promise.all([
    db
      .selectFrom("departement")
      .select(["code", "nom"])
      .where("academie_code", "=", academie)
      .orderBy("code")
      .execute(),
    db
      .selectFrom("circonscription")
      .innerJoin("departement", "departement.code", "circonscription.departement_code")
      .select(["circonscription.code", "circonscription.nom"])
      .where("departement.academie_code", "=", academie)
      .orderBy("circonscription.nom")
      .execute(),
    db
      .selectFrom("bassin")
      .select(["code", "nom"])
      .where("academie_code", "=", academie)
      .orderBy("nom")
      .execute(),
  ]);
  return { departements, circonscriptions, bassins };
}

/** What happened to a campaign, and who did it; oldest first. */
export async function listEvenements(
  db: Database,
  id: string,
): Promise<{ readonly quand: string; readonly titre: string; readonly qui: string }[]> {
  const rows = await db
    .selectFrom("audit_event")
    .innerJoin("agent", "agent.id", "audit_event.agent_id")
    .select(["survenu_le", "evenement", sql<string>`concat(prenom, ' ', nom)`.as("qui")])
    .where("objet_type", "=", "campagne_ciblage")
    .where("objet_id", "=", id)
    .orderBy("survenu_le")
    .limit(200)
    .execute();
  return rows.flatMap(({ survenu_le, evenement, qui }) => {
    const titre = EVENEMENTS_CAMPAGNE[evenement as keyof typeof EVENEMENTS_CAMPAGNE];
    return titre ? [{ quand: survenu_le.toISOString(), titre, qui }] : [];
  });
}
