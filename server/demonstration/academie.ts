import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { applyErreurs } from "./erreurs.ts";
import { makeAdresses } from "./fichiers/adresses.ts";
import { makeAnnuaire } from "./fichiers/annuaire.ts";
import { makeDnb, makeIvac } from "./fichiers/brevet.ts";
import type { ClasseurGenere } from "./fichiers/classeur.ts";
import type { FichierGenere, FichierTabulaire } from "./fichiers/csv.ts";
import { makeCollegesQpv, makeListeRep } from "./fichiers/education-prioritaire.ts";
import { listLyceesAvecTroisieme, makeEffectifs } from "./fichiers/effectifs-colleges.ts";
import { makeEffectifsEcoles } from "./fichiers/effectifs-ecoles.ts";
import { makeEffectifsGt, makeEffectifsPro } from "./fichiers/effectifs-lycees.ts";
import { makeEloignementColleges, makeEloignementLycees } from "./fichiers/eloignement.ts";
import { makeEvaluationsSixieme } from "./fichiers/evaluations-sixieme.ts";
import { makeFermes } from "./fichiers/fermes.ts";
import { makeIps2021, makeIps2022, makeIps2023 } from "./fichiers/ips-colleges.ts";
import { makeIpsEcoles2022, makeIpsEcoles2024 } from "./fichiers/ips-ecoles.ts";
import { makeIpsErea, makeIpsLycees2022, makeIpsLycees2023 } from "./fichiers/ips-lycees.ts";
import { makeIvalClasseur, makeIvalGt } from "./fichiers/ival.ts";
import { makeSectorisation } from "./fichiers/sectorisation.ts";
import { makeSegregation } from "./fichiers/segregation.ts";
import { makeCommunes, makeContours, makeDepartements } from "./fichiers/territoires.ts";
import { listColleges } from "./modeles/colleges.ts";
import type { Monde } from "./monde.ts";
import { makeMonde } from "./monde.ts";
import { DEMONSTRATION_MAX, listCommunes, listDepartements } from "./population/communes.ts";
import { makePopulation } from "./population/population.ts";

export interface OptionsAcademie {
  // Same seed, same bytes.
  graine: number;
  // Lines of the address file, from 50 to 72 000; beyond 5 000, only the five files that weigh are written.
  structures: number;
  // Adds the errors that `erreurs.ts` documents.
  erreurs?: boolean;
}

/** The académie that a new demonstration receives. */
export const ACADEMIE_DEMONSTRATION: OptionsAcademie = { graine: 2026, structures: 900, erreurs: true };

/** The five files that weigh: a load test writes no other. */
function listSocle({ graine, population, colleges }: Pick<Monde, "graine" | "population" | "colleges">) {
  const troisiemes = listLyceesAvecTroisieme(graine, population.structures);
  return [
    makeAdresses(graine, population.structures),
    makeIps2021(graine, colleges),
    makeIps2022(graine, colleges),
    makeIps2023(graine, colleges),
    makeEffectifs(graine, colleges, troisiemes),
  ];
}

function listTabulaires(monde: Monde, structures: number): FichierTabulaire[] {
  const { graine, population, territoires, colleges, ecoles, lycees } = monde;
  const toutes = [...population.structures, ...population.fermees];
  return [
    ...listSocle(monde),
    makeCommunes(listCommunes(graine, structures)),
    makeDepartements(listDepartements(structures)),
    makeAnnuaire(graine, population.structures, territoires, [...colleges, ...ecoles]),
    makeFermes(graine, population.fermees),
    makeIpsEcoles2022(graine, ecoles),
    makeIpsLycees2022(graine, lycees),
    makeIpsLycees2023(graine, lycees),
    makeIpsErea(graine, toutes),
    makeEffectifsEcoles(graine, ecoles),
    makeEffectifsGt(graine, lycees),
    makeEffectifsPro(graine, lycees),
    makeSectorisation(population.structures),
    makeListeRep(colleges, ecoles, territoires),
    makeCollegesQpv(graine, colleges),
    makeIvac(graine, colleges),
    makeDnb(graine, colleges, listLyceesAvecTroisieme(graine, population.structures)),
    makeIvalGt(graine, lycees),
    makeEloignementColleges(graine, toutes),
    makeEloignementLycees(graine, toutes),
    makeSegregation(graine, colleges),
    makeEvaluationsSixieme(graine, colleges),
  ];
}

function generate({ graine, structures, erreurs = false }: OptionsAcademie): {
  fichiers: FichierGenere[];
  classeurs: ClasseurGenere[];
} {
  if (structures > DEMONSTRATION_MAX) {
    const population = makePopulation(graine, structures);
    const colleges = listColleges(graine, population);
    return { fichiers: listSocle({ graine, population, colleges }), classeurs: [] };
  }
  const monde = makeMonde(graine, structures);
  const tabulaires = listTabulaires(monde, structures);
  return {
    fichiers: [
      ...(erreurs ? applyErreurs(monde, tabulaires) : tabulaires),
      makeIpsEcoles2024(graine, monde.ecoles),
      ...makeContours(listDepartements(structures)),
    ],
    classeurs: [makeIvalClasseur(graine, monde.lycees)],
  };
}

/**
 * The official files of « Port-Amarre », an académie that exists nowhere. The population is drawn at once; each
 * file is then computed piece by piece when its `parts()` are read.
 *
 * @example for (const part of generateAcademie({ graine: 2026, structures: 900 })[0].parts()) sink.write(part);
 */
export function generateAcademie(options: OptionsAcademie): FichierGenere[] {
  return generate(options).fichiers;
}

/** Writes the files, the workbook of IVAL included, into `folder` (created if need be) and returns their paths. */
export async function writeAcademie(folder: string, options: OptionsAcademie): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { fichiers, classeurs } = generate(options);
  const chemins: string[] = [];
  for (const { nom, parts } of fichiers) {
    const chemin = join(folder, nom);
    await pipeline(Readable.from(parts()), createWriteStream(chemin));
    chemins.push(chemin);
  }
  for (const { nom, octets } of classeurs) {
    const chemin = join(folder, nom);
    await writeFile(chemin, await octets());
    chemins.push(chemin);
  }
  return chemins;
}
