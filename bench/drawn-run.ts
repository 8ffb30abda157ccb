import type { EntreeCalcul, ValeurGelee } from "#app/ciblage/calculs/rules.ts";
import type { Critere } from "#app/ciblage/regles/rules.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { DEFINITION_VIDE, STABILITE_PAR_DEFAUT } from "#app/ciblage/scenarios/rules.ts";
import type { Table } from "#app/platform/statistics/matrix.ts";
import { GROUPS } from "./drawn-table.ts";

export const RUNS = 1_000;

/** Frozen data of a run on a drawn table: half by a quantile, then a quantile or classes; a composite ranks. */
export function drawRun({ rows, columns }: Table): EntreeCalcul {
  const variables = columns.map((_, j) => ({ code: `v${j}`, annee: 2024, poids: 1 }));
  const quantile = (id: string, code: string, role: "requis" | "compte"): Critere => ({
    ...{ id, role, motif: null, nom: "", genre: "indicateur", code, annee: 2024, sens: "au_plus" },
    seuil: { genre: "quantile", quantile: 0.5, base: "population" },
  });
  return {
    ...{ moteur: "1", famille: "ecoles", donneesAu: "2026-11-22T09:00:00.000Z", graine: 7 },
    ...{ population: POPULATION_PAR_DEFAUT, stabilite: { ...STABILITE_PAR_DEFAUT, tirages: RUNS } },
    ...{ seuilsExternes: {} },
    definition: {
      ...{ ...DEFINITION_VIDE, actives: variables, axes: 5, classes: GROUPS },
      regle: {
        criteres: [
          quantile("c1", "v0", "requis"),
          quantile("c2", "v1", "compte"),
          { id: "c3", role: "compte", motif: null, nom: "", genre: "classe", classes: [1, 2] },
        ],
        composite: [{ code: "v0", annee: 2024, poids: 1, sens: "bas" }],
        ...{ auMoins: 1, nombreMax: null },
      },
    },
    variables: variables.map(({ code, annee }) => ({
      ...{ cle: `${code}@${annee}`, code, annee, libelle: code, unite: "", decimales: 1, source: "banc" },
      ...{ faiblesses: [], diffusion: "ouverte" },
    })),
    structures: Array.from({ length: rows }, (_, i) => ({
      ...{ uai: `096${String(i).padStart(5, "0")}`, nom: `École ${i}`, type: "primaire", secteur: "public" },
      ...{ commune: `Commune ${i % 4_000}`, departement: "961", circonscription: null, bassin: null },
      ...{ statutEp: "hors_ep", ruralite: "rural", qualitatives: {}, marques: [], poids: 1 },
    })),
    valeurs: Array.from({ length: rows }, (_, i) =>
      columns.map((values): ValeurGelee => ({ statut: "ok", valeur: values[i] as number })),
    ),
  };
}
