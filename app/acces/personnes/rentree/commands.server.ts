import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { inviterAgent } from "../../invitations/commands.server.ts";
import { type Actor, scopeOf } from "../../rules.ts";
import { confier, creerAgent, finir, verrouillerAgent } from "../commands.server.ts";
import { findAgentByCourriel, getFonction } from "../queries.server.ts";
import { canConfier } from "../rules.ts";
import type { Tenue } from "./queries.server.ts";
import { type Arrivee, canPreparer, type Mouvement } from "./rules.ts";

export interface Rentree {
  readonly actor: Actor;
  /** First day of those who arrive; those who leave no longer exercise on that day. */
  readonly jour: string;
  readonly motif: string;
  readonly tenues: readonly Tenue[];
  readonly mouvements: readonly Mouvement[];
}

/** Those who leave and those who arrive on one day, all together or not at all. */
export async function preparerRentree(context: Context, rentree: Rentree): Promise<void> {
  const { mouvements, tenues } = rentree;
  demand(canPreparer({ mouvements, erreurs: [] }));
  await inTransaction(context.db, async (tx) => {
    for (const mouvement of mouvements) {
      const tenue = tenues.find(({ id }) => id === mouvement.id);
      if (!tenue)
        throw new Refusal("version_perimee", "Une fonction a changé entre-temps : rechargez la page.");
      if (mouvement.part) await fairePartir(tx, context, rentree, tenue);
      if (mouvement.arrive) await faireArriver(tx, context, rentree, { tenue, arrive: mouvement.arrive });
    }
  });
}

async function fairePartir(
  tx: Tx,
  context: Context,
  { actor, jour, motif }: Rentree,
  tenue: Tenue,
): Promise<void> {
  const { id, agentId } = tenue;
  await verrouillerAgent(tx, agentId);
  const ancienne = await getFonction(tx, scopeOf(actor, "agent.gerer"), { agent: agentId, fonction: id });
  if (ancienne.fin === jour) return;
  await finir(tx, context, { actor, agentId, id, ancienne, fin: jour, motif, vue: tenue.fin });
}

async function faireArriver(
  tx: Tx,
  context: Context,
  { actor, jour }: Rentree,
  { tenue, arrive }: { readonly tenue: Tenue; readonly arrive: Arrivee },
): Promise<void> {
  demand(canConfier(actor, tenue.porteeType, context.now()));
  const connue = await findAgentByCourriel(tx, arrive.courriel);
  const agentId = connue?.id ?? (await creerAgent(tx, context, { actor, ...arrive }));
  await confier(tx, context, {
    ...{ actor, agentId, fonction: tenue.fonction, debut: jour, fin: null, acte: "", origine: "changement" },
    portee: { type: tenue.porteeType, code: tenue.porteeCode },
  });
  if (!connue) await inviterAgent(tx, context, { agentId, invitePar: actor.agentId, message: "" });
}
