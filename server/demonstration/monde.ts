import type { College } from "./modeles/colleges.ts";
import { listColleges } from "./modeles/colleges.ts";
import type { Ecole } from "./modeles/ecoles.ts";
import { listEcoles } from "./modeles/ecoles.ts";
import type { Lycee } from "./modeles/lycees.ts";
import { listLycees } from "./modeles/lycees.ts";
import type { Territoires } from "./population/circonscriptions.ts";
import { makeTerritoires } from "./population/circonscriptions.ts";
import type { Population } from "./population/population.ts";
import { makePopulation } from "./population/population.ts";

/** The fictitious académie before it is written in files. */
export interface Monde {
  graine: number;
  population: Population;
  territoires: Territoires;
  colleges: readonly College[];
  ecoles: readonly Ecole[];
  lycees: readonly Lycee[];
}

export function makeMonde(graine: number, structures: number): Monde {
  const population = makePopulation(graine, structures);
  const colleges = listColleges(graine, population);
  return {
    graine,
    population,
    territoires: makeTerritoires([...population.structures, ...population.fermees]),
    colleges,
    ecoles: listEcoles(graine, population, colleges),
    lycees: listLycees(graine, population),
  };
}
