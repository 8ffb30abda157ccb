import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { attribuerFonction, terminerFonction } from "../fonctions/commands.server.ts";
import type { Fonction } from "../fonctions/rules.ts";
import { inviterAgent } from "../invitations/commands.server.ts";
import { findPortee } from "../portees/queries.server.ts";
import type { Portee } from "../portees/rules.ts";
import { type Actor, scopeOf } from "../rules.ts";
import { countAutresAdministrateurs, getFonction } from "./queries.server.ts";
import { canAttribuer, canConfier, canRetirerAdministrateur, canTerminer } from "./rules.ts";

export interface FonctionVoulue {
  readonly fonction: Fonction;
  readonly portee: Portee;
  readonly debut: string;
  readonly fin: string | null;
  readonly acte: string;
}

export interface Invitation extends FonctionVoulue {
  readonly actor: Actor;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly message: string;
}

/** Registers a person with their first function and sends them the link of their first entry. Returns their id. */
export async function inviterPersonne(context: Context, invitation: Invitation): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const { actor, message } = invitation;
    demand(canConfier(actor, invitation.portee.type, context.now()));
    const id = await creerAgent(tx, context, invitation);
    await confier(tx, context, { ...invitation, agentId: id, origine: "invitation" });
    await inviterAgent(tx, context, { agentId: id, invitePar: actor.agentId, message });
    return id;
  });
}

export interface AgentACreer {
  readonly actor: Actor;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
}

/** Registers a person, who has no right by that alone. */
export async function creerAgent(
  tx: Tx,
  context: Context,
  { actor, prenom, nom, courriel }: AgentACreer,
): Promise<string> {
  const id = context.newId();
  await tx
    .insertInto("agent")
    .values({ id, prenom, nom, courriel, demonstration: false, cree_le: context.now() })
    .execute();
  await recordAudit(tx, context, {
    evenement: "agent.creer",
    objetType: "agent",
    objetId: id,
    agentId: actor.agentId,
    apres: { prenom, nom, courriel },
  });
  return id;
}

export interface Attribution extends FonctionVoulue {
  readonly actor: Actor;
  readonly agentId: string;
  readonly origine: "invitation" | "liste" | "demande" | "changement";
}

/** Gives a function that the actor may give, on a scope that exists; part of an act. */
export async function confier(tx: Tx, context: Context, voulue: Attribution): Promise<string> {
  const portee = await findPortee(tx, voulue.portee);
  if (!portee)
    throw new Refusal(
      "portee_inconnue",
      "Ce périmètre n’existe pas dans le référentiel : cherchez-le à nouveau.",
    );
  const { actor, agentId, fonction } = voulue;
  demand(canAttribuer(actor, { fonction, portee, agentId }));
  const { ferme_le: fermeLe } = await verrouillerAgent(tx, agentId);
  if (fermeLe)
    throw new Refusal(
      "compte_ferme",
      "Ce compte est fermé : faites-le d’abord rouvrir, depuis la page de la personne.",
    );
  return attribuerFonction(tx, context, {
    ...{
      agentId,
      fonction,
      porteeType: portee.type,
      porteeCode: portee.code,
      debut: voulue.debut,
      fin: voulue.fin,
    },
    acte: voulue.acte || null,
    origine: voulue.origine,
    attribueePar: actor.agentId,
  });
}

export async function verrouillerAgent(tx: Tx, agentId: string) {
  const row = await tx
    .selectFrom("agent")
    .select(["id", "ferme_le"])
    .where("id", "=", agentId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return row;
}

export interface AjoutFonction extends FonctionVoulue {
  readonly actor: Actor;
  readonly agentId: string;
  /** Function that the new one replaces, from its first day. */
  readonly remplace?: { readonly id: string; readonly motif: string } | undefined;
}

/** Gives one more function to somebody, or another in place of one that ends the day it begins. */
export async function ajouterFonction(context: Context, ajout: AjoutFonction): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { actor, agentId, remplace } = ajout;
    demand(canConfier(actor, ajout.portee.type, context.now()));
    if (remplace) {
      const ancienne = await getFonction(tx, scopeOf(actor, "agent.gerer"), {
        agent: agentId,
        fonction: remplace.id,
      });
      if (ancienne.fin !== ajout.debut)
        await finir(tx, context, {
          actor,
          agentId,
          ancienne,
          ...remplace,
          fin: ajout.debut,
          vue: ancienne.fin,
        });
    }
    await confier(tx, context, { ...ajout, origine: remplace ? "changement" : "invitation" });
  });
}

export interface FinDeFonction {
  readonly actor: Actor;
  readonly agentId: string;
  readonly id: string;
  readonly fin: string;
  readonly motif: string;
  /** End that the person was reading. */
  readonly vue: string | null;
}

/** Ends a function from a day on; from today, it no longer holds at the person's next request. */
export async function mettreFin(context: Context, acte: FinDeFonction): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerAgent(tx, acte.agentId);
    const scope = scopeOf(acte.actor, "agent.gerer");
    const ancienne = await getFonction(tx, scope, { agent: acte.agentId, fonction: acte.id });
    // The same form sent twice.
    if (ancienne.fin === acte.fin && ancienne.finMotif === acte.motif) return;
    await finir(tx, context, { ...acte, ancienne });
  });
}

export interface Fin extends FinDeFonction {
  readonly ancienne: Awaited<ReturnType<typeof getFonction>>;
}

/** Ends a function that the actor may give; part of an act. */
export async function finir(
  tx: Tx,
  context: Context,
  { actor, agentId, ancienne, ...acte }: Fin,
): Promise<void> {
  const jour = civilDay(context.now());
  const { fonction, porteeType, porteeCode, debut, fin } = ancienne;
  const portee = await findPortee(tx, { type: porteeType, code: porteeCode });
  if (!portee) throw new NotFound();
  demand(canAttribuer(actor, { fonction, portee, agentId }));
  demand(canTerminer({ debut, fin, nouvelle: acte.fin, vue: acte.vue, jour }));
  if (fonction === "administrateur") await exigerAutreAdministrateur(tx, agentId, jour);
  await terminerFonction(tx, context, {
    id: ancienne.id,
    fin: acte.fin,
    motif: acte.motif,
    poseePar: actor.agentId,
  });
}

/** Held until the end of the transaction: two administrators who end each other at once would leave nobody. */
export async function exigerAutreAdministrateur(tx: Tx, agentId: string, jour: string): Promise<void> {
  await tx.selectFrom("installation").select("unique_ligne").forUpdate().execute();
  demand(canRetirerAdministrateur(await countAutresAdministrateurs(tx, agentId, jour)));
}
