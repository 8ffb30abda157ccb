import { type Selectable, sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import type { DB, Tx } from "#app/platform/db/database.server.ts";
import type { SignInSecrets } from "#app/platform/oidc/provider.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { accepterInvitation } from "../../invitations/commands.server.ts";
import { findAgentByCourriel } from "../../personnes/queries.server.ts";
import { proposerRattachement } from "../rattachements/commands.server.ts";
import {
  decideEntree,
  type IdentiteRecue,
  MOTIFS_REFUS,
  type MotifRefus,
  REFUS_MS,
  type Situation,
} from "../rules.ts";
import { type Navigateur, ouvrirSessionProConnect, renforcerSession } from "../sessions/commands.server.ts";

export interface EntreeReprise {
  readonly secrets: SignInSecrets;
  readonly suite: string;
  readonly renforcement: boolean;
  readonly invitationId: string | null;
}

interface EntreeAConclure {
  readonly entree: EntreeReprise;
  readonly identite: IdentiteRecue;
  readonly idToken: string;
  readonly navigateur: Navigateur;
}

type IssueHeureuse =
  | { readonly genre: "entree"; readonly jeton: string; readonly suite: string }
  | { readonly genre: "attente" };

type IdentiteRow = Pick<Selectable<DB["identite"]>, "id" | "agent_id">;

function refuser(motif: MotifRefus): never {
  throw new Refusal(motif, MOTIFS_REFUS[motif]);
}

/** What a proven identity opens, in one transaction: everything of it, or nothing. */
export async function conclureEntree(
  tx: Tx,
  context: Context,
  conclusion: EntreeAConclure,
): Promise<IssueHeureuse> {
  const { entree, identite, idToken, navigateur } = conclusion;
  const preuve = { acr: identite.acr, idToken };
  // Two first entries with one address, at once: the second finds the account that the first made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identite ${identite.courriel}`}, 0))`.execute(
    tx,
  );
  const { id: identiteId, agent_id: rattacheA } = await noterIdentite(tx, context, identite);
  const entrer = async (agentId: string, suite: string): Promise<IssueHeureuse> => {
    const session = { ...navigateur, agentId, identiteId, preuve };
    return { genre: "entree", jeton: await ouvrirSessionProConnect(tx, context, session), suite };
  };
  const issue = decideEntree(await lireSituation(tx, context, { identiteId, rattacheA }, conclusion));
  if (issue.genre === "refuser") refuser(issue.motif);
  if (entree.renforcement) {
    const { jetonSession } = navigateur;
    const jeton = await renforcerSession(tx, context, {
      jetonSession,
      identiteId,
      agentId: rattacheA,
      preuve,
    });
    return { genre: "entree", jeton, suite: entree.suite };
  }
  if (issue.genre === "proposer") {
    await proposerRattachement(tx, context, { identiteId, agentId: issue.agentId });
    return { genre: "attente" };
  }
  if (issue.genre === "creer") {
    const agentId = await creerAgent(tx, context, identite);
    await rattacherIdentite(tx, context, { identiteId, agentId, voie: "premiere_entree" });
    return entrer(agentId, "/demande-acces");
  }
  const { agentId } = issue;
  if (issue.genre === "accepter" && entree.invitationId) {
    if (!(await accepterInvitation(tx, context, entree.invitationId))) refuser("invitation_perimee");
    if (!rattacheA) await rattacherIdentite(tx, context, { identiteId, agentId, voie: "invitation" });
  }
  return entrer(agentId, entree.suite);
}

/**
 * Keeps what was transmitted, in the identity and nowhere else. The agent's own name and address are what the service
 * was told by whoever gave the function: letters and acts carry them, so a claim never overwrites them. A difference
 * shows on the page of the identities, where a person decides.
 */
async function noterIdentite(tx: Tx, context: Context, identite: IdentiteRecue): Promise<IdentiteRow> {
  const transmis = {
    prenom: identite.prenom,
    nom: identite.nom,
    courriel: identite.courriel,
    siret: identite.siret,
    attributs: JSON.stringify(identite.attributs),
    vue_le: context.now(),
  };
  const { emetteur, fournisseur, sujet } = identite;
  return tx
    .insertInto("identite")
    .values({ id: context.newId(), emetteur, fournisseur, sujet, ...transmis, cree_le: context.now() })
    .onConflict((conflict) => conflict.columns(["emetteur", "fournisseur", "sujet"]).doUpdateSet(transmis))
    .returning(["id", "agent_id"])
    .executeTakeFirstOrThrow();
}

async function lireSituation(
  tx: Tx,
  context: Context,
  { identiteId, rattacheA }: { readonly identiteId: string; readonly rattacheA: string | null },
  { entree, identite }: EntreeAConclure,
): Promise<Situation> {
  const homonyme = await findAgentByCourriel(tx, identite.courriel);
  const refus = await tx
    .selectFrom("rattachement")
    .select("id")
    .where("identite_id", "=", identiteId)
    .where("accepte", "=", false)
    .where("decide_le", ">", new Date(context.now().getTime() - REFUS_MS))
    .executeTakeFirst();
  return {
    rattachee: rattacheA ? await lireAgent(tx, rattacheA) : undefined,
    invitation: entree.invitationId ? await lireInvitation(tx, context, entree.invitationId) : undefined,
    homonyme: homonyme && { agentId: homonyme.id, ferme: homonyme.ferme },
    refusee: refus !== undefined,
  };
}

async function lireAgent(tx: Tx, id: string): Promise<{ agentId: string; ferme: boolean }> {
  const agent = await tx
    .selectFrom("agent")
    .select("ferme_le")
    .where("id", "=", id)
    .forShare()
    .executeTakeFirstOrThrow();
  return { agentId: id, ferme: agent.ferme_le !== null };
}

async function lireInvitation(tx: Tx, context: Context, id: string): Promise<Situation["invitation"]> {
  const row = await tx
    .selectFrom("invitation")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const valide = !row.acceptee_le && !row.annulee_le && context.now() < row.expire_le;
  return { ...(await lireAgent(tx, row.agent_id)), valide };
}

/** Somebody whom the ministry's providers know and nobody here does: an account, and no right. */
async function creerAgent(
  tx: Tx,
  context: Context,
  { prenom, nom, courriel }: IdentiteRecue,
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
    agentId: id,
    faits: { origine: "proconnect" },
    apres: { prenom, nom, courriel },
  });
  return id;
}

async function rattacherIdentite(
  tx: Tx,
  context: Context,
  { identiteId, agentId, voie }: { identiteId: string; agentId: string; voie: string },
): Promise<void> {
  await tx
    .updateTable("identite")
    .set({ agent_id: agentId, rattachee_le: context.now() })
    .where("id", "=", identiteId)
    .execute();
  await recordAudit(tx, context, {
    evenement: "identite.rattacher",
    objetType: "agent",
    objetId: agentId,
    agentId,
    faits: { identite: identiteId, voie },
  });
}
