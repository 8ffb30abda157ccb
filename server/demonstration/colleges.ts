import type { Structure } from "./structures.ts";
import type { Tirage } from "./tirage.ts";
import { clamp, drawBetween, drawInteger, drawNormal, makeTirageFor, round } from "./tirage.ts";

/** A collège that the ministry's statistics know: open, public or under contract. */
export interface College {
  structure: Structure;
  ips: number;
  ecartType: number;
  effectif: number;
  // Pupils gained or lost a year, as a share: the population ages.
  pente: number;
  educationPrioritaire: "" | "REP" | "REP+";
  // The smallest collèges have no published IPS.
  isSecretStatistique: boolean;
}

// National shape of 2022-23 (public 100.1 ± 14.7, private 117.1 ± 13.5; REP+ 7 %, REP 14 % of public collèges).
// Source: donnees.md §4, fr-en-ips-colleges-ap2022.
const LOI_IPS = {
  public: { moyenne: 100, ecart: 14, min: 63, max: 142 },
  sous_contrat: { moyenne: 118, ecart: 12, min: 84, max: 152 },
};
const PART_REP_PLUS = 0.07;
const PART_REP = 0.2;
const PART_SECRET = 0.04;

function drawEffectif(tirage: Tirage, { commune, contrat }: Structure): number {
  if (contrat !== "public") return drawInteger(tirage, 150, 620);
  if (commune.taille === "ville") return drawInteger(tirage, 380, 740);
  return commune.taille === "bourg" ? drawInteger(tirage, 300, 700) : drawInteger(tirage, 155, 420);
}

function drawEcartSocial(tirage: Tirage, { commune, quartier }: Structure): number {
  return (quartier?.ecartSocial ?? commune.ecartSocial) + drawNormal(tirage) * 6;
}

/** Standardised by sector, so that any seed gives a believable académie. */
function setIps(graine: number, colleges: College[], secteur: keyof typeof LOI_IPS): void {
  const concernes = colleges.filter(({ structure }) => structure.contrat === secteur);
  const loi = LOI_IPS[secteur];
  const moyenne = concernes.reduce((somme, { ips }) => somme + ips, 0) / concernes.length;
  const variance = concernes.reduce((somme, { ips }) => somme + (ips - moyenne) ** 2, 0) / concernes.length;
  for (const college of concernes) {
    const reduit = (college.ips - moyenne) / (Math.sqrt(variance) || 1);
    college.ips = clamp(loi.moyenne + reduit * loi.ecart, loi.min, loi.max);
    const cloche = drawNormal(makeTirageFor(graine, `dispersion ${college.structure.uai}`));
    college.ecartType = round(clamp(31.5 - Math.abs(reduit) * 1.6 + cloche * 2, 24, 36), 1);
  }
}

/** REP+ then REP go to the public collèges of lowest IPS, with a few points of history in between. */
function setEducationPrioritaire(graine: number, colleges: College[]): void {
  const publics = colleges
    .filter(({ structure }) => structure.contrat === "public")
    .map((college) => ({
      college,
      rang: college.ips + 2.5 * drawNormal(makeTirageFor(graine, `ep ${college.structure.uai}`)),
    }))
    .sort((a, b) => a.rang - b.rang);
  publics.forEach(({ college }, rang) => {
    if (rang < publics.length * PART_REP_PLUS) college.educationPrioritaire = "REP+";
    else if (rang < publics.length * PART_REP) college.educationPrioritaire = "REP";
  });
}

/** Smallest first: the one value printed « NS » is that of the first. */
export function listPetitsColleges(colleges: readonly College[]): College[] {
  const nombre = Math.max(2, Math.round(colleges.length * PART_SECRET));
  return [...colleges]
    .sort((a, b) => a.effectif - b.effectif || (a.structure.uai < b.structure.uai ? -1 : 1))
    .slice(0, nombre);
}

export function listColleges(graine: number, structures: readonly Structure[]): College[] {
  const colleges = structures
    .filter(({ type, contrat, aOuvrir }) => type === "college" && contrat !== "hors_contrat" && !aOuvrir)
    .map((structure): College => {
      const tirage = makeTirageFor(graine, `college ${structure.uai}`);
      return {
        structure,
        ips: drawEcartSocial(tirage, structure),
        ecartType: 0,
        effectif: drawEffectif(tirage, structure),
        pente: drawBetween(tirage, -0.025, 0.012),
        educationPrioritaire: "",
        isSecretStatistique: false,
      };
    });
  setIps(graine, colleges, "public");
  setIps(graine, colleges, "sous_contrat");
  setEducationPrioritaire(graine, colleges);
  for (const college of listPetitsColleges(colleges)) college.isSecretStatistique = true;
  return colleges;
}

/**
 * IPS of one rentrée (2021 = school year 2021-2022), one decimal, within two points of the long-run value.
 * Before 2022 the table that turns parents' occupations into points was another one: public collèges shift by
 * −3 to +4 points at the break, private ones jump up. Source: DEPP; donnees.md §3 « IPS break ».
 */
export function computeIps(graine: number, college: College, rentree: number): number {
  const { uai, contrat } = college.structure;
  const ips = college.ips + drawBetween(makeTirageFor(graine, `ips ${uai} ${rentree}`), -2, 2);
  if (rentree >= 2022) return round(ips, 1);
  const rupture = makeTirageFor(graine, `rupture ${uai}`);
  const saut = contrat === "public" ? drawBetween(rupture, -3, 4) : drawBetween(rupture, 1, 9);
  return round(ips - saut, 1);
}

export function computeEcartType(graine: number, college: College, rentree: number): number {
  const bruit = drawBetween(makeTirageFor(graine, `ecart ${college.structure.uai} ${rentree}`), -0.8, 0.8);
  return round(clamp(college.ecartType + bruit, 24, 36), 1);
}

interface Effectifs {
  total: number;
  segpa: number;
  ulis: number;
  sixiemes: number;
  sixiemesSegpa: number;
  sixiemesUlis: number;
  sixiemesFilles: number;
}

/** Pupils of one rentrée; SEGPA and ULIS pupils are within the total, as in the official file. */
export function computeEffectifs(graine: number, college: College, rentree: number): Effectifs {
  const { structure } = college;
  const tirage = makeTirageFor(graine, `effectifs ${structure.uai} ${rentree}`);
  const evolution = 1 + college.pente * (rentree - 2022) + drawBetween(tirage, -0.02, 0.02);
  const total = clamp(Math.round(college.effectif * evolution), 150, 750);
  const segpa = structure.hasSegpa ? drawInteger(tirage, 48, 64) : 0;
  const hasUlis =
    makeTirageFor(graine, `ulis ${structure.uai}`)() < (structure.contrat === "public" ? 0.6 : 0.2);
  const ulis = hasUlis ? drawInteger(tirage, 8, 14) : 0;
  const sixiemesSegpa = segpa && drawInteger(tirage, 8, 16);
  const sixiemesUlis = ulis && drawInteger(tirage, 1, 4);
  const ordinaires = Math.round((total - segpa - ulis) * drawBetween(tirage, 0.235, 0.265));
  const sixiemes = ordinaires + sixiemesSegpa + sixiemesUlis;
  const sixiemesFilles = Math.round(sixiemes * drawBetween(tirage, 0.44, 0.54));
  return { total, segpa, ulis, sixiemes, sixiemesSegpa, sixiemesUlis, sixiemesFilles };
}
