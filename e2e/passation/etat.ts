import { randomUUID } from "node:crypto";
import { addJours } from "#app/acces/delegations/rules.ts";
import { attribuerFonction, terminerFonction } from "#app/acces/fonctions/commands.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import type { Stage } from "#tests/browser.ts";
import { LIEUX, person } from "#tests/cast.ts";

/** The pages run by the machine's clock: September is today, and the dates are set around it. */
const aujourdhui = () => civilDay(new Date());

export interface Rentree {
  readonly entrant: string;
  /** The head's last day has come: their function ends today, the successor's begins. */
  arrive(): Promise<void>;
}

/** The head of the collège is to leave in ten days; a successor, not in the cast, is named for that day. */
export async function prepareRentree({ database, app }: Stage): Promise<Rentree> {
  const entrant = randomUUID();
  const pilote = person("pilote_academique").id;
  const sortant = person("chef_etablissement").id;
  const depart = addJours(aujourdhui(), 10);
  const { id } = await database.db
    .selectFrom("fonction_exercee")
    .select("id")
    .where("agent_id", "=", sortant)
    .executeTakeFirstOrThrow();
  await database.db
    .insertInto("agent")
    .values({
      ...{ id: entrant, prenom: "Odile", nom: "Ponton", courriel: "odile.ponton@ac-exemple.fr" },
      ...{ demonstration: false, cree_le: new Date() },
    })
    .execute();
  await inTransaction(database.db, async (tx) => {
    await terminerFonction(tx, app.context, { id, fin: depart, motif: "Mutation", poseePar: pilote });
    await attribuerFonction(tx, app.context, {
      ...{
        agentId: entrant,
        fonction: "chef_etablissement",
        porteeType: "structure",
        porteeCode: LIEUX.college,
      },
      ...{ debut: depart, fin: null, acte: "Arrêté du recteur", origine: "changement", attribueePar: pilote },
    });
  });
  return {
    entrant,
    async arrive() {
      await inTransaction(database.db, async (tx) => {
        const fin = aujourdhui();
        await tx
          .updateTable("fonction_exercee")
          .set({ debut: fin })
          .where("agent_id", "=", entrant)
          .execute();
        await terminerFonction(tx, app.context, { id, fin, motif: "Mutation", poseePar: pilote });
      });
    },
  };
}
