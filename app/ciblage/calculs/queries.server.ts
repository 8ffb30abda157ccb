import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { unpackJson } from "#app/platform/files/packed-json.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getCampagne, getCampagneLue } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { EntreeCalcul, ResultatCalcul } from "./rules.ts";
import type { Calcul, DemandeCalcul, TacheCalcul } from "./suivi/rules.ts";

/** Kinds of background work about a run, by the name of their task. */
export const GENRES = { calculer: "ciblage.calculer", rejouer: "ciblage.rejouer" } as const;

export interface CalculLu {
  readonly calcul: Calcul;
  readonly campagne: Campagne;
}

/** A run of a campaign that the person may read; `NotFound` otherwise. */
export async function getCalculLu(db: Database, actor: Actor, id: string): Promise<CalculLu> {
  const { calcul, campagneId } = await getCalcul(db, id);
  return { calcul, campagne: await getCampagneLue(db, actor, campagneId) };
}

/** A run of a campaign within the scope of an act; `NotFound` otherwise. */
export async function getCalculOf(db: Database | Tx, scope: Scope, id: string): Promise<CalculLu> {
  const { calcul, campagneId } = await getCalcul(db, id);
  return { calcul, campagne: await getCampagne(db, scope, campagneId) };
}

async function getCalcul(db: Database | Tx, id: string): Promise<{ calcul: Calcul; campagneId: string }> {
  if (!isUuid(id)) throw new NotFound();
  const [row] = await listRows(db, { calculId: id });
  if (!row) throw new NotFound();
  return { calcul: toCalcul(row), campagneId: row.campagne };
}

/** Runs of a scenario, the latest first; the caller has read the scenario. */
export async function listCalculs(db: Database, scenarioId: string): Promise<Calcul[]> {
  return (await listRows(db, { scenarioId })).map(toCalcul);
}

interface RowCalcul {
  readonly id: string;
  readonly numero: number;
  readonly campagne: string;
  readonly scenarioId: string;
  readonly scenario: string;
  readonly definition: DemandeCalcul;
  readonly donneesAu: Date;
  readonly lanceLe: Date;
  readonly termineLe: Date | null;
  readonly lancePar: string;
  readonly graine: number;
  readonly moteur: string;
  readonly entree: string | null;
  readonly liste: string | null;
  readonly population: number | null;
  readonly analysees: number | null;
  readonly retenues: number | null;
  readonly tache: TacheCalcul | null;
}

/** The latest work of a kind about a run, as JSON. */
const readTache = (
  genre: string,
  id: ReturnType<typeof sql>,
) => sql`(select json_build_object('id', t.id, 'etat', t.etat,
    'avancement', t.avancement, 'etape', t.etape, 'erreur', t.erreur, 'annulationDemandee', t.annulation_demandee_le is not null)
  from tache t where t.objet_type = 'calcul' and t.objet_id = ${id} and t.genre = ${genre}
  order by t.demandee_le desc limit 1)`;

async function listRows(
  db: Database | Tx,
  { calculId, scenarioId }: { readonly calculId?: string; readonly scenarioId?: string },
): Promise<RowCalcul[]> {
  const which = calculId ? sql`c.id = ${calculId}::uuid` : sql`c.scenario_id = ${scenarioId}::uuid`;
  const { rows } = await sql<RowCalcul>`
    select c.id, c.numero, s.campagne_id as campagne, s.id as "scenarioId", s.nom as scenario, c.definition,
      c.donnees_au as "donneesAu", c.lance_le as "lanceLe", c.termine_le as "termineLe",
      concat(a.prenom, ' ', a.nom) as "lancePar", c.graine, c.moteur, encode(c.entree_empreinte, 'hex') as entree,
      encode(c.liste_empreinte, 'hex') as liste, c.population, c.analysees, c.retenues,
      ${readTache(GENRES.calculer, sql`c.id::text`)} as tache
    from calcul c join scenario s on s.id = c.scenario_id join agent a on a.id = c.lance_par
    where ${which} order by c.numero desc limit 200`.execute(db);
  return rows;
}

