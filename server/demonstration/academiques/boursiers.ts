import type { ClasseurGenere } from "../fichiers/classeur.ts";
import { makeClasseur } from "../fichiers/classeur.ts";
import { findQpv } from "../fichiers/education-prioritaire.ts";
import { formatNom } from "../fichiers/identite.ts";
import type { College } from "../modeles/colleges.ts";
import { computeEffectifs, computeIps, listOuverts } from "../modeles/colleges.ts";
import { computeOrigines } from "../modeles/lois.ts";
import type { Monde } from "../monde.ts";
import { clamp, drawNormal, makeTirageFor, round } from "../tirage.ts";

const RENTREES = [2022, 2023, 2024, 2025];

const GROUPES = [
  ["Collège", ["RNE", "Nom du collège", "Année scolaire", "Effectif constaté"]],
  ["Bourses de collège", ["Boursiers (%)", "dont échelon 3 (%)"]],
  ["Origine sociale", ["PCS défavorisées (%)", "Élèves résidant en QPV (%)"]],
] as const;

function listLigne(graine: number, college: College, rentree: number): (string | number)[] {
  const { structure } = college;
  const tirage = makeTirageFor(graine, `bourses ${structure.uai} ${rentree}`);
  const { defav } = computeOrigines(computeIps(graine, college, rentree));
  const boursiers = clamp(defav * 0.72 + 2.5 * drawNormal(tirage), 1, 85);
  const proximite = findQpv(structure);
  const partQpv = proximite ? clamp(70 - proximite.distanceMetres / 12 + 5 * drawNormal(tirage), 0, 96) : 0;
  return [
    structure.uai,
    formatNom(structure, rentree),
    // The service writes a slash where the ministry writes a hyphen.
    `${rentree}/${rentree + 1}`,
    computeEffectifs(graine, college, rentree).total,
    round(boursiers, 1),
    round(boursiers * 0.24, 1),
    round(clamp(defav + 1.5 * drawNormal(tirage), 1, 95), 1),
    proximite ? round(partQpv, 1) : "n.d.",
  ];
}

/** Grants, low social background and pupils of quartiers prioritaires, as a statistical service keeps them. */
export function makeBoursiers({ graine, colleges }: Monde): ClasseurGenere {
  return makeClasseur("SSA_boursiers_PCS_QPV_2022-2025.xlsx", () => [
    {
      nom: "Collèges",
      groupes: GROUPES,
      lignes: RENTREES.flatMap((rentree) =>
        listOuverts(colleges, rentree).map((college) => listLigne(graine, college, rentree)),
      ),
    },
  ]);
}
