import { inviterAgent } from "#app/acces/invitations/commands.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import type { Stage } from "#tests/browser.ts";
import { person } from "#tests/cast.ts";

/** The heads of this journey, one for each way of walking it: they have an account and a function, and never entered. */
export const CHEFS = ["chef_etablissement", "directeur_ecole", "ien"] as const;
export type Chef = (typeof CHEFS)[number];

/** The académie invites a head; returns the path of the link that the message holds. */
export async function inviter(stage: Stage, chef: Chef): Promise<string> {
  const { id: agentId, courriel } = person(chef);
  const invitePar = person("pilote_academique").id;
  const context = { ...stage.app.context, requestId: "invitation" };
  await inTransaction(stage.database.db, (tx) =>
    inviterAgent(tx, context, { agentId, invitePar, message: "Bienvenue à bord." }),
  );
  const [message] = await stage.courriels(courriel);
  const path = /\/invitation\/[\w-]{43}/.exec(message?.texte ?? "")?.[0];
  if (!path) throw new Error("the outbox holds no invitation");
  return path;
}
