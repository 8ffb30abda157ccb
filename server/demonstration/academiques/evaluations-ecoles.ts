import type { ClasseurGenere } from "../fichiers/classeur.ts";
import { formatNom } from "../fichiers/identite.ts";
import { listOuverts } from "../modeles/colleges.ts";
import { computeEffectifsEcole } from "../modeles/ecoles.ts";
import type { Monde } from "../monde.ts";
import { clamp, drawNormal, makeTirageFor } from "../tirage.ts";
import { formatVirgule, makeCsvMaison } from "./csv-maison.ts";

// A header ends with a space and another is in capitals, as files kept by hand go.
const ENTETES = [
  "Code UAI ",
  "ECOLE",
  "Circonscription",
  "Année",
  "Niveau",
  "Matière",
  "Élèves évalués",
  "% groupe à besoins",
  "% groupe fragile",
  "% acquis satisfaisants",
];
const ANNEES = [2024, 2025];
const NIVEAUX = ["CP", "CE1"] as const;
const MATIERES = ["Français", "Mathématiques"];
// Under five pupils, percentages would tell about one child.
const EVALUES_MIN = 5;

/** National evaluations of CP and CE1, as a service of the académie hands them to its inspectors. */
export function makeEvaluationsEcoles({ graine, ecoles, territoires }: Monde): ClasseurGenere {
  return makeCsvMaison("evaluations_CP_CE1_ecoles_2024-2025.csv", ENTETES, function* () {
    for (const annee of ANNEES) {
      for (const ecole of listOuverts(ecoles, annee)) {
        if (!ecole.niveaux.elementaire) continue;
        const { structure, reduit } = ecole;
        const effectifs = computeEffectifsEcole(graine, ecole, annee).niveaux;
        for (const [rang, niveau] of NIVEAUX.entries()) {
          for (const matiere of MATIERES) {
            const tirage = makeTirageFor(graine, `cp ${structure.uai} ${annee} ${niveau} ${matiere}`);
            const evalues = effectifs[rang] ?? 0;
            const besoins = clamp(14 - 5 * reduit + 4 * drawNormal(tirage), 0, 60);
            const fragiles = clamp(24 - 4 * reduit + 4 * drawNormal(tirage), 0, 39);
            const parts = [besoins, fragiles, 100 - besoins - fragiles];
            yield [
              structure.uai,
              formatNom(structure, annee),
              territoires.findCirconscription(structure)?.nom ?? "",
              annee,
              niveau,
              matiere,
              evalues,
              ...parts.map((part) => (evalues < EVALUES_MIN ? "" : formatVirgule(part, 1))),
            ];
          }
        }
      }
    }
  });
}
