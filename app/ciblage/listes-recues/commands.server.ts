import type { Actor } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import type { Campagne } from "../campagnes/rules.ts";
import { entrerCandidatures } from "../candidatures/commands.server.ts";
import { noterProactives } from "../volontariats/commands.server.ts";
import { getConfrontation } from "./confrontation/queries.server.ts";
import { isAjustable, type LigneJugee, SITUATIONS } from "./confrontation/rules.ts";
import { getCampagneProposee, getListeRecue, type ListeRecue } from "./queries.server.ts";
import {
  canAbandonner,
  canAppliquer,
  canDaterListe,
  canModifier,
  canRecevoir,
  direLigne,
  type LigneRecue,
  type SensAjustement,
} from "./rules.ts";
import type { AjustementSaisi, Depot } from "./schema.ts";

export interface FichierLu {
  readonly nom: string;
  readonly empreinte: Buffer;
  readonly lignes: readonly LigneRecue[];
}

/**
 * Keeps a received list, to be confronted: nothing enters the campaign yet. The same file again, unless it was given
 * up, is the same list: `deja` says so.
 */
export async function deposerListeRecue(
  context: Context,
  actor: Actor,
  campagneId: string,
  fichier: FichierLu,
  depot: Depot,
): Promise<{ readonly id: string; readonly deja: boolean }> {
  return inTransaction(context.db, async (tx) => {
    const campagne = await tenir(tx, actor, campagneId);
    demand(canRecevoir(campagne));
    demand(canDaterListe(depot.recueLe, civilDay(context.now())));
    const known = await tx
      .selectFrom("liste_recue")
      .select("id")
      .where("campagne_id", "=", campagneId)
      .where("empreinte", "=", fichier.empreinte)
      .where("abandonnee_le", "is", null)
      .executeTakeFirst();
    if (known) return { id: known.id, deja: true };
    const id = context.newId();
    await tx
      .insertInto("liste_recue")
      .values({
        ...{ id, campagne_id: campagneId, origine: depot.origine, critere: depot.critere },
        ...{
          indicateur_code: depot.indicateur ?? null,
          sens: depot.sens ?? null,
          seuil: depot.seuil ?? null,
        },
        ...{ fichier: fichier.nom, empreinte: fichier.empreinte, lignes: JSON.stringify(fichier.lignes) },
        ...{ recue_le: depot.recueLe, agent_id: actor.agentId, enregistree_le: context.now() },
      })
      .execute();
    await consigner(tx, context, "liste_recue.deposer", {
      ...{ id, agentId: actor.agentId },
      faits: { campagne: campagneId, lignes: fichier.lignes.length },
    });
    return { id, deja: false };
  });
}

interface ActeSurListe {
  readonly actor: Actor;
  readonly campagneId: string;
  readonly id: string;
}

/** Decides of some lines otherwise than what is proposed, with a motive; or takes the proposal back. */
export async function ajusterLignes(
  context: Context,
  { actor, campagneId, id }: ActeSurListe,
  { lignes, sens, motif }: AjustementSaisi,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const campagne = await tenir(tx, actor, campagneId);
    const liste = await lockListe(tx, campagneId, id);
    demand(canModifier(liste.etat));
    demand(canRecevoir(campagne));
    const { lignes: jugees } = await getConfrontation(tx, actor, "ciblage.proposer", campagne, liste);
    const chosen = new Map(lignes.map((rang) => [rang, findAjustable(jugees, rang)]));
    const next = liste.lignes.map((ligne, place) => {
      const jugee = chosen.get(place + 1);
      return jugee ? ajuster(ligne, jugee, sens, motif) : ligne;
    });
    if (JSON.stringify(next) === JSON.stringify(liste.lignes)) return;
    await tx
      .updateTable("liste_recue")
      .set({ lignes: JSON.stringify(next) })
      .where("id", "=", id)
      .execute();
    await consigner(tx, context, "liste_recue.ajuster", {
      ...{ id, agentId: actor.agentId, faits: { n: lignes.length, sens } },
      ...(motif !== "" && { apres: { motif, lignes } }),
    });
  });
}

function findAjustable(jugees: readonly LigneJugee[], rang: number): LigneJugee {
  const jugee = jugees.find((one) => one.rang === rang);
  if (jugee && isAjustable(jugee.situation)) return jugee;
  throw new Refusal(
    "ligne_non_ajustable",
    jugee
      ? `La ${direLigne(jugee)} ne s’ajuste pas (${SITUATIONS[jugee.situation].toLowerCase()}) : revenez à la liste et décochez-la.`
      : "Une des lignes cochées n’est pas dans la liste : revenez-y pour les choisir.",
  );
}

