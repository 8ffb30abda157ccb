import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { annulerTache, demanderTache } from "#app/platform/jobs/tache.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getCampagne } from "../campagnes/queries.server.ts";
import { getScenario } from "../scenarios/queries.server.ts";
import { canEcrireScenario, canLancer, type Scenario } from "../scenarios/rules.ts";
import { findTacheRejeu, GENRES, getCalculOf } from "./queries.server.ts";
import { MOTEUR } from "./rules.ts";
import { canLancerUnCalcul, canRejouer, type DemandeCalcul, isEnCours } from "./suivi/rules.ts";

interface Acteur {
  readonly agentId: string;
  /** Scope of « ciblage.preparer ». */
  readonly scope: Scope;
}

/** Two runs at most are made at once: each lane makes one after the other. */
const VOIES = ["calculs-1", "calculs-2"] as const;

interface Lancement {
  readonly campagneId: string;
  readonly scenarioId: string;
  readonly stabilite: DemandeCalcul["stabilite"];
}

/** Asks for a run of a scenario in the background, on the data known now; returns its id. A second click gives the same run. */
export async function lancerCalcul(
  context: Context,
  { agentId, scope }: Acteur,
  { campagneId, scenarioId, stabilite }: Lancement,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const campagne = await getCampagne(tx, scope, campagneId);
    const scenario = await getScenario(tx, campagne.id, scenarioId);
    // One person's clicks come one after the other, and so do the numbers of a scenario.
    await sql`select from agent where id = ${agentId}::uuid for update`.execute(tx);
    await sql`select from scenario where id = ${scenario.id}::uuid for update`.execute(tx);
    demand(canEcrireScenario(scenario, campagne));
    demand(canLancer(scenario.definition));
    const enCours = await findEnCours(tx, agentId);
    if (enCours?.scenarioId === scenario.id) return enCours.id;
    demand(canLancerUnCalcul(enCours));
    const demande: DemandeCalcul = {
      ...{ famille: scenario.famille, definition: scenario.definition },
      ...{ population: campagne.population, stabilite },
    };
    const id = await inscrire(tx, context, agentId, scenario, demande);
    await demanderTache(tx, context, {
      ...{ genre: GENRES.calculer, objetType: "calcul", objetId: id, demandeePar: agentId },
      file: await choisirVoie(tx),
    });
    await consigner(tx, context, "calcul.lancer", agentId, id, {
      scenario: scenario.id,
      version: scenario.version,
      tirages: stabilite.tirages,
    });
    return id;
  });
}

async function inscrire(
  tx: Tx,
  context: Context,
  agentId: string,
  scenario: Scenario,
  demande: DemandeCalcul,
): Promise<string> {
  const id = context.newId();
  const { dernier } = await tx
    .selectFrom("calcul")
    .select(sql<number>`coalesce(max(numero), 0)::int`.as("dernier"))
    .where("scenario_id", "=", scenario.id)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("calcul")
    .values({
      ...{ id, scenario_id: scenario.id, numero: dernier + 1, definition: JSON.stringify(demande) },
      ...{ donnees_au: context.now(), graine: graineOf(id), moteur: MOTEUR },
      ...{ lance_par: agentId, lance_le: context.now() },
    })
    .execute();
  return id;
}

/** 32 bits of the id: nobody chooses the seed that gives the list they like. */
function graineOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0);
}

/** The run that this person is waiting for, with the name of its scenario. */
async function findEnCours(
  tx: Tx,
  agentId: string,
): Promise<{ readonly id: string; readonly scenarioId: string; readonly nom: string } | undefined> {
  const { rows } = await sql<{ id: string; scenarioId: string; nom: string }>`
    select c.id, s.id as "scenarioId", s.nom from tache t
    join calcul c on c.id::text = t.objet_id join scenario s on s.id = c.scenario_id
    where t.objet_type = 'calcul' and t.demandee_par = ${agentId}::uuid and t.genre = ${GENRES.calculer}
      and t.terminee_le is null limit 1`.execute(tx);
  return rows[0];
}

async function choisirVoie(tx: Tx): Promise<string> {
  const { rows } = await sql<{ voie: string }>`
    select voie from unnest(${[...VOIES]}::text[]) with ordinality as voies (voie, place)
    order by (select count(*) from graphile_worker.jobs j where j.queue_name = voie), place limit 1`.execute(
    tx,
  );
  return rows[0]?.voie ?? VOIES[0];
}

/** Stops a run that waits or goes on, at its next step: nothing of it is kept but that it was asked. */
export async function annulerCalcul(context: Context, { agentId, scope }: Acteur, id: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { calcul } = await getCalculOf(tx, scope, id);
    const rejeu = await findTacheRejeu(tx, id);
    const tache = [calcul.tache, rejeu].find((one) => isEnCours(one));
    if (!tache)
      throw new Refusal("sans_travail", "Ce calcul ne court plus : il vient sans doute de se terminer.");
    await annulerTache(tx, context, tache.id);
    await consigner(tx, context, "calcul.annuler", agentId, id, {});
  });
}

/** Asks for a finished run to be made again from its stored data, and compared; a second click asks nothing more. */
export async function demanderRejeu(context: Context, { agentId, scope }: Acteur, id: string): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await sql`select from calcul where id = ${id}::uuid for update`.execute(tx);
    const { calcul } = await getCalculOf(tx, scope, id);
    demand(canRejouer(calcul));
    if (isEnCours(await findTacheRejeu(tx, id))) return;
    await demanderTache(tx, context, {
      ...{ genre: GENRES.rejouer, objetType: "calcul", objetId: id, demandeePar: agentId },
      file: await choisirVoie(tx),
    });
    await consigner(tx, context, "calcul.demander_rejeu", agentId, id, {});
  });
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  agentId: string,
  id: string,
  faits: Record<string, string | number>,
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "calcul", objetId: id, agentId, faits });
}
