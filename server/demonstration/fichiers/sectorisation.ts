import type { Structure } from "../population/structures.ts";
import { isOpenAt } from "../population/structures.ts";
import type { FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";

const RENTREE = 2025;
/** One école in so many has no known collège: the map of a collectivité is never complete. */
const SANS_SECTEUR = 40;

/** Each public école goes to the nearest public collège of its département, as the map of a collectivité says. */
export function makeSectorisation(structures: readonly Structure[]): FichierTabulaire {
  const publics = structures.filter(
    (structure) => structure.contrat === "public" && isOpenAt(structure, RENTREE),
  );
  const colleges = publics.filter(({ type }) => type === "college");
  const ecoles = publics
    .filter(({ type }) => type === "ecole")
    .filter((_, rang) => rang % SANS_SECTEUR !== 7);
  return makeFichier(
    "sectorisation_961-962-963_2025.csv",
    TECHNIQUE,
    "uai_ecole;uai_college_de_secteur",
    function* () {
      for (const ecole of ecoles) {
        const proche = nearest(ecole, colleges);
        if (proche) yield [ecole.uai, proche.uai];
      }
    },
  );
}

function nearest(ecole: Structure, colleges: readonly Structure[]): Structure | undefined {
  let best: { college: Structure; distance: number } | undefined;
  for (const college of colleges) {
    if (college.commune.departement.code !== ecole.commune.departement.code) continue;
    const east = (college.longitude - ecole.longitude) * Math.cos((ecole.latitude * Math.PI) / 180);
    const distance = east ** 2 + (college.latitude - ecole.latitude) ** 2;
    if (!best || distance < best.distance) best = { college, distance };
  }
  return best?.college;
}
