import type { ClasseurGenere } from "../fichiers/classeur.ts";
import { formatNom } from "../fichiers/identite.ts";
import { computeEffectifs, listOuverts } from "../modeles/colleges.ts";
import type { Monde } from "../monde.ts";
import { clamp, drawNormal, makeTirageFor } from "../tirage.ts";
import { formatVirgule, makeCsvMaison } from "./csv-maison.ts";

const ENTETES = [
  "RNE",
  "Établissement",
  "Rentrée",
  "ETP enseignants",
  "Part de non-titulaires",
  "Part d'arrivées par mutation",
  "Ancienneté moyenne (années)",
  "Stabilité à 5 ans",
];
const RENTREES = [2023, 2024, 2025];

/** Staff of public collèges, as a human resources service keeps them; less stable where pupils are poorer. */
export function makeIndicateursRh({ graine, colleges }: Monde): ClasseurGenere {
  return makeCsvMaison("DRH_indicateurs_colleges_2023-2025.csv", ENTETES, function* () {
    for (const rentree of RENTREES) {
      for (const college of listOuverts(colleges, rentree)) {
        const { structure, reduit } = college;
        if (structure.contrat !== "public") continue;
        const tirage = makeTirageFor(graine, `rh ${structure.uai} ${rentree}`);
        const etp = computeEffectifs(graine, college, rentree).total / 13.5 + drawNormal(tirage);
        const nonTitulaires = clamp(8 - 2.5 * reduit + 2.5 * drawNormal(tirage), 0, 35);
        const arrivees = clamp(13 - 2 * reduit + 3 * drawNormal(tirage), 1, 40);
        yield [
          structure.uai,
          formatNom(structure, rentree),
          rentree,
          formatVirgule(Math.max(6, etp), 2),
          `${formatVirgule(nonTitulaires, 1)} %`,
          `${formatVirgule(arrivees, 1)} %`,
          formatVirgule(clamp(7.4 + 0.9 * reduit + drawNormal(tirage), 1.5, 16), 1),
          `${formatVirgule(clamp(52 + 6 * reduit + 5 * drawNormal(tirage), 10, 90), 0)} %`,
        ];
      }
    }
  });
}
