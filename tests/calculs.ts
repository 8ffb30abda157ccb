import { scopeOf } from "#app/acces/rules.ts";
import { lancerCalcul } from "#app/ciblage/calculs/commands.server.ts";
import type { EntreeCalcul } from "#app/ciblage/calculs/rules.ts";
import { creerCampagne, ouvrirCampagne } from "#app/ciblage/campagnes/commands.server.ts";
import { creerScenario } from "#app/ciblage/scenarios/commands.server.ts";
import { MODELES } from "#app/ciblage/scenarios/modeles/rules.ts";
import {
  DEFINITION_VIDE,
  type DefinitionScenario,
  STABILITE_PAR_DEFAUT,
} from "#app/ciblage/scenarios/rules.ts";
import { createTaskList } from "#app/jobs.server.ts";
import { seededRandom } from "#app/platform/statistics/random.ts";
import { LIEUX } from "./cast.ts";
import type { TestContext, TestDatabase } from "./database.ts";
import { actorOf } from "./personnes.ts";

const VARIABLES = ["ips", "boursiers", "reussite", "stabilite"] as const;

/** Frozen data of a run: structures along two factors, in three départements and two secteurs; the last variable is of staff. */
export function entreeDessai(n: number, changes: Partial<DefinitionScenario> = {}): EntreeCalcul {
  const random = seededRandom(11);
  const factors = Array.from({ length: n }, () => [random.normal(), random.normal()] as const);
  return {
    ...{ moteur: "1", famille: "colleges", donneesAu: "2026-11-22T09:00:00.000Z", graine: 7 },
    population: {
      ...{ statutsEp: [], secteurs: [], departements: [], circonscriptions: [], bassins: [], ruralites: [] },
      effectifMinimal: 0,
    },
    definition: {
      ...DEFINITION_VIDE,
      actives: VARIABLES.slice(0, 3).map((code) => ({ code, annee: 2024, poids: 1 })),
      supplementaires: [{ code: "stabilite", annee: 2024, poids: 1 }],
      qualitatives: ["secteur", "departement"],
      ...{ axes: 3, classes: 4 },
      ...changes,
    },
    stabilite: { ...STABILITE_PAR_DEFAUT, tirages: 1 },
    variables: VARIABLES.map((code) => ({
      ...{ cle: `${code}@2024`, code, libelle: code, unite: "", decimales: 1, annee: 2024, source: "essai" },
      ...{ faiblesses: [], diffusion: code === "stabilite" ? "rh" : "ouverte" },
    })),
    structures: factors.map((_, i) => ({
      ...{
        uai: `096${String(i).padStart(4, "0")}A`,
        nom: `Collège ${i}`,
        type: "college",
        secteur: "public",
      },
      ...{
        commune: `Commune ${i % 40}`,
        departement: `96${1 + (i % 3)}`,
        circonscription: null,
        bassin: null,
      },
      ...{ statutEp: "hors_ep", ruralite: "rural", marques: [], poids: 1 },
      qualitatives: { secteur: i % 4 === 0 ? "Privé" : "Public", departement: `Département ${1 + (i % 3)}` },
    })),
    valeurs: factors.map(([a, b]) =>
      [100 + 10 * a, 30 - 6 * a + 3 * b, 85 + 4 * a + 5 * b, 50 + 9 * b].map((valeur) => ({
        ...{ valeur: valeur + random.normal(), statut: "ok" },
      })),
    ),
    seuilsExternes: {},
  };
}

/** The rule of Nantes on the collèges of the demonstration, in a campaign that is opened, computed once. */
export async function calculerDemonstration(
  { pool }: TestDatabase,
  context: TestContext,
  changes: Partial<DefinitionScenario> = {},
): Promise<{ readonly campagne: string; readonly scenario: string; readonly calcul: string }> {
  const actor = await actorOf(context, "ssa");
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const campagne = await creerCampagne(context, acteur, {
    ...{ academie: LIEUX.academie, dispositif: "cla", annee: 2027, nom: "CLA, rentrée 2027" },
    ...{ familles: ["colleges"], statutsEp: ["hors_ep"], secteurs: [], departements: [] },
    ...{ circonscriptions: [], bassins: [], ruralites: [], effectifMinimal: 0 },
    ...{ analyseLe: null, instancesLe: null, decisionLe: null, publicationLe: null },
  });
  const scenario = await creerScenario(context, acteur, campagne, {
    ...{ nom: "Règle de Nantes", famille: "colleges" },
    definition: { ...MODELES.nantes.definition, axes: 4, ...changes },
  });
  const calcul = await lancerCalcul(context, acteur, {
    ...{ campagneId: campagne, scenarioId: scenario },
    stabilite: { ...STABILITE_PAR_DEFAUT, tirages: 20 },
  });
  const { rows } = await pool.query<{ id: string }>("select id from tache where objet_id = $1", [calcul]);
  await createTaskList(context)["ciblage.calculer"]?.({ tacheId: rows[0]?.id }, {} as never);
  await ouvrirCampagne(context, acteur, campagne);
  return { campagne, scenario, calcul };
}
