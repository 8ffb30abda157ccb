import { notifier } from "#app/messages/commands.server.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import type { Stage } from "#tests/browser.ts";
import { person } from "#tests/cast.ts";

/** A message that a mail server refused for good, as the sending job leaves it, told to the administrator. */
export async function depositFailure({ app: { context } }: Stage): Promise<string> {
  const id = crypto.randomUUID();
  await inTransaction(context.db, async (tx) => {
    await tx.deleteFrom("courriel").where("etat", "=", "echoue").execute();
    await tx.updateTable("notification").set({ lue_le: context.now() }).execute();
    await tx.deleteFrom("notification").where("objet_type", "=", "messagerie").execute();
    await tx
      .insertInto("courriel")
      .values({
        id,
        gabarit: "acces.invitation",
        destinataire: "n.estran@port-amarre.exemple",
        copies: [],
        objet: "Votre accès est prêt",
        texte: "Bonjour,",
        html: "<p>Bonjour,</p>",
        objet_type: "agent",
        objet_id: person("chef_etablissement").id,
        etat: "echoue",
        essais: 1,
        erreur: "EENVELOPE 550 5.1.1 User unknown",
        cree_le: context.now(),
        request_id: "essai",
        remis: [],
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "courriel.echouer",
      objetType: "courriel",
      objetId: id,
      agentId: null,
    });
  });
  return id;
}

/** The head of the cast is told something, and nothing else is new to them. */
export async function tell({ app: { context } }: Stage, titre: string): Promise<void> {
  const { id } = person("chef_etablissement");
  await inTransaction(context.db, async (tx) => {
    await tx.deleteFrom("preference_notification").where("agent_id", "=", id).execute();
    await tx.updateTable("notification").set({ lue_le: context.now() }).where("agent_id", "=", id).execute();
    await notifier(tx, context, {
      destinataires: [id],
      genre: "acces.delegation",
      titre,
      texte: "Saisie par délégation.",
      href: "/droits",
      objetType: "essai",
      objetId: "1",
      cle: `essai:${crypto.randomUUID()}`,
    });
  });
}
