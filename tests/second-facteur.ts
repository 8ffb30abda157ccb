import { confirmerSecondFacteur, preparerSecondFacteur } from "#app/acces/second-facteur/commands.server.ts";
import { getSecondFacteur } from "#app/acces/second-facteur/queries.server.ts";
import { ouvrirSession } from "#app/acces/sessions/commands.server.ts";
import { findActorByJeton } from "#app/acces/sessions/queries.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import type { TestContext } from "./database.ts";
import { readCode } from "./totp.ts";

/** How long a code of the application stays the same, in milliseconds. */
export const STEP = 30_000;

/** Somebody who has just entered by a link, and owes a second factor. */
export async function enterByLink(context: TestContext, agentId: string) {
  const jeton = await inTransaction(context.db, (tx) =>
    ouvrirSession(tx, context, {
      agentId,
      mode: "lien",
      facteurs: ["lien"],
      renforcee: false,
      appareil: "Essai",
    }),
  );
  const actor = await findActorByJeton(context, jeton);
  if (!actor?.session) throw new Error("no session behind this token");
  return { jeton, agentId, sessionId: actor.session.id };
}

/** The key that waits for its first code. */
export async function keyOf(context: TestContext, agentId: string): Promise<string> {
  const { enAttente } = await getSecondFacteur(context, agentId);
  if (!enAttente) throw new Error("no key is waiting");
  return enAttente.texte;
}

/** Somebody who registers their telephone now; the clock then stands at the next code. */
export async function enrol(context: TestContext, agentId: string) {
  const session = await enterByLink(context, agentId);
  await preparerSecondFacteur(context, agentId);
  const cle = await keyOf(context, agentId);
  const gained = await confirmerSecondFacteur(context, session, readCode(cle, context.now()));
  context.clock.advance(STEP);
  return { ...session, ...gained, cle };
}

/** The code of the refusal that an act throws. */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  const error = await act.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isRefusal(error)) throw new Error(`not a refusal: ${error}`);
  return error.code;
}