/** The line with what was decided of it; what is proposed already needs no decision. */
function ajuster(
  { ajustement: _, ...ligne }: LigneRecue,
  { situation }: LigneJugee,
  sens: SensAjustement,
  motif: string,
): LigneRecue {
  const proposition = situation === "admise" ? "entrer" : "laisser";
  return sens === "proposition" || sens === proposition ? ligne : { ...ligne, ajustement: { sens, motif } };
}

/** Brings the structures of a list into the campaign, « repérées ». A list that has entered already stays as it is. */
export async function appliquerListeRecue(
  context: Context,
  { actor, campagneId, id }: ActeSurListe,
  vue: string,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const campagne = await tenir(tx, actor, campagneId);
    const liste = await lockListe(tx, campagneId, id);
    if (liste.etat === "appliquee") return;
    const lue = await getConfrontation(tx, actor, "ciblage.proposer", campagne, liste);
    const { horsPerimetre, comptes } = lue;
    demand(canAppliquer({ etat: liste.etat, campagne, entrent: comptes.entrent, horsPerimetre }));
    if (lue.vue !== vue)
      throw new Refusal(
        "version_perimee",
        "La liste ou la campagne vient de changer : rechargez la page pour relire ce qui entre.",
      );
    const entrees = await entrerLignes(tx, context, actor.agentId, liste, lue.lignes);
    await tx
      .updateTable("liste_recue")
      .set({
        appliquee_le: context.now(),
        lignes: JSON.stringify(
          liste.lignes.map((ligne, place) => ({ ...ligne, suite: suiteOf(lue.lignes[place]) })),
        ),
      })
      .where("id", "=", id)
      .execute();
    await consigner(tx, context, "liste_recue.appliquer", {
      ...{ id, agentId: actor.agentId },
      faits: { campagne: campagneId, entrees, laissees: liste.lignes.length - entrees },
    });
  });
}

function suiteOf(jugee: LigneJugee | undefined): LigneRecue["suite"] & object {
  if (!jugee) throw new Error("a list enters whole: each of its lines was judged");
  return { entree: jugee.entre, situation: jugee.situation, raison: jugee.raison };
}

/** One entry for what was proposed, and one for each motive by which a line was let in. Returns how many entered. */
async function entrerLignes(
  tx: Tx,
  context: Context,
  agentId: string,
  { campagneId, origine, recueLe }: ListeRecue,
  lignes: readonly LigneJugee[],
): Promise<number> {
  const origin = `Liste reçue : ${origine}, ${formatDate(recueLe)}.`;
  const motives = new Map<string, string[]>();
  for (const { uai, entre, ajustement } of lignes) {
    if (!entre) continue;
    const motif = ajustement ? `${origin} ${ajustement.motif}` : origin;
    motives.set(motif, [...(motives.get(motif) ?? []), uai]);
  }
  let entered = 0;
  for (const [motif, uais] of motives) {
    const created = await entrerCandidatures(
      tx,
      context,
      { agentId },
      { campagneId, uais, origine: "liste_recue", etat: "repere", motif },
    );
    entered += created.length;
  }
  await noterProactives(tx, campagneId, [...motives.values()].flat());
  return entered;
}

/** Gives up a list: nothing of it entered the campaign. */
export async function abandonnerListeRecue(
  context: Context,
  { actor, campagneId, id }: ActeSurListe,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const campagne = await tenir(tx, actor, campagneId);
    const liste = await lockListe(tx, campagneId, id);
    if (liste.etat === "abandonnee") return;
    demand(canRecevoir(campagne));
    const { horsPerimetre } = await getConfrontation(tx, actor, "ciblage.proposer", campagne, liste);
    demand(canAbandonner(liste.etat, horsPerimetre));
    await tx.updateTable("liste_recue").set({ abandonnee_le: context.now() }).where("id", "=", id).execute();
    await consigner(tx, context, "liste_recue.abandonner", {
      ...{ id, agentId: actor.agentId, faits: { campagne: campagneId } },
    });
  });
}

/** The campaign, held until the end of the transaction: two deposits of one file come one after the other. */
async function tenir(tx: Tx, actor: Actor, campagneId: string): Promise<Campagne> {
  await tx
    .selectFrom("campagne_ciblage")
    .select("id")
    .where("id", "=", campagneId)
    .forUpdate()
    .executeTakeFirst();
  return getCampagneProposee(tx, actor, campagneId);
}

async function lockListe(tx: Tx, campagneId: string, id: string): Promise<ListeRecue> {
  await tx.selectFrom("liste_recue").select("id").where("id", "=", id).forUpdate().execute();
  return getListeRecue(tx, campagneId, id);
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  ligne: Pick<AuditEntry, "agentId" | "faits" | "apres"> & { readonly id: string },
): Promise<void> {
  const { id, ...reste } = ligne;
  await recordAudit(tx, context, { evenement, objetType: "liste_recue", objetId: id, ...reste });
}
