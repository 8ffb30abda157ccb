import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getCampagne } from "../campagnes/queries.server.ts";
import { canCalculer } from "../campagnes/rules.ts";
import type { FamilleAnalyse } from "../rules.ts";
import { getScenario } from "./queries.server.ts";
import { canEcrireScenario, type DefinitionScenario, type Scenario } from "./rules.ts";
import { definitionSchema } from "./schema.ts";

interface Acteur {
  readonly agentId: string;
  /** Scope of « ciblage.preparer ». */
  readonly scope: Scope;
}

interface Cible {
  readonly campagneId: string;
  readonly id: string;
}

interface NouveauScenario {
  readonly nom: string;
  readonly famille: FamilleAnalyse;
  readonly definition: DefinitionScenario;
}

/** Writes a new scenario in a campaign; returns its id. */
export async function creerScenario(
  context: Context,
  acteur: Acteur,
  campagneId: string,
  nouveau: NouveauScenario,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const campagne = await getCampagne(tx, acteur.scope, campagneId);
    demand(canCalculer(campagne));
    if (!campagne.familles.includes(nouveau.famille))
      throw new Refusal(
        "famille_absente",
        "Cette famille n’est pas dans la campagne : ajoutez-la dans ses réglages.",
      );
    return ecrire(tx, context, acteur, campagneId, nouveau, "scenario.creer");
  });
}

/** A second scenario that starts as the first one is; returns its id. */
export async function copierScenario(
  context: Context,
  acteur: Acteur,
  { campagneId, id }: Cible,
  nom: string,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    demand(canCalculer(await getCampagne(tx, acteur.scope, campagneId)));
    const { famille, definition } = await getScenario(tx, campagneId, id);
    return ecrire(tx, context, acteur, campagneId, { nom, famille, definition }, "scenario.copier");
  });
}

async function ecrire(
  tx: Tx,
  context: Context,
  { agentId }: Acteur,
  campagneId: string,
  { nom, famille, definition }: NouveauScenario,
  evenement: string,
): Promise<string> {
  const id = context.newId();
  await tx
    .insertInto("scenario")
    .values({
      ...{ id, campagne_id: campagneId, nom, famille, definition: JSON.stringify(definition) },
      ...{ version: 1, cree_par: agentId, cree_le: context.now(), modifie_le: context.now() },
    })
    .execute();
  await consigner(tx, context, evenement, agentId, id, { campagne: campagneId, famille });
  return id;
}

/**
 * Changes the definition of a scenario; refuses when somebody else did meanwhile. The same change sent twice is one.
 *
 * @param change the new definition from the one in force, held until the end of the transaction.
 */
export async function modifierScenario(
  context: Context,
  acteur: Acteur,
  cible: Cible,
  version: number,
  change: (definition: DefinitionScenario) => DefinitionScenario,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { scenario } = await verrouiller(tx, acteur.scope, cible);
    // Read back by the schema, both have their keys in one order.
    const definition = definitionSchema.parse(change(scenario.definition));
    if (JSON.stringify(definition) === JSON.stringify(scenario.definition)) return;
    if (scenario.version !== version)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un vient de modifier ce scénario. Votre saisie est gardée : ouvrez-le dans un autre onglet pour voir ce qui a changé avant d’enregistrer.",
      );
    await tx
      .updateTable("scenario")
      .set({
        definition: JSON.stringify(definition),
        version: scenario.version + 1,
        modifie_le: context.now(),
      })
      .where("id", "=", scenario.id)
      .execute();
    await consigner(tx, context, "scenario.modifier", acteur.agentId, scenario.id, {
      version: scenario.version + 1,
      variables: definition.actives.length,
      criteres: definition.regle.criteres.length,
    });
  });
}

/** Sets a scenario aside, or takes it back; its runs stay. What is already so stays so. */
export async function archiverScenario(
  context: Context,
  acteur: Acteur,
  cible: Cible,
  archive: boolean,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { scenario, campagne } = await verrouiller(tx, acteur.scope, cible, false);
    demand(canCalculer(campagne));
    if (scenario.archive === archive) return;
    await tx
      .updateTable("scenario")
      .set({
        archive_le: archive ? context.now() : null,
        version: scenario.version + 1,
        modifie_le: context.now(),
      })
      .where("id", "=", scenario.id)
      .execute();
    const evenement = archive ? "scenario.archiver" : "scenario.reprendre";
    await consigner(tx, context, evenement, acteur.agentId, scenario.id, { version: scenario.version + 1 });
  });
}

/** The scenario, held until the end of the transaction; `written`: it must still be open to changes. */
async function verrouiller(
  tx: Tx,
  scope: Scope,
  { campagneId, id }: Cible,
  written = true,
): Promise<{ scenario: Scenario; campagne: Awaited<ReturnType<typeof getCampagne>> }> {
  const campagne = await getCampagne(tx, scope, campagneId);
  await getScenario(tx, campagne.id, id);
  await sql`select from scenario where id = ${id}::uuid for update`.execute(tx);
  const scenario = await getScenario(tx, campagne.id, id);
  if (written) demand(canEcrireScenario(scenario, campagne));
  return { scenario, campagne };
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  agentId: string,
  id: string,
  faits: Record<string, string | number>,
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "scenario", objetId: id, agentId, faits });
}
