import { LIEUX } from "../lieux.ts";
import { DEMONSTRATION_MAX } from "./communes.ts";
import type { Nature } from "./natures.ts";
import {
  COLLEGE,
  ECOLE_ELEMENTAIRE,
  ECOLE_PRIMAIRE,
  LYCEE_GENERAL_TECHNOLOGIQUE,
  LYCEE_POLYVALENT,
  LYCEE_PROFESSIONNEL,
  MATERNELLE,
} from "./natures.ts";
import type { Semis, Structure } from "./structures.ts";
import { listStructures, placeStructure } from "./structures.ts";

export interface Population {
  /** Lines of the address file, sorted by UAI. */
  structures: readonly Structure[];
  /** Closed since 2021: they left statistics behind them. */
  fermees: readonly Structure[];
}

interface Fermeture {
  nature: Nature;
  type: Structure["type"];
  contrat: Structure["contrat"];
  annee: number;
}

const ecole = (nature: Nature, annee: number, contrat: Structure["contrat"] = "public"): Fermeture => ({
  nature,
  type: "ecole",
  contrat,
  annee,
});

// As in the real file of 2021–2026: nearly half maternelles, one in thirteen a collège.
const FERMETURES: readonly Fermeture[] = [
  ecole(MATERNELLE, 2021),
  ecole(ECOLE_ELEMENTAIRE, 2021),
  ecole(MATERNELLE, 2022),
  ecole(ECOLE_PRIMAIRE, 2022, "sous_contrat"),
  ecole(MATERNELLE, 2023),
  ecole(ECOLE_PRIMAIRE, 2023),
  ecole(ECOLE_ELEMENTAIRE, 2024),
  ecole(MATERNELLE, 2024),
  ecole(ECOLE_PRIMAIRE, 2025),
  ecole(ECOLE_ELEMENTAIRE, 2025),
  { nature: COLLEGE, type: "college", contrat: "public", annee: 2025 },
  { nature: LYCEE_PROFESSIONNEL, type: "lycee", contrat: "sous_contrat", annee: 2024 },
];

const PATRONYMES_FERMES: readonly string[] = [
  "du Vieux Quai",
  "de la Digue",
  "des Sablons",
  "du Petit Bois",
  "de la Rive",
];

function close(semis: Semis, rang: number, fermeture: Fermeture, voisine?: Structure): Structure {
  const { nature, type, contrat, annee } = fermeture;
  const patronyme = voisine && rang % 2 === 0 ? voisine.patronyme : (PATRONYMES_FERMES[rang % 5] ?? "");
  const esquisse = { nature, type, contrat, patronyme, aOuvrir: false };
  return { ...placeStructure(semis, esquisse, rang, voisine?.commune), fermeture: annee };
}

function findVoisine(
  structures: readonly Structure[],
  nature: Nature,
  accept: (structure: Structure) => boolean = () => true,
): Structure | undefined {
  return structures.find(
    (structure) =>
      structure.nature === nature &&
      structure.contrat === "public" &&
      structure.commune.taille === "bourg" &&
      !structure.aOuvrir &&
      !structure.hasSegpa &&
      !structure.orpheline &&
      accept(structure),
  );
}

/** Two merges (écoles in 2023, collèges in 2024) and one split (2022), each read in the closures and openings. */
function mergeAndSplit(semis: Semis, structures: readonly Structure[]): Structure[] {
  const fermees: Structure[] = [];
  const primaire = findVoisine(structures, ECOLE_PRIMAIRE);
  if (primaire) {
    primaire.ouverture = 2023;
    fermees.push(close(semis, 0, ecole(MATERNELLE, 2023), primaire));
    fermees.push(close(semis, 1, ecole(ECOLE_ELEMENTAIRE, 2023), primaire));
  }
  const college = findVoisine(structures, COLLEGE);
  if (college) {
    college.ouverture = 2024;
    const fermeture: Fermeture = { nature: COLLEGE, type: "college", contrat: "public", annee: 2024 };
    fermees.push(close(semis, 2, fermeture, college), close(semis, 3, fermeture, college));
  }
  const elementaire = findVoisine(structures, ECOLE_ELEMENTAIRE, ({ commune }) =>
    Boolean(findVoisine(structures, MATERNELLE, (autre) => autre.commune === commune)),
  );
  const maternelle =
    elementaire && findVoisine(structures, MATERNELLE, ({ commune }) => commune === elementaire.commune);
  if (elementaire && maternelle) {
    elementaire.ouverture = 2022;
    maternelle.ouverture = 2022;
    fermees.push(close(semis, 4, ecole(ECOLE_PRIMAIRE, 2022), elementaire));
  }
  return fermees;
}

/** A lycée général that received vocational classes at the rentrée of 2023. */
function changeType(structures: readonly Structure[]): void {
  const lycee = structures.find(({ nature, contrat }) => nature === LYCEE_POLYVALENT && contrat === "public");
  if (lycee) lycee.naguere = { nature: LYCEE_GENERAL_TECHNOLOGIQUE, avant: 2023 };
}

function exchangeUai(structures: readonly Structure[], choisie: Structure, uai: string): void {
  const occupante = structures.find((structure) => structure.uai === uai);
  if (occupante) occupante.uai = choisie.uai;
  choisie.uai = uai;
}

/** The collège and the école of the cast keep their UAI, their name and their town whatever the size. */
function setLieux(structures: readonly Structure[]): void {
  const publiques = structures.filter(
    ({ contrat, aOuvrir, hasSegpa }) => contrat === "public" && !aOuvrir && !hasSegpa,
  );
  const colleges = publiques.filter(
    ({ type, commune }) => type === "college" && commune.departement.code === LIEUX.college.slice(0, 3),
  );
  const ecoles = publiques.filter(
    ({ nature, commune }) =>
      nature === ECOLE_PRIMAIRE && commune.departement.code === LIEUX.ecole.slice(0, 3),
  );
  const places: readonly [Structure | undefined, string, string][] = [
    [
      colleges.find(({ commune }) => commune.nom === "Merlande-la-Haute") ??
        colleges.find(({ commune }) => commune.taille === "bourg") ??
        colleges[0],
      LIEUX.college,
      "des Salicornes",
    ],
    [
      ecoles.find(({ quartier }) => quartier?.nom === "La Darse") ??
        ecoles.find(({ quartier }) => quartier !== undefined) ??
        ecoles[0],
      LIEUX.ecole,
      "du Jusant",
    ],
  ];
  for (const [choisie, uai, patronyme] of places) {
    if (!choisie) continue;
    choisie.orpheline = true;
    choisie.patronyme = patronyme;
    exchangeUai(structures, choisie, uai);
  }
}

const parUai = (a: Structure, b: Structure) => (a.uai < b.uai ? -1 : 1);

/** The structures of the fictitious académie, with their life since 2021 when it is a demonstration. */
export function makePopulation(graine: number, nombre: number): Population {
  const { structures, semis } = listStructures(graine, nombre);
  if (nombre > DEMONSTRATION_MAX) return { structures, fermees: [] };
  setLieux(structures);
  const disparues = FERMETURES.map((fermeture, rang) => close(semis, rang, fermeture));
  const remplacees = mergeAndSplit(semis, structures);
  changeType(structures);
  return { structures: structures.sort(parUai), fermees: [...disparues, ...remplacees].sort(parUai) };
}
