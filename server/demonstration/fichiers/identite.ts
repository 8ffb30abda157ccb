import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { natureAt } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { makeTirageFor } from "../tirage.ts";
import type { Cellule } from "./csv.ts";

/** « 2024-2025 » */
export function formatAnnee(rentree: number): string {
  return `${rentree}-${rentree + 1}`;
}

/** « public » or « privé sous contrat », as the IPS files write it. */
export function formatSecteur({ contrat }: Structure): string {
  return contrat === "public" ? "public" : "privé sous contrat";
}

/** Upper-case name of the statistical files: « LYCEE POLYVALENT PRIVE LA HUNE ». */
export function formatNom(structure: Structure, rentree: number): string {
  const { type, contrat, patronyme } = structure;
  const genre = type === "ecole" ? "PRIVEE" : "PRIVE";
  const prive = contrat === "public" ? "" : ` ${genre}`;
  const appellation = formatMajuscules(natureAt(structure, rentree).appellation);
  return `${appellation}${prive} ${formatMajuscules(patronyme)}`.replaceAll("'", " ");
}

export function formatDenomination(structure: Structure, rentree = 9_999): string {
  const { contrat, type } = structure;
  const nature = natureAt(structure, rentree);
  if (contrat === "public") return nature.denomination;
  if (contrat === "sous_contrat") return nature.denominationPrivee;
  return type === "college" ? "ECOLE SECONDAIRE PRIVEE" : `${nature.denominationPrivee} HORS CONTRAT`;
}

/** First columns of the IPS files up to 2022-23. */
export function listIdentiteIps(structure: Structure, rentree: number): Cellule[] {
  const { commune, uai } = structure;
  return [
    formatAnnee(rentree),
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    uai,
    formatNom(structure, rentree),
    commune.code,
    formatCommune(commune.nom),
    formatSecteur(structure),
  ];
}

// 387 of the 8 389 rows of the effectifs of collèges of 2024 have no INSEE code.
const PART_SANS_COMMUNE = 0.046;

/** INSEE code of the commune, sometimes missing in the files of effectifs. */
export function findCodeCommune(graine: number, { commune, uai }: Structure): string {
  return makeTirageFor(graine, `commune ${uai}`)() < PART_SANS_COMMUNE ? "" : commune.code;
}
