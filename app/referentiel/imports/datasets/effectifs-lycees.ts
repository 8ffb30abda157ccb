import {
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readNomCompose,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, LineReader, StructureFacts } from "./dataset.ts";
import { typeOfNom } from "./types-structure.ts";

const COLONNES = {
  ...COLONNES_TERRITOIRE,
  uai: COLONNE_UAI,
  annee: { alias: ["rentree_scolaire"], obligatoire: true },
  denomination: { alias: ["denomination_principale"], obligatoire: true },
  patronyme: { alias: ["patronyme"] },
  secteur: { alias: ["secteur"], obligatoire: true },
  total: { alias: ["nombre_d_eleves", "nombre_eleves"], obligatoire: true },
} as const;

function readLycee(line: LineReader): StructureFacts {
  return {
    ...readTerritoire(line),
    nom: readNomCompose(line),
    type: typeOfNom(line.text("denomination")),
    secteur: readSecteur(line),
  };
}

export const effectifsLyceeGt: DatasetStructures = {
  objet: "structure",
  code: "effectifs_lycee_gt",
  libelle: "Effectifs d'élèves par lycée général et technologique, niveau, sexe et langues",
  source: "DEPP, fr-en-lycee_gt-effectifs-niveau-sexe-lv",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 32,
  autorite: "statistique",
  colonnes: { ...COLONNES, secondes: { alias: ["2ndes_gt"], obligatoire: true } },
  exclut: ["2ndes_pro"],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: readLycee,
  indicateurs: [
    { colonne: "total", indicateur: "effectif_lycee_gt" },
    { colonne: "secondes", indicateur: "effectif_2nde_gt" },
  ],
  moisPublication: 4,
};

export const effectifsLyceePro: DatasetStructures = {
  objet: "structure",
  code: "effectifs_lycee_pro",
  libelle: "Effectifs d'élèves par lycée professionnel, niveau, sexe et langues",
  source: "DEPP, fr-en-lycee_pro-effectifs-niveau-sexe-lv",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 33,
  autorite: "statistique",
  colonnes: { ...COLONNES, secondes: { alias: ["2ndes_pro"], obligatoire: true } },
  exclut: ["2ndes_gt"],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: readLycee,
  indicateurs: [
    { colonne: "total", indicateur: "effectif_lycee_pro" },
    { colonne: "secondes", indicateur: "effectif_2nde_pro" },
  ],
  moisPublication: 4,
};

export const effectifsSecondDegre: DatasetStructures = {
  objet: "structure",
  code: "effectifs_second_degre",
  libelle: "Effectifs d'élèves du second degré par établissement",
  source: "DEPP, fr-en-effectifs-second-degre",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 34,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: COLONNE_UAI,
    annee: { alias: ["annee_scolaire", "rentree_scolaire"], obligatoire: true },
    nom: { alias: ["nom_etablissement", "nom_de_l_etablissement"], obligatoire: true },
    type: { alias: ["type_d_etablissement", "type_etablissement"], obligatoire: true },
    secteur: { alias: ["secteur_d_enseignement", "secteur"], obligatoire: true },
    total: { alias: ["nombre_d_eleves", "nombre_eleves"], obligatoire: true },
    adresse: { alias: ["adresse"] },
    code_postal: { alias: ["code_postal"] },
  },
  exclut: ["denomination_principale", "2ndes_gt", "2ndes_pro"],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    ...readTerritoire(line),
    nom: line.read("nom", convert.texteObligatoire("Le nom")),
    type: typeOfNom(`${line.text("type")} ${line.text("nom")}`),
    secteur: readSecteur(line),
    adresse: line.text("adresse").slice(0, 300) || undefined,
    codePostal: line.text("code_postal").slice(0, 10) || undefined,
  }),
  indicateurs: [{ colonne: "total", indicateur: "effectif_second_degre" }],
};
