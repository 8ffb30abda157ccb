import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getCampagne, getCampagneLue } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { FamilleAnalyse } from "../rules.ts";
import type { DernierCalcul, Scenario } from "./rules.ts";
import { definitionSchema } from "./schema.ts";

const COLUMNS = ["id", "campagne_id", "nom", "famille", "definition", "archive_le", "version"] as const;

interface Row {
  readonly id: string;
  readonly campagne_id: string;
  readonly nom: string;
  readonly famille: string;
  readonly definition: unknown;
  readonly archive_le: Date | null;
  readonly version: number;
}

function toScenario({ id, campagne_id, nom, famille, definition, archive_le, version }: Row): Scenario {
  return {
    ...{ id, nom, version, campagneId: campagne_id, famille: famille as FamilleAnalyse },
    definition: definitionSchema.parse(definition),
    archive: archive_le !== null,
  };
}

/** A scenario of a campaign that was read within its scope; `NotFound` otherwise. */
export async function getScenario(db: Database | Tx, campagneId: string, id: string): Promise<Scenario> {
  if (!isUuid(id)) throw new NotFound();
  const row = await db
    .selectFrom("scenario")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("campagne_id", "=", campagneId)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return toScenario(row);
}

interface Adresse {
  readonly campagne: string;
  readonly scenario: string;
}
interface ScenarioSitue {
  readonly campagne: Campagne;
  readonly scenario: Scenario;
}

/** A scenario that the person may read, with its campaign. */
export async function getScenarioLu(
  db: Database,
  actor: Actor,
  { campagne: campagneId, scenario }: Adresse,
): Promise<ScenarioSitue> {
  const campagne = await getCampagneLue(db, actor, campagneId);
  return { campagne, scenario: await getScenario(db, campagne.id, scenario) };
}

/** A scenario that the person prepares, with its campaign. */
export async function getScenarioPrepare(
  db: Database,
  actor: Actor,
  { campagne: campagneId, scenario }: Adresse,
): Promise<ScenarioSitue> {
  const campagne = await getCampagne(db, scopeOf(actor, "ciblage.preparer"), campagneId);
  return { campagne, scenario: await getScenario(db, campagne.id, scenario) };
}

export interface ScenarioListe extends Scenario {
  readonly modifieLe: string;
  readonly dernier: DernierCalcul | null;
}

/** Scenarios of a campaign with their last finished run; those set aside come last. */
export async function listScenarios(db: Database, campagneId: string): Promise<ScenarioListe[]> {
  const [rows, derniers] = await Promise.all([
    db
      .selectFrom("scenario")
      .select([...COLUMNS, "modifie_le"])
      .where("campagne_id", "=", campagneId)
      .orderBy((eb) => eb("archive_le", "is not", null))
      .orderBy("famille")
      .orderBy("nom")
      .execute(),
    listDerniers(db, campagneId),
  ]);
  return rows.map((row) => ({
    ...toScenario(row),
    modifieLe: row.modifie_le.toISOString(),
    dernier: derniers.get(row.id) ?? null,
  }));
}

async function listDerniers(db: Database, campagneId: string): Promise<Map<string, DernierCalcul>> {
  const rows = await db
    .selectFrom("calcul")
    .innerJoin("scenario", "scenario.id", "calcul.scenario_id")
    .distinctOn("calcul.scenario_id")
    .select([
      ...(["calcul.id", "calcul.scenario_id", "calcul.numero", "calcul.retenues"] as const),
      ...(["calcul.population", "calcul.termine_le"] as const),
    ])
    .where("scenario.campagne_id", "=", campagneId)
    .where("calcul.termine_le", "is not", null)
    .orderBy("calcul.scenario_id")
    .orderBy("calcul.numero", "desc")
    .execute();
  return new Map(
    rows.map(({ id, scenario_id, numero, retenues, population, termine_le }) => [
      scenario_id,
      {
        ...{ id, numero, retenues: retenues ?? 0, population: population ?? 0 },
        termineLe: (termine_le as Date).toISOString(),
      },
    ]),
  );
}
