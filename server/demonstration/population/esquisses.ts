import { makeTirageFor, shuffle } from "../tirage.ts";
import type { Nature, TypeStructure } from "./natures.ts";
import {
  COLLEGE,
  ECOLE_APPLICATION,
  ECOLE_ELEMENTAIRE,
  ECOLE_PRIMAIRE,
  EREA,
  LYCEE_GENERAL_TECHNOLOGIQUE,
  LYCEE_POLYVALENT,
  LYCEE_PROFESSIONNEL,
  MATERNELLE,
  SEGPA,
} from "./natures.ts";
import { PATRONYMES, PATRONYMES_PRIVES } from "./noms-fictifs.ts";

type Contrat = "public" | "sous_contrat" | "hors_contrat";

/** A structure before it has a place and a UAI. */
export interface Esquisse {
  type: TypeStructure;
  nature: Nature;
  contrat: Contrat;
  // A structure « à ouvrir » has an address line and nothing else yet.
  aOuvrir: boolean;
  patronyme: string;
}

// Proportions of a real académie: annuaire 2026 and lists of donnees.md §4.
const PARTS = { college: 0.122, lycee: 0.067, segpa: 0.028, erea: 0.0033 };
// One in five collèges is private, one in eight écoles, three lycées in ten. Some private ones have no contract.
const TOURS_PRIVES: Record<TypeStructure, { tour: number; prives: readonly number[] }> = {
  ecole: { tour: 8, prives: [5] },
  college: { tour: 5, prives: [3] },
  lycee: { tour: 10, prives: [3, 6, 9] },
  segpa: { tour: 1, prives: [] },
  erea: { tour: 1, prives: [] },
};

export function countByType(structures: number): Record<TypeStructure, number> {
  const college = Math.round(structures * PARTS.college);
  const lycee = Math.round(structures * PARTS.lycee);
  const segpa = Math.round(structures * PARTS.segpa);
  const erea = Math.round(structures * PARTS.erea);
  return { ecole: structures - college - lycee - segpa - erea, college, lycee, segpa, erea };
}

function findContrat(type: TypeStructure, rang: number): Contrat {
  const { tour, prives } = TOURS_PRIVES[type];
  if (!prives.includes(rang % tour)) return "public";
  return type !== "lycee" && Math.floor(rang / tour) % 8 === 5 ? "hors_contrat" : "sous_contrat";
}

function findNature(type: TypeStructure, contrat: Contrat, rang: number): Nature {
  if (type === "college") return COLLEGE;
  if (type === "erea") return EREA;
  if (type === "segpa") return SEGPA;
  if (type === "lycee") {
    const natures = [LYCEE_GENERAL_TECHNOLOGIQUE, LYCEE_POLYVALENT, LYCEE_PROFESSIONNEL];
    return natures[rang % 3] ?? LYCEE_POLYVALENT;
  }
  if (contrat !== "public") return ECOLE_PRIMAIRE;
  if (rang % 97 === 41) return ECOLE_APPLICATION;
  return [MATERNELLE, ECOLE_ELEMENTAIRE, ECOLE_PRIMAIRE, ECOLE_PRIMAIRE][rang % 4] ?? ECOLE_PRIMAIRE;
}

export function listEsquisses(
  graine: number,
  type: Exclude<TypeStructure, "segpa">,
  nombre: number,
): Esquisse[] {
  // Names repeat beyond the lists, as in reality: nothing may be joined on a name.
  // A tirage of their own: one more name in the lists must not move the schools.
  const publics = shuffle(makeTirageFor(graine, `noms publics ${type}`), PATRONYMES);
  const prives = shuffle(makeTirageFor(graine, `noms prives ${type}`), PATRONYMES_PRIVES);
  return Array.from({ length: nombre }, (_, rang) => {
    const contrat = findContrat(type, rang);
    const noms = contrat === "public" ? publics : prives;
    const tour = contrat === "public" ? rang : Math.floor(rang / TOURS_PRIVES[type].tour);
    return {
      type,
      nature: findNature(type, contrat, rang),
      contrat,
      aOuvrir: type === "college" && rang === nombre - 1 - (nombre % 5 === 4 ? 1 : 0),
      patronyme: noms[tour % noms.length] ?? "",
    };
  });
}
