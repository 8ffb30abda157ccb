import type { Population } from "../population/population.ts";
import type { Structure } from "../population/structures.ts";
import { clamp, drawBetween, drawInteger, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { College } from "./colleges.ts";
import { mix } from "./colleges.ts";
import type { Loi } from "./lois.ts";
import { applyLoi, findEcartSocial, standardise } from "./lois.ts";

/** An école that the ministry's statistics know: public or under contract. */
export interface Ecole {
  structure: Structure;
  ips: number;
  reduit: number;
  // Pupils at the rentrée of 2022.
  effectif: number;
  pente: number;
  niveaux: { preelementaire: boolean; elementaire: boolean };
  educationPrioritaire: College["educationPrioritaire"];
  // Nearest public collège: the head of its network when it is in one.
  college: College | undefined;
  // Under 25 pupils of CM2 in five years.
  isSecretStatistique: boolean;
}

// Measured on ten académies of 2022-23 (public 103.7 ± 17.8, private 115.2 ± 15.3), a little lower here.
const LOI_IPS: Record<"public" | "sous_contrat", Loi> = {
  public: { moyenne: 101.5, ecart: 16, min: 60, max: 152 },
  sous_contrat: { moyenne: 114, ecart: 14, min: 74, max: 158 },
};
const PART_SECRET = 0.077;
const IPS_ORPHELINE = -1;
// Seven structures a network on average, measured on the list of 2022: the villages around are not in it.
const RAYON_RESEAU_DEGRES = 0.1;

function drawEffectif(graine: number, { structure, reduit }: Ecole): number {
  const tirage = makeTirageFor(graine, `ecole effectif ${structure.uai}`);
  const { commune, contrat, nature } = structure;
  if (contrat !== "public")
    return Math.round(clamp(135 + 85 * mix(0.5, reduit, drawNormal(tirage)), 18, 520));
  const part = nature.code === "101" ? 0.72 : 1;
  const propre = 1 + 0.28 * mix(0.3, reduit, drawNormal(tirage));
  const attendu =
    commune.taille === "ville" ? 205 : commune.taille === "bourg" ? 165 : 48 + commune.population * 0.045;
  return Math.round(clamp(part * attendu * propre, 9, 430));
}

interface Voisinage {
  college: College | undefined;
  degresCarres: number;
}

/** The public collège whose pupils it will be, as the crow flies within its département. */
function findCollege(structure: Structure, colleges: readonly College[]): Voisinage {
  let [plusProche, minimum]: [College | undefined, number] = [undefined, Infinity];
  for (const college of colleges) {
    const autre = college.structure;
    const distance =
      ((autre.longitude - structure.longitude) * 0.67) ** 2 + (autre.latitude - structure.latitude) ** 2;
    if (distance < minimum) [plusProche, minimum] = [college, distance];
  }
  return { college: plusProche, degresCarres: minimum };
}

function setIps(ecoles: readonly Ecole[]): void {
  for (const secteur of ["public", "sous_contrat"] as const) {
    const concernees = ecoles.filter(({ structure }) => structure.contrat === secteur);
    standardise(concernees.map(({ ips }) => ips)).forEach((tire, rang) => {
      const ecole = concernees[rang];
      if (!ecole) return;
      const reduit = ecole.structure.orpheline ? IPS_ORPHELINE : tire;
      Object.assign(ecole, { reduit, ips: applyLoi(LOI_IPS[secteur], reduit, 2) });
    });
  }
}

export function listEcoles(graine: number, population: Population, colleges: readonly College[]): Ecole[] {
  const tetes = Map.groupBy(
    colleges.filter(({ structure }) => structure.contrat === "public" && !structure.fermeture),
    ({ structure }) => structure.commune.departement.code,
  );
  const ecoles = [...population.structures, ...population.fermees]
    .filter(({ type, contrat, aOuvrir }) => type === "ecole" && contrat !== "hors_contrat" && !aOuvrir)
    .map((structure): Ecole => {
      const tirage = makeTirageFor(graine, `ecole ${structure.uai}`);
      const publiques = structure.contrat === "public" ? tetes.get(structure.commune.departement.code) : [];
      const { college, degresCarres } = findCollege(structure, publiques ?? []);
      const isDuReseau = !structure.orpheline && degresCarres < RAYON_RESEAU_DEGRES ** 2;
      const { code, appellation } = structure.nature;
      return {
        structure,
        ips: findEcartSocial(structure) + 0.25 * (college?.ips ?? 100) + drawNormal(tirage) * 7,
        reduit: 0,
        effectif: 0,
        pente: drawBetween(tirage, -0.035, 0.012),
        niveaux: {
          preelementaire: code === "101" || appellation === "Ecole primaire",
          elementaire: code !== "101",
        },
        educationPrioritaire: isDuReseau ? (college?.educationPrioritaire ?? "") : "",
        college,
        isSecretStatistique: false,
      };
    });
  setIps(ecoles);
  for (const ecole of ecoles) ecole.effectif = drawEffectif(graine, ecole);
  const avecCm2 = ecoles.filter(({ niveaux, structure }) => niveaux.elementaire && !structure.orpheline);
  avecCm2
    .sort((a, b) => a.effectif - b.effectif || (a.structure.uai < b.structure.uai ? -1 : 1))
    .slice(0, Math.round(avecCm2.length * PART_SECRET))
    .forEach((ecole) => {
      ecole.isSecretStatistique = true;
    });
  return ecoles.sort((a, b) => (a.structure.uai < b.structure.uai ? -1 : 1));
}

/** IPS of one rentrée: ±3 points around the long-run value, since one cohort of CM2 is small. */
export function computeIpsEcole(graine: number, ecole: Ecole, rentree: number): number {
  const tirage = makeTirageFor(graine, `ips ecole ${ecole.structure.uai} ${rentree}`);
  return round(ecole.ips + 2.2 * drawNormal(tirage), 1);
}

interface EffectifsEcole {
  total: number;
  preelementaire: number;
  elementaire: number;
  ulis: number;
  ueea: number;
  classes: number;
  // CP, CE1, CE2, CM1, CM2
  niveaux: readonly number[];
}

// Pupils by class, measured: 22 in private écoles, 20 in public ones, fewer where classes are split in REP+.
const ELEVES_PAR_CLASSE = { "": 20.4, REP: 18.2, "REP+": 16.8 };

export function computeEffectifsEcole(graine: number, ecole: Ecole, rentree: number): EffectifsEcole {
  const { structure, niveaux } = ecole;
  const tirage = makeTirageFor(graine, `effectifs ecole ${structure.uai} ${rentree}`);
  const evolution = 1 + ecole.pente * (rentree - 2022) + drawBetween(tirage, -0.04, 0.04);
  const souhaite = Math.max(8, Math.round(ecole.effectif * evolution));
  const partMaternelle = niveaux.preelementaire
    ? niveaux.elementaire
      ? drawBetween(tirage, 0.3, 0.4)
      : 1
    : 0;
  const preelementaire = Math.round(souhaite * partMaternelle);
  const ulis =
    niveaux.elementaire && souhaite > 110 && makeTirageFor(graine, `ulis ${structure.uai}`)() < 0.22;
  const eleves = souhaite - preelementaire;
  const parNiveau = niveaux.elementaire
    ? [0, 1, 2, 3, 4].map(() => Math.max(0, Math.round((eleves / 5) * drawBetween(tirage, 0.82, 1.18))))
    : [0, 0, 0, 0, 0];
  const elementaire = parNiveau.reduce((somme, niveau) => somme + niveau, 0);
  const effectifUlis = ulis ? drawInteger(tirage, 7, 13) : 0;
  const ueea = makeTirageFor(graine, `ueea ${structure.uai}`)() < 0.004 ? 7 : 0;
  const parClasse =
    (structure.contrat === "public" ? ELEVES_PAR_CLASSE[ecole.educationPrioritaire] : 22.5) +
    drawBetween(tirage, -1.5, 1.5);
  return {
    total: preelementaire + elementaire + effectifUlis + ueea,
    preelementaire,
    elementaire,
    ulis: effectifUlis,
    ueea,
    classes: Math.max(1, Math.round((preelementaire + elementaire) / parClasse)) + Number(effectifUlis > 0),
    niveaux: parNiveau,
  };
}
