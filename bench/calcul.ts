import { monitorEventLoopDelay } from "node:perf_hooks";
import { sql } from "kysely";
import { scopeOf } from "#app/acces/rules.ts";
import { lancerCalcul } from "#app/ciblage/calculs/commands.server.ts";
import { executerCalcul } from "#app/ciblage/calculs/execution/commands.server.ts";
import { creerCampagne } from "#app/ciblage/campagnes/commands.server.ts";
import { FAMILLES_ANALYSE, POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { creerScenario } from "#app/ciblage/scenarios/commands.server.ts";
import { DEFINITION_VIDE, STABILITE_PAR_DEFAUT } from "#app/ciblage/scenarios/rules.ts";
import { actorOf } from "#server/demonstration/acteurs.ts";
import { LIEUX } from "#server/demonstration/lieux.ts";
import { type Figure, milliseconds, seconds } from "./figure.ts";
import type { World } from "./world.ts";

/** Variables that the fictitious académie knows for its collèges: a bench imports theirs only. */
const MOST_VARIABLES = 6;

/** A run from the database to the database: every collège of the world, as the worker of the service makes it. */
export async function measureCalcul({ context }: World): Promise<Figure> {
  const actor = await actorOf(context, "ssa");
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") };
  const codes = await listVariables(context.db);
  const [first = ""] = codes;
  const none = {
    statutsEp: [],
    secteurs: [],
    departements: [],
    circonscriptions: [],
    bassins: [],
    ruralites: [],
  };
  const campagneId = await creerCampagne(context, acteur, {
    ...{ ...POPULATION_PAR_DEFAUT, ...none, academie: LIEUX.academie, dispositif: "cla", annee: 2027 },
    ...{ nom: "Banc", familles: ["colleges"] },
    ...{ analyseLe: null, instancesLe: null, decisionLe: null, publicationLe: null },
  });
  const choisies = codes.map((code) => ({ code, annee: "derniere", poids: 1 }) as const);
  const scenarioId = await creerScenario(context, acteur, campagneId, {
    ...{ nom: "Banc", famille: "colleges" },
    definition: {
      ...{ ...DEFINITION_VIDE, actives: choisies, axes: 2, classes: 6, manquants: "imputer" },
      regle: {
        criteres: [
          {
            ...{ id: "c1", role: "requis", motif: null, nom: "", genre: "indicateur", code: first },
            ...{ annee: "derniere", sens: "au_plus" },
            seuil: { genre: "quantile", quantile: 0.25, base: "population" },
          },
          { id: "c2", role: "requis", motif: null, nom: "", genre: "classe", classes: [1, 2, 3] },
        ],
        composite: [{ code: first, annee: "derniere", poids: 1, sens: "bas" }],
        ...{ auMoins: 0, nombreMax: null },
      },
    },
  });
  const id = await lancerCalcul(context, acteur, { campagneId, scenarioId, stabilite: STABILITE_PAR_DEFAUT });
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const start = performance.now();
  await executerCalcul(context, id, async () => {});
  const wall = (performance.now() - start) / 1000;
  loop.disable();
  const { population } = await context.db
    .selectFrom("calcul")
    .select("population")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return {
    quoi: `calcul de ${population} collèges × ${codes.length}, ${STABILITE_PAR_DEFAUT.tirages} tirages, de la base à la base`,
    reference: "",
    mesure: `${seconds(wall)} ; boucle du service retardée de ${milliseconds(loop.max / 1e6)} au plus`,
    but: "en tâche de fond",
  };
}

/** What is known of the most collèges. */
async function listVariables(db: World["context"]["db"]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select v.indicateur_code as code from valeur_indicateur v join structure s on s.uai = v.uai
    where s.type = any(${[...FAMILLES_ANALYSE.colleges.types]}::text[]) and v.statut = 'ok' and v.valeur is not null
    group by 1 having count(distinct v.valeur) > 10 order by count(*) desc, 1 limit ${MOST_VARIABLES}`.execute(
    db,
  );
  return rows.map(({ code }) => code);
}
