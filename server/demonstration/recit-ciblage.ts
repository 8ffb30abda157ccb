import { addJours } from "#app/acces/delegations/rules.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { creerCampagne, ouvrirCampagne } from "#app/ciblage/campagnes/commands.server.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { creerScenario } from "#app/ciblage/scenarios/commands.server.ts";
import { MODELES } from "#app/ciblage/scenarios/modeles/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { actorOf } from "./acteurs.ts";
import { LIEUX } from "./lieux.ts";

/** The campaign that the académie prepares: opened to its readers, with the example that the IGÉSR report tells. */
export async function raconterCiblage(context: Context): Promise<void> {
  const actor = await actorOf(context, "ssa");
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const jour = civilDay(context.now());
  const campagne = await creerCampagne(context, acteur, {
    ...{ academie: LIEUX.academie, dispositif: "cla", annee: Number(jour.slice(0, 4)) + 1 },
    nom: "Prochains contrats locaux",
    familles: ["ecoles", "colleges"],
    ...POPULATION_PAR_DEFAUT,
    statutsEp: [...POPULATION_PAR_DEFAUT.statutsEp],
    secteurs: [...POPULATION_PAR_DEFAUT.secteurs],
    departements: [],
    circonscriptions: [],
    bassins: [],
    ruralites: [],
    analyseLe: addJours(jour, 60),
    instancesLe: addJours(jour, 80),
    decisionLe: addJours(jour, 110),
    publicationLe: addJours(jour, 120),
  });
  for (const modele of [MODELES.nantes, MODELES.orphelines])
    await creerScenario(context, acteur, campagne, {
      nom: modele.libelle,
      famille: modele.famille,
      definition: modele.definition,
    });
  await ouvrirCampagne(context, acteur, campagne);
}
