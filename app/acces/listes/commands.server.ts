import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demanderTache, type ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { inviterAgent } from "../invitations/commands.server.ts";
import { confier, creerAgent } from "../personnes/commands.server.ts";
import type { Actor } from "../rules.ts";
import { findActor } from "../sessions/queries.server.ts";
import type { LigneLue } from "./lignes/rules.ts";
import { getListe, type LigneSuivie, type ListeVue, listVerdicts } from "./queries.server.ts";
import { canAppliquer, canInviter, LIGNES_SUR_LE_CHAMP } from "./rules.ts";
import type { Verdict } from "./verdicts/rules.ts";

export interface DepotListe {
  readonly agentId: string;
  readonly nom: string;
  readonly empreinte: Buffer;
  readonly lignes: readonly LigneLue[];
}

/** Keeps a list to be read over; the same file, deposited again before it is applied, is the same list. Returns its id. */
export async function deposerListe(context: Context, depot: DepotListe): Promise<string> {
  const { agentId, nom, empreinte, lignes } = depot;
  return inTransaction(context.db, async (tx) => {
    const known = await tx
      .selectFrom("liste_personnes")
      .select("id")
      .where("deposee_par", "=", agentId)
      .where("empreinte", "=", empreinte)
      .where("etat", "in", ["deposee", "en_cours"])
      .executeTakeFirst();
    if (known) return known.id;
    const id = context.newId();
    await tx
      .insertInto("liste_personnes")
      .values({
        ...{ id, deposee_par: agentId, fichier_nom: nom, empreinte, message: "", nombre: lignes.length },
        ...{ lignes: JSON.stringify(lignes), etat: "deposee", cree_le: context.now(), version: 1 },
      })
      .execute();
    await consigner(tx, context, "liste_personnes.deposer", {
      id,
      agentId,
      faits: { lignes: lignes.length },
    });
    return id;
  });
}

export interface ActeSurListe {
  readonly actor: Actor;
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
}

/** Invites the lines of a list: at once when they are few, otherwise by a work that one may leave. */
export async function appliquerListe(
  context: Context,
  acte: ActeSurListe & { readonly quoi: "toutes" | "valables"; readonly message: string },
): Promise<void> {
  const { actor, id, version, quoi, message } = acte;
  await inTransaction(context.db, async (tx) => {
    const liste = await lockListe(tx, actor.agentId, id);
    demand(canAppliquer({ ...liste, travail: isAttendu(liste) }, version));
    const verdicts = await listVerdicts(context, tx, actor, liste.lignes);
    demand(canInviter(verdicts, quoi));
    if (liste.nombre <= LIGNES_SUR_LE_CHAMP)
      return inviterLignes(tx, context, { actor, liste: { ...liste, message }, verdicts });
    await tx
      .updateTable("liste_personnes")
      .set({ etat: "en_cours", message, version: version + 1 })
      .where("id", "=", id)
      .execute();
    const file = { genre: "liste.inviter", objetType: "liste_personnes", objetId: id, file: "listes" };
    await demanderTache(tx, context, { ...file, demandeePar: actor.agentId });
    await consigner(tx, context, "liste_personnes.demander", { id, agentId: actor.agentId, faits: { quoi } });
  });
}

/** The work itself, with the rights that the person holds when it runs: everything, or nothing. */
export async function executerListe(context: Context, id: string, progress: ReportProgress): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const row = await tx
      .selectFrom("liste_personnes")
      .select("deposee_par")
      .where("id", "=", id)
      .executeTakeFirst();
    const actor = row && (await findActor(context, row.deposee_par));
    if (!actor)
      throw new Refusal(
        "deposant_absent",
        "La personne qui a déposé cette liste n’a plus de compte : rien n’est fait.",
      );
    const liste = await lockListe(tx, actor.agentId, id);
    if (liste.etat !== "en_cours") return;
    const verdicts = await listVerdicts(context, tx, actor, liste.lignes);
    await inviterLignes(tx, context, { actor, liste, verdicts }, progress);
  });
}

/** Gives up a list: nothing of it was written. */
export async function abandonnerListe(context: Context, { actor, id, version }: ActeSurListe): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const liste = await lockListe(tx, actor.agentId, id);
    demand(canAppliquer({ ...liste, travail: isAttendu(liste) }, version));
    await tx
      .updateTable("liste_personnes")
      .set({ etat: "abandonnee", version: version + 1 })
      .where("id", "=", id)
      .execute();
    await consigner(tx, context, "liste_personnes.abandonner", { id, agentId: actor.agentId });
  });
}

async function lockListe(tx: Tx, agentId: string, id: string): Promise<ListeVue> {
  const held = await tx.selectFrom("liste_personnes").select("id").where("id", "=", id).forUpdate().execute();
  if (held.length === 0) throw new NotFound();
  return getListe(tx, agentId, id);
}

function isAttendu({ travail }: ListeVue): boolean {
  return travail?.etat === "en_attente" || travail?.etat === "en_cours";
}

interface Application {
  readonly actor: Actor;
  readonly liste: ListeVue;
  readonly verdicts: readonly Verdict[];
}

async function inviterLignes(
  tx: Tx,
  context: Context,
  { actor, liste, verdicts }: Application,
  progress?: ReportProgress,
): Promise<void> {
  const suivi: LigneSuivie[] = [];
  const invites = new Map<string, string>();
  for (const [rank, verdict] of verdicts.entries()) {
    const agentId = await inviterLigne(tx, context, { actor, verdict, invites });
    suivi.push({ ligne: verdict.ligne, suite: verdict.suite, problemes: verdict.problemes, agentId });
    await progress?.((1000 * rank) / verdicts.length, `${rank + 1} lignes sur ${verdicts.length}`);
  }
  for (const agentId of invites.values())
    await inviterAgent(tx, context, { agentId, invitePar: actor.agentId, message: liste.message });
  await tx
    .updateTable("liste_personnes")
    .set({
      etat: "appliquee",
      message: liste.message,
      appliquee_le: context.now(),
      compte_rendu: JSON.stringify(suivi),
      version: liste.version + 1,
    })
    .where("id", "=", liste.id)
    .execute();
  await consigner(tx, context, "liste_personnes.appliquer", {
    id: liste.id,
    agentId: actor.agentId,
    faits: { lignes: verdicts.length, invites: invites.size },
  });
}

interface LigneAInviter {
  readonly actor: Actor;
  readonly verdict: Verdict;
  /** People registered by this list, by address: one invitation each, whatever their functions. */
  readonly invites: Map<string, string>;
}

async function inviterLigne(
  tx: Tx,
  context: Context,
  { actor, verdict, invites }: LigneAInviter,
): Promise<string | undefined> {
  const { personne, suite } = verdict;
  if (!personne || suite === "deja" || suite === "refusee") return verdict.agentId;
  const { courriel } = personne;
  const known = verdict.agentId ?? invites.get(courriel);
  const agentId = known ?? (await creerAgent(tx, context, { actor, ...personne }));
  if (!known) invites.set(courriel, agentId);
  await confier(tx, context, { ...personne, actor, agentId, origine: "liste" });
  return agentId;
}

interface Ligne {
  readonly id: string;
  readonly agentId: string;
  readonly faits?: Readonly<Record<string, string | number>>;
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  { id, ...reste }: Ligne,
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "liste_personnes", objetId: id, ...reste });
}
