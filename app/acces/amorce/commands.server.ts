import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { demand } from "#app/platform/refusal.ts";
import { attribuerFonction } from "../fonctions/commands.server.ts";
import { LIEN_MS } from "../liens/rules.ts";
import { getInstallation } from "../queries.server.ts";
import { retirerSecondFacteur } from "../second-facteur/commands.server.ts";
import { cloreSessions, ouvrirSession } from "../sessions/commands.server.ts";
import { hashJeton } from "../sessions/queries.server.ts";
import { findAdministrationEnCours, hasAdministrateur } from "./queries.server.ts";
import { canRendreAcces } from "./rules.ts";

/**
 * Draws the link by which the first person of a real service is created; the one drawn before no longer serves.
 * Undefined once somebody administers the service and can come back to it.
 */
export async function preparerAmorce(context: Context): Promise<string | undefined> {
  return inTransaction(context.db, async (tx) => {
    if (await hasAdministrateur(context, tx)) return undefined;
    const jeton = randomBytes(32).toString("base64url");
    const line = { empreinte: hashJeton(jeton), cree_le: context.now(), utilisee_le: null };
    await tx
      .insertInto("amorce")
      .values({ unique_ligne: true, ...line })
      .onConflict((conflict) => conflict.column("unique_ligne").doUpdateSet(line))
      .execute();
    await recordAudit(tx, context, {
      evenement: "amorce.preparer",
      objetType: "service",
      objetId: "amorce",
      agentId: null,
    });
    return jeton;
  });
}

export interface PremierePersonne {
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
}

/**
 * Creates the first administrator, or names one whose entry was never finished, and opens their session, which owes a
 * second factor. Undefined when the link serves no longer.
 */
export async function utiliserAmorce(
  context: Context,
  { jeton, appareil }: { readonly jeton: string; readonly appareil: string },
  personne: PremierePersonne,
): Promise<string | undefined> {
  return inTransaction(context.db, async (tx) => {
    const used = await tx
      .updateTable("amorce")
      .set({ utilisee_le: context.now() })
      .where("empreinte", "=", hashJeton(jeton))
      .where("utilisee_le", "is", null)
      .returning("unique_ligne")
      .executeTakeFirst();
    if (!used) return undefined;
    const agentId = (await findOuvert(tx, personne.courriel)) ?? (await creerAgent(tx, context, personne));
    await confierAdministration(tx, context, agentId);
    await recordAudit(tx, context, {
      evenement: "amorce.utiliser",
      objetType: "agent",
      objetId: agentId,
      agentId,
    });
    return ouvrirSession(tx, context, {
      agentId,
      mode: "lien",
      facteurs: ["lien"],
      renforcee: false,
      appareil,
    });
  });
}

async function findOuvert(tx: Tx, courriel: string): Promise<string | undefined> {
  const known = await tx
    .selectFrom("agent")
    .select("id")
    .where("courriel", "=", courriel)
    .where("ferme_le", "is", null)
    .executeTakeFirst();
  return known?.id;
}

async function creerAgent(tx: Tx, context: Context, personne: PremierePersonne): Promise<string> {
  const id = context.newId();
  await tx
    .insertInto("agent")
    .values({ id, ...personne, demonstration: false, cree_le: context.now() })
    .execute();
  await recordAudit(tx, context, {
    evenement: "agent.creer",
    objetType: "agent",
    objetId: id,
    agentId: id,
    faits: { origine: "amorce" },
    apres: personne,
  });
  return id;
}

async function confierAdministration(tx: Tx, context: Context, agentId: string): Promise<void> {
  const today = civilDay(context.now());
  const held = await tx
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", agentId)
    .where("fonction", "=", "administrateur")
    .where((eb) => eb.or([eb("fin", "is", null), eb("fin", ">", today)]))
    .executeTakeFirst();
  if (held) return;
  await attribuerFonction(tx, context, {
    agentId,
    fonction: "administrateur",
    porteeType: "nation",
    porteeCode: "france",
    debut: today,
    fin: null,
    acte: null,
    origine: "amorce",
    attribueePar: null,
  });
}

export interface LienDeRetour {
  readonly jeton: string;
  readonly nomComplet: string;
  readonly expireLe: Date;
}

/**
 * Lets back in somebody who administers the service and lost both telephone and codes, when nobody else can: takes back
 * their second factor, closes their sessions, and gives a link of entry like those sent by e-mail, which the operator
 * hands over. Whoever enters by it registers a second factor before anything else. A former link serves no longer.
 */
export async function rendreAcces(context: Context, courriel: string): Promise<LienDeRetour> {
  return inTransaction(context.db, async (tx) => {
    const compte = await findAdministrationEnCours(tx, canonicalCourriel(courriel), civilDay(context.now()));
    demand(canRendreAcces(compte, await getInstallation(tx)));
    if (!compte) throw new Error("unreachable: the rule refuses an unknown person");
    const { agentId, nomComplet } = compte;
    const facteur = await retirerSecondFacteur(tx, context, { agentId, parAgentId: null, cause: "amorce" });
    const motif = "Lien de retour donné depuis la machine du service";
    const sessions = await cloreSessions(tx, context, { agentId, parAgentId: null, motif, cause: "amorce" });
    const jeton = randomBytes(32).toString("base64url");
    const creeLe = context.now();
    const expireLe = new Date(creeLe.getTime() + LIEN_MS);
    await tx
      .insertInto("lien_connexion")
      .values({
        id: context.newId(),
        empreinte: hashJeton(jeton),
        agent_id: agentId,
        suite: "/",
        cree_le: creeLe,
        expire_le: expireLe,
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "amorce.rendre",
      objetType: "agent",
      objetId: agentId,
      agentId: null,
      faits: { facteur, sessions },
    });
    return { jeton, nomComplet, expireLe };
  });
}
