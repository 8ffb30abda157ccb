import type { Population } from "../population/population.ts";
import type { Structure } from "../population/structures.ts";
import { isOpenAt } from "../population/structures.ts";
import { clamp, drawBetween, drawInteger, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { Loi } from "./lois.ts";
import { applyLoi, decorrelate, findEcartSocial, standardise } from "./lois.ts";

/** A collège that the ministry's statistics know: public or under contract. */
export interface College {
  structure: Structure;
  ips: number;
  // The IPS within its sector, in standard deviations.
  reduit: number;
  ecartType: number;
  effectif: number;
  // What the IPS does not tell of its results: level of its pupils, work of its teams.
  propres: { attendu: number; effet: number };
  // Pupils gained or lost a year, as a share: the population ages.
  pente: number;
  educationPrioritaire: "" | "REP" | "REP+";
  // The smallest collèges have no published IPS.
  isSecretStatistique: boolean;
}

type Secteur = "public" | "sous_contrat";

// National shape of 2022-23. Source: donnees.md §4, fr-en-ips-colleges-ap2022 (measured).
const LOI_IPS: Record<Secteur, Loi> = {
  public: { moyenne: 100, ecart: 14, min: 63, max: 142 },
  sous_contrat: { moyenne: 117, ecart: 12.5, min: 84, max: 152 },
};
const LOI_EFFECTIF: Record<Secteur, Loi & { lien: number }> = {
  public: { moyenne: 478, ecart: 172, min: 90, max: 1_050, lien: 0.14 },
  sous_contrat: { moyenne: 422, ecart: 230, min: 70, max: 1_300, lien: 0.47 },
};
// Mixed public collèges are the well-off ones (+0.67), which is not so of private ones (−0.15).
const LOI_ECART_TYPE: Record<Secteur, Loi & { lien: number }> = {
  public: { moyenne: 31, ecart: 4.2, min: 20, max: 42, lien: 0.67 },
  sous_contrat: { moyenne: 26.8, ecart: 3, min: 18, max: 36, lien: -0.15 },
};
const TAILLE_COMMUNE = { ville: 0.45, bourg: 0.1, rural: -0.75 };
// REP+ 7 %, REP 13 % of public collèges. Source: effectifs 2024.
const PART_REP_PLUS = 0.07;
const PART_REP = 0.2;
const PART_SECRET = 0.04;
// Just above the collèges of the lists: what an « orpheline » is.
const QUANTILE_ORPHELINE = 0.23;

/** Normal variable that is correlated with another by `lien`. */
export function mix(lien: number, autre: number, propre: number): number {
  return lien * autre + Math.sqrt(1 - lien * lien) * propre;
}

/** Figures of a sector, each with the link to the IPS that was measured. */
function setFigures(graine: number, colleges: College[], secteur: Secteur): void {
  const concernes = colleges.filter(({ structure }) => structure.contrat === secteur);
  const reduits = standardise(concernes.map(({ ips }) => ips));
  const tirages = concernes.map(({ structure }) => makeTirageFor(graine, `dispersion ${structure.uai}`));
  const draw = () =>
    decorrelate(
      tirages.map((tirage) => drawNormal(tirage)),
      reduits,
    );
  const [dispersions, tailles, attendus, effets] = [draw(), draw(), draw(), draw()];
  const etendues = decorrelate(
    concernes.map(
      ({ structure }, rang) =>
        (secteur === "public" ? TAILLE_COMMUNE[structure.commune.taille] : 0) + 0.85 * (tailles[rang] ?? 0),
    ),
    reduits,
  );
  const { [secteur]: dispersion } = LOI_ECART_TYPE;
  const { [secteur]: effectif } = LOI_EFFECTIF;
  for (const [rang, college] of concernes.entries()) {
    const reduit = reduits[rang] ?? 0;
    Object.assign(college, {
      reduit,
      ips: applyLoi(LOI_IPS[secteur], reduit, 2),
      ecartType: applyLoi(dispersion, mix(dispersion.lien, reduit, dispersions[rang] ?? 0)),
      effectif: applyLoi(effectif, mix(effectif.lien, reduit, etendues[rang] ?? 0), 0),
      propres: { attendu: attendus[rang] ?? 0, effet: effets[rang] ?? 0 },
    });
  }
}

/** The collège of the cast: popular, just above those of the lists. */
function setOrpheline(colleges: readonly College[]): void {
  const publics = colleges.filter(({ structure }) => structure.contrat === "public");
  const rangees = publics.map(({ ips }) => ips).sort((a, b) => a - b);
  const ips = rangees[Math.floor(rangees.length * QUANTILE_ORPHELINE)] ?? LOI_IPS.public.moyenne;
  for (const college of publics.filter(({ structure }) => structure.orpheline)) {
    Object.assign(college, { ips, reduit: (ips - LOI_IPS.public.moyenne) / LOI_IPS.public.ecart });
  }
}

/** REP+ then REP go to the public collèges of lowest IPS, with a few points of history in between. */
function setEducationPrioritaire(graine: number, colleges: College[]): void {
  const publics = colleges
    .filter(({ structure }) => structure.contrat === "public" && !structure.orpheline)
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
  return colleges
    .filter(({ structure }) => !structure.orpheline)
    .sort((a, b) => a.effectif - b.effectif || (a.structure.uai < b.structure.uai ? -1 : 1))
    .slice(0, nombre);
}

export function listColleges(graine: number, { structures, fermees }: Population): College[] {
  const colleges = [...structures, ...fermees]
    .filter(({ type, contrat, aOuvrir }) => type === "college" && contrat !== "hors_contrat" && !aOuvrir)
    .map((structure): College => {
      const tirage = makeTirageFor(graine, `college ${structure.uai}`);
      return {
        structure,
        ips: findEcartSocial(structure) + drawNormal(tirage) * 6,
        reduit: 0,
        ecartType: 0,
        effectif: 0,
        propres: { attendu: 0, effet: 0 },
        pente: drawBetween(tirage, -0.025, 0.012),
        educationPrioritaire: "",
        isSecretStatistique: false,
      };
    });
  setFigures(graine, colleges, "public");
  setFigures(graine, colleges, "sous_contrat");
  setOrpheline(colleges);
  setEducationPrioritaire(graine, colleges);
  for (const college of listPetitsColleges(colleges)) college.isSecretStatistique = true;
  return colleges.sort((a, b) => (a.structure.uai < b.structure.uai ? -1 : 1));
}

export function listOuverts<T extends { structure: Structure }>(tous: readonly T[], rentree: number): T[] {
  return tous.filter(({ structure }) => isOpenAt(structure, rentree));
}

/**
 * IPS of one rentrée (2021 = school year 2021-2022), one decimal, within two points of the long-run value.
 * Before 2022 the table that turns parents' occupations into points was another one: public collèges shift by
 * ±4 points at the break, private ones rise by 3 on average. Source: DEPP; donnees.md §3 « IPS break ».
 */
export function computeIps(graine: number, college: College, rentree: number): number {
  const { uai, contrat } = college.structure;
  const ips = college.ips + drawBetween(makeTirageFor(graine, `ips ${uai} ${rentree}`), -2, 2);
  if (rentree >= 2022) return round(ips, 1);
  const rupture = makeTirageFor(graine, `rupture ${uai}`);
  const saut = contrat === "public" ? drawBetween(rupture, -4, 4) : drawBetween(rupture, -3, 9);
  return round(ips - saut, 1);
}

export function computeEcartType(graine: number, college: College, rentree: number): number {
  const bruit = drawBetween(makeTirageFor(graine, `ecart ${college.structure.uai} ${rentree}`), -0.8, 0.8);
  return round(clamp(college.ecartType + bruit, 18, 43), 1);
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

/** A support scheme for pupils with disabilities, in three public collèges out of five. */
export function hasUlis(graine: number, { uai, contrat }: Structure): boolean {
  return makeTirageFor(graine, `ulis ${uai}`)() < (contrat === "public" ? 0.6 : 0.2);
}

/** Pupils of one rentrée; SEGPA and ULIS pupils are within the total, as in the official file. */
export function computeEffectifs(graine: number, college: College, rentree: number): Effectifs {
  const { structure } = college;
  const tirage = makeTirageFor(graine, `effectifs ${structure.uai} ${rentree}`);
  const evolution = 1 + college.pente * (rentree - 2022) + drawBetween(tirage, -0.02, 0.02);
  const total = Math.max(60, Math.round(college.effectif * evolution));
  const segpa = structure.hasSegpa && total > 200 ? drawInteger(tirage, 48, 64) : 0;
  const ulis = hasUlis(graine, structure) ? drawInteger(tirage, 8, 14) : 0;
  const sixiemesSegpa = segpa && drawInteger(tirage, 8, 16);
  const sixiemesUlis = ulis && drawInteger(tirage, 1, 4);
  const ordinaires = Math.round((total - segpa - ulis) * drawBetween(tirage, 0.235, 0.265));
  const sixiemes = ordinaires + sixiemesSegpa + sixiemesUlis;
  const sixiemesFilles = Math.round(sixiemes * drawBetween(tirage, 0.44, 0.54));
  return { total, segpa, ulis, sixiemes, sixiemesSegpa, sixiemesUlis, sixiemesFilles };
}
