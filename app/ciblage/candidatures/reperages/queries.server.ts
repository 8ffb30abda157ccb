import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { FamilleAnalyse } from "../../rules.ts";
import type { EtatCandidature } from "../rules.ts";
import { type StructureReperee, type SuiteReperage, suiteOf } from "./rules.ts";

export interface CalculReperable {
  readonly id: string;
  readonly numero: number;
  readonly scenario: string;
  readonly famille: FamilleAnalyse;
  /** ISO instant. */
  readonly termineLe: string;
  /** How many it keeps, within what this person proposes. */
  readonly gardees: number;
}

/** Finished runs of a campaign, the latest first; the caller has read the campaign. */
export async function listCalculsReperables(
  db: Database,
  actor: Actor,
  campagneId: string,
): Promise<CalculReperable[]> {
  const { rows } = await sql<Omit<CalculReperable, "termineLe"> & { termineLe: Date }>`
    select calcul.id, calcul.numero, scenario.nom as scenario, scenario.famille, calcul.termine_le as "termineLe",
      (select count(*)::int from calcul_structure cs join structure on structure.uai = cs.uai
        where cs.calcul_id = calcul.id and cs.retenue and ${withinScope(scopeOf(actor, "ciblage.proposer"))}) as gardees
    from calcul join scenario on scenario.id = calcul.scenario_id
    where scenario.campagne_id = ${campagneId}::uuid and calcul.termine_le is not null
    order by calcul.termine_le desc, calcul.id limit 50`.execute(db);
  return rows.map(({ termineLe, ...row }) => ({ ...row, termineLe: termineLe.toISOString() }));
}

export interface LigneReperage {
  readonly uai: string;
  /** Of its candidature; null when it has none yet. */
  readonly id: string | null;
  readonly suite: SuiteReperage;
}

/** What choosing a finished run of the campaign does, structure by structure, within what this person proposes. */
export async function listReperage(
  db: Database | Tx,
  actor: Actor,
  { campagneId, calculId }: { readonly campagneId: string; readonly calculId: string },
): Promise<LigneReperage[]> {
  if (!isUuid(calculId)) throw new NotFound();
  const { rows: found } = await sql`select from calcul join scenario on scenario.id = calcul.scenario_id
    where calcul.id = ${calculId}::uuid and scenario.campagne_id = ${campagneId}::uuid and calcul.termine_le is not null`.execute(
    db,
  );
  if (found.length === 0) throw new NotFound();
  const { rows } = await sql<
    Omit<StructureReperee, "etat"> & { uai: string; id: string | null; etat: EtatCandidature | null }
  >`
    select cs.uai, c.id, c.etat, cs.retenue as garde, case when c.calcul_id is null then 'aucun'
        when c.calcul_id = cs.calcul_id then 'celui_ci' when ancien.scenario_id = choisi.scenario_id then 'meme_scenario'
        else 'autre' end as calcul
    from calcul_structure cs join calcul choisi on choisi.id = cs.calcul_id join structure on structure.uai = cs.uai
    left join candidature c on c.campagne_id = ${campagneId}::uuid and c.uai = cs.uai
    left join calcul ancien on ancien.id = c.calcul_id
    where cs.calcul_id = ${calculId}::uuid and (cs.retenue or c.id is not null)
      and ${withinScope(scopeOf(actor, "ciblage.proposer"))} order by cs.uai`.execute(db);
  return rows.flatMap(({ uai, id, ...row }) => {
    const suite = suiteOf(row);
    return suite ? [{ uai, id, suite }] : [];
  });
}

/** How many of each. */
export function countSuites(lignes: readonly LigneReperage[]): Partial<Record<SuiteReperage, number>> {
  const counts: Partial<Record<SuiteReperage, number>> = {};
  for (const { suite } of lignes) counts[suite] = (counts[suite] ?? 0) + 1;
  return counts;
}