function toCalcul(row: RowCalcul): Calcul {
  const { id, numero, lancePar, graine, moteur, population, analysees, retenues, tache } = row;
  return {
    ...{ id, numero, lancePar, graine, moteur, population, analysees, retenues, tache },
    scenario: { id: row.scenarioId, nom: row.scenario },
    demande: row.definition,
    donneesAu: row.donneesAu.toISOString(),
    lanceLe: row.lanceLe.toISOString(),
    termineLe: row.termineLe?.toISOString() ?? null,
    entreeEmpreinte: row.entree,
    listeEmpreinte: row.liste,
  };
}

/** What the worker needs to make a run; it works for the service, whoever asked. */
export async function getDemande(
  db: Database,
  id: string,
): Promise<{
  readonly campagne: Pick<Campagne, "academie" | "annee">;
  readonly demande: DemandeCalcul;
  readonly donneesAu: Date;
  readonly graine: number;
  readonly lancePar: string;
}> {
  const row = await db
    .selectFrom("calcul")
    .innerJoin("scenario", "scenario.id", "calcul.scenario_id")
    .innerJoin("campagne_ciblage", "campagne_ciblage.id", "scenario.campagne_id")
    .select(["academie_code", "annee", "calcul.definition", "donnees_au", "graine", "lance_par"])
    .where("calcul.id", "=", id)
    .executeTakeFirstOrThrow();
  return {
    campagne: { academie: row.academie_code, annee: row.annee },
    demande: row.definition as unknown as DemandeCalcul,
    ...{ donneesAu: row.donnees_au, graine: row.graine, lancePar: row.lance_par },
  };
}

export interface CalculGele {
  readonly entree: Buffer;
  readonly resultat: Buffer;
}

/** What a finished run holds, compressed; undefined until it is done. The caller has read the run. */
export async function findCalculGele(db: Database | Tx, id: string): Promise<CalculGele | undefined> {
  const row = await db
    .selectFrom("calcul")
    .select(["entree", "resultat"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.entree && row.resultat ? { entree: row.entree, resultat: row.resultat } : undefined;
}

/** The frozen data and the result of a finished run; `NotFound` until it is done. The caller has read the run. */
export async function getContenu(
  db: Database | Tx,
  id: string,
): Promise<{ readonly entree: EntreeCalcul; readonly resultat: ResultatCalcul }> {
  const gele = await findCalculGele(db, id);
  if (!gele) throw new NotFound();
  return {
    entree: unpackJson<EntreeCalcul>(gele.entree),
    resultat: unpackJson<ResultatCalcul>(gele.resultat),
  };
}

/** Which of the structures of a run the person reads: the others are counted, never shown. */
export async function listLisibles(
  db: Database,
  actor: Actor,
  calculId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ uai: string }>`
    select structure.uai from calcul_structure c join structure on structure.uai = c.uai
    where c.calcul_id = ${calculId}::uuid and ${withinScope(scopeOf(actor, "ciblage.lire"))}`.execute(db);
  return new Set(rows.map(({ uai }) => uai));
}

/** The latest replay that is awaited, runs or ended. */
export async function findTacheRejeu(db: Database | Tx, calculId: string): Promise<TacheCalcul | null> {
  const { rows } = await sql<{ tache: TacheCalcul | null }>`
    select ${readTache(GENRES.rejouer, sql`${calculId}`)} as tache`.execute(db);
  return rows[0]?.tache ?? null;
}

export interface Rejeu {
  readonly quand: string;
  readonly identique: boolean;
  readonly differences: number;
}

/** What replays of a run found, the latest first. */
export async function listRejeux(db: Database, calculId: string): Promise<Rejeu[]> {
  const rows = await db
    .selectFrom("audit_event")
    .select(["survenu_le", "faits"])
    .where("objet_type", "=", "calcul")
    .where("objet_id", "=", calculId)
    .where("evenement", "=", "calcul.rejouer")
    .orderBy("survenu_le", "desc")
    .limit(20)
    .execute();
  return rows.map(({ survenu_le, faits }) => {
    const { identique, differences } = faits as { identique?: boolean; differences?: number };
    return { quand: survenu_le.toISOString(), identique: identique === true, differences: differences ?? 0 };
  });
}
