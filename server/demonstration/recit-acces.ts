import { demanderAssistance } from "#app/acces/assistance/commands.server.ts";
import { donnerDelegation } from "#app/acces/delegations/commands.server.ts";
import { listFonctionsDelegables } from "#app/acces/delegations/queries.server.ts";
import { addJours, nextRentree } from "#app/acces/delegations/rules.ts";
import { attribuerFonction } from "#app/acces/fonctions/commands.server.ts";
import { ecrireMot } from "#app/acces/passations/commands.server.ts";
import { listPassationsDeLAgent } from "#app/acces/passations/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { actorOf } from "./acteurs.ts";
import { LIEUX } from "./lieux.ts";

/** What happens between people in the fictitious académie: a delegation, a handover, a request of the help desk. */
export async function raconterAcces(context: Context): Promise<void> {
  const jour = civilDay(context.now());
  const chef = await actorOf(context, "chef_etablissement");
  const [fonction] = await listFonctionsDelegables(context, chef.agentId);
  if (!fonction) throw new Error("The head of the cast has nothing to delegate");
  await donnerDelegation(context, {
    actor: chef,
    fonctionId: fonction.id,
    delegataireId: (await actorOf(context, "adjoint")).agentId,
    nature: "saisie",
    debut: jour,
    fin: nextRentree(jour),
    acte: `Décision de la cheffe d’établissement, n° ${jour.slice(0, 4)}-7`,
  });
  await transmettreDoyen(context, addJours(jour, -20));
  await demanderAssistance(context, {
    actor: await actorOf(context, "assistance"),
    agentId: chef.agentId,
    motif:
      "Vous nous écrivez que la page de votre collège n’affiche pas ses indicateurs : je voudrais la voir comme vous.",
  });
}

/** The doyen of the inspectors handed over twenty days ago: a function that gives its two holders nothing they had not. */
async function transmettreDoyen(context: Context, depart: string): Promise<void> {
  const sortant = (await actorOf(context, "ia_ipr")).agentId;
  const charge = { fonction: "doyen", porteeType: "academie", porteeCode: LIEUX.academie } as const;
  const origine = {
    acte: "Lettre de mission de la rectrice",
    origine: "changement",
    attribueePar: (await actorOf(context, "pilote_academique")).agentId,
  } as const;
  const entrant = (await actorOf(context, "carec")).agentId;
  await inTransaction(context.db, async (tx) => {
    await attribuerFonction(tx, context, {
      ...charge,
      ...origine,
      agentId: sortant,
      debut: "2023-09-01",
      fin: depart,
    });
    await attribuerFonction(tx, context, {
      ...charge,
      ...origine,
      agentId: entrant,
      debut: depart,
      fin: null,
    });
  });
  const [passation] = await listPassationsDeLAgent(context, sortant);
  if (!passation) throw new Error("The handover of the doyen did not open");
  await ecrireMot(context, {
    agentId: sortant,
    id: passation.id,
    version: passation.version,
    mot: "Les comptes rendus de visite sont à jour jusqu’à la Toussaint.\nDeux collèges attendent une date : leurs directions écrivent volontiers à la boîte générique.",
  });
}
