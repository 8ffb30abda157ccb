import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { GenreNotification } from "./rules.ts";

export interface NotificationADire {
  /** Agents; the same one twice is told once. */
  readonly destinataires: readonly string[];
  readonly genre: GenreNotification;
  readonly titre: string;
  readonly texte: string;
  /** Page of ours where to act. */
  readonly href: string;
  readonly objetType: string;
  readonly objetId: string;
  /** The same key is never told twice to the same person. */
  readonly cle: string;
}

/** Tells people something inside the service, within the act that it follows from. */
export async function notifier(tx: Tx, context: Context, dit: NotificationADire): Promise<void> {
  const destinataires = [...new Set(dit.destinataires)];
  if (destinataires.length === 0) return;
  await tx
    .insertInto("notification")
    .values(
      destinataires.map((agentId) => ({
        id: context.newId(),
        agent_id: agentId,
        genre: dit.genre,
        titre: dit.titre,
        texte: dit.texte,
        href: dit.href,
        objet_type: dit.objetType,
        objet_id: dit.objetId,
        cle: dit.cle,
        cree_le: context.now(),
      })),
    )
    .onConflict((conflict) => conflict.columns(["agent_id", "cle"]).doNothing())
    .execute();
}
