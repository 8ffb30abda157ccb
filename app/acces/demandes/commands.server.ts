import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import type { Fonction } from "../fonctions/rules.ts";
import { confier } from "../personnes/commands.server.ts";
import { canConfier } from "../personnes/rules.ts";
import { findPortee } from "../portees/queries.server.ts";
import { type Portee, porteeKey } from "../portees/rules.ts";
import type { Actor } from "../rules.ts";
import { getDemande, hasFonction, listPropositions } from "./queries.server.ts";
import { canDecider, canDeposer, canRetirer, type EtatDemande } from "./rules.ts";

export interface Depot {
  readonly agentId: string;
  readonly fonction: Fonction;
  readonly portee: Portee;
  readonly message: string;
}

/** Asks for a function; whoever may give it is told. The same request, still open, is not asked twice. Returns its id. */
export async function deposerDemande(context: Context, depot: Depot): Promise<string> {
  const { agentId, fonction, message } = depot;
  return inTransaction(context.db, async (tx) => {
    // Held, so that two tabs do not both take the last place.
    await tx.selectFrom("agent").select("id").where("id", "=", agentId).forUpdate().execute();
    const portee = await findPortee(tx, depot.portee);
    if (!portee)
      throw new Refusal(
        "portee_inconnue",
        "Ce périmètre n’existe pas dans le référentiel : cherchez-le à nouveau.",
      );
    const ouvertes = await tx
      .selectFrom("demande_acces")
      .select(["id", "fonction", "portee_type", "portee_code"])
      .where("agent_id", "=", agentId)
      .where("etat", "=", "deposee")
      .execute();
    const same = ouvertes.find(
      (d) => d.fonction === fonction && d.portee_type === portee.type && d.portee_code === portee.code,
    );
    if (same) return same.id;
    const exercee = await hasFonction(context, tx, { agentId, fonction, portee });
    demand(canDeposer({ fonction, portee, ouvertes: ouvertes.length, exercee }));
    const proposees = await listPropositions(context, tx, agentId);
    const proposee = proposees.some(
      (p) => p.fonction === fonction && porteeKey(p.portee) === porteeKey(portee),
    );
    const id = context.newId();
    await tx
      .insertInto("demande_acces")
      .values({
        ...{ id, agent_id: agentId, fonction, portee_type: portee.type, portee_code: portee.code, message },
        ...{ attributs_proposes: proposee, etat: "deposee", cree_le: context.now(), version: 1 },
      })
      .execute();
    await consigner(tx, context, "demande_acces.deposer", {
      id,
      agentId,
      faits: { fonction, porteeType: portee.type, porteeCode: portee.code, attributsProposes: proposee },
    });
    return id;
  });
}

/** Withdraws one's own request; withdrawing twice changes nothing. */
export async function retirerDemande(
  context: Context,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const demande = await tx
      .selectFrom("demande_acces")
      .select(["etat", "version"])
      .where("id", "=", id)
      .where("agent_id", "=", agentId)
      .forUpdate()
      .executeTakeFirst();
    if (!demande) throw new NotFound();
    demand(canRetirer(demande.etat as EtatDemande));
    if (demande.etat === "retiree") return;
    await clore(tx, context, { id, etat: "retiree", motif: null, agentId, version: demande.version });
    await consigner(tx, context, "demande_acces.retirer", { id, agentId });
  });
}

export interface DecisionDemande {
  readonly actor: Actor;
  readonly id: string;
  readonly decision: "acceptee" | "refusee";
  readonly motif: string;
  readonly debut: string;
  readonly fin: string | null;
  /** The version that was read. */
  readonly version: number;
}

/** Accepts a request, which gives the function at once, or refuses it with its motive; the person is told. */
export async function deciderDemande(context: Context, acte: DecisionDemande): Promise<void> {
  const { actor, id, decision, motif, debut, fin, version } = acte;
  await inTransaction(context.db, async (tx) => {
    await tx.selectFrom("demande_acces").select("id").where("id", "=", id).forUpdate().execute();
    const demande = await getDemande(tx, actor, id);
    const { agentId, fonction, porteeType, porteeCode } = demande;
    const portee = await findPortee(tx, { type: porteeType, code: porteeCode });
    if (!portee) throw new NotFound();
    demand(canDecider(actor, { ...demande, portee }, version));
    if (decision === "acceptee") {
      demand(canConfier(actor, portee.type, context.now()));
      await confier(tx, context, {
        actor,
        agentId,
        fonction,
        portee,
        debut,
        fin,
        acte: "",
        origine: "demande",
      });
    }
    await clore(tx, context, { id, etat: decision, motif: motif || null, agentId: actor.agentId, version });
    await consigner(tx, context, "demande_acces.decider", {
      id,
      agentId: actor.agentId,
      faits: { agent: agentId, decision, fonction, porteeType, porteeCode },
      apres: { motif },
    });
  });
}

interface Cloture {
  readonly id: string;
  readonly etat: Exclude<EtatDemande, "deposee">;
  readonly motif: string | null;
  readonly agentId: string;
  readonly version: number;
}

async function clore(
  tx: Tx,
  context: Context,
  { id, etat, motif, agentId, version }: Cloture,
): Promise<void> {
  await tx
    .updateTable("demande_acces")
    .set({ etat, motif, decidee_par: agentId, decidee_le: context.now(), version: version + 1 })
    .where("id", "=", id)
    .execute();
}

interface Ligne {
  readonly id: string;
  readonly agentId: string;
  readonly faits?: Readonly<Record<string, string | boolean>>;
  readonly apres?: unknown;
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  { id, agentId, ...reste }: Ligne,
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "demande_acces", objetId: id, agentId, ...reste });
}
