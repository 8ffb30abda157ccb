import { deposerDemande } from "#app/acces/demandes/commands.server.ts";
import { creerAgent, inviterPersonne } from "#app/acces/personnes/commands.server.ts";
import { prochaineRentree } from "#app/acces/personnes/rentree/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { actorOf } from "./acteurs.ts";
import { LIEUX } from "./lieux.ts";

/** People around the cast who have not entered yet: one invited, one who comes in September, two who ask for a right. */
export async function raconterPersonnes(context: Context): Promise<void> {
  const jour = civilDay(context.now());
  const equipe = { fonction: "equipe", fin: null, acte: "", message: "" } as const;
  await inviterPersonne(context, {
    ...{ ...equipe, actor: await actorOf(context, "chef_etablissement"), debut: jour },
    ...{ prenom: "Noé", nom: "Sillage", courriel: "n.sillage@port-amarre.exemple" },
    message: "Bienvenue dans l’équipe du contrat.",
    portee: { type: "structure", code: LIEUX.college },
  });
  await inviterPersonne(context, {
    ...{ ...equipe, actor: await actorOf(context, "pilote_academique"), debut: prochaineRentree(jour) },
    ...{ prenom: "Mona", nom: "Vergue", courriel: "m.vergue@port-amarre.exemple" },
    portee: { type: "structure", code: LIEUX.ecole },
  });
  await demander(context, ["Lise", "Marée"], {
    portee: { type: "structure", code: LIEUX.college },
    message: "J’enseigne les mathématiques au collège depuis septembre.",
  });
  await demander(context, ["Ewen", "Ponton"], {
    portee: { type: "structure", code: LIEUX.ecole },
    message: "Je remplace une collègue jusqu’en juin.",
  });
}

type Demande = Pick<Parameters<typeof deposerDemande>[1], "portee" | "message">;

/** Somebody whom ProConnect let in without any right, and who asks for one. */
async function demander(
  context: Context,
  [prenom, nom]: readonly [string, string],
  demande: Demande,
): Promise<void> {
  const actor = await actorOf(context, "administrateur");
  const courriel = `${prenom.toLowerCase()}@port-amarre.exemple`;
  const agentId = await inTransaction(context.db, (tx) =>
    creerAgent(tx, context, { actor, prenom, nom, courriel }),
  );
  await deposerDemande(context, { ...demande, agentId, fonction: "equipe" });
}
