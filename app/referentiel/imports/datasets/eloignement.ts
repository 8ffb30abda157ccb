import { normalizeSearch } from "../../rules.ts";
import { COLONNE_UAI, LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, LineReader } from "./dataset.ts";

/** Both files have the same columns and say nothing of the type: only the name of the file does. */
function saysLycee(sample: readonly LineReader[]): boolean {
  return normalizeSearch(sample[0]?.fichier ?? "").includes("lycee");
}

export const eloignementColleges: DatasetStructures = {
  objet: "structure",
  code: "eloignement_colleges",
  libelle: "Indice d'éloignement des collèges",
  source: "DEPP, fr-en-indice_eloignement_college_ap2022",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 52,
  autorite: "statistique",
  colonnes: {
    uai: COLONNE_UAI,
    annee: { alias: ["rentree_scolaire", "annee_scolaire"], obligatoire: true },
    indice: { alias: ["indice_eloignement", "indice_d_eloignement"], obligatoire: true },
  },
  exclut: [],
  ressemble: (sample) => !saysLycee(sample),
  annee: (line) => line.read("annee", convert.anneeRentree),
  indicateurs: [{ colonne: "indice", indicateur: "eloignement" }],
};

export const eloignementLycees: DatasetStructures = {
  ...eloignementColleges,
  code: "eloignement_lycees",
  libelle: "Indice d'éloignement des lycées",
  source: "DEPP, fr-en-indice_eloignement_lycee_ap2020",
  rang: 53,
  ressemble: saysLycee,
};
