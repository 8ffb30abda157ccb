import {
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readNomCompose,
  readRep,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures } from "./dataset.ts";
import { typeOfEcole } from "./types-structure.ts";

const niveau = (court: string) => ({
  alias: [`nombre_eleves_${court}_hors_ulis`, `nombre_d_eleves_en_${court}_hors_ulis`],
});

export const effectifsEcoles: DatasetStructures = {
  objet: "structure",
  code: "effectifs_ecoles",
  libelle: "Effectifs d'élèves et classes par école",
  source: "DEPP, fr-en-ecoles-effectifs-nb_classes",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 31,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: COLONNE_UAI,
    annee: { alias: ["rentree_scolaire"], obligatoire: true },
    denomination: { alias: ["denomination_principale"], obligatoire: true },
    patronyme: { alias: ["patronyme"] },
    secteur: { alias: ["secteur"], obligatoire: true },
    code_postal: { alias: ["code_postal"] },
    rep: { alias: ["rep"], obligatoire: true },
    rep_plus: { alias: ["rep_plus", "rep0"], obligatoire: true },
    classes: { alias: ["nombre_total_classes", "nombre_total_de_classes"], obligatoire: true },
    total: { alias: ["nombre_total_eleves", "nombre_total_d_eleves"], obligatoire: true },
    preelementaire: {
      alias: [...niveau("preelementaire").alias, "nombre_d_eleves_en_pre_elementaire_hors_ulis"],
    },
    elementaire: niveau("elementaire"),
    cp: niveau("cp"),
    ce1: niveau("ce1"),
    ce2: niveau("ce2"),
    cm1: niveau("cm1"),
    cm2: niveau("cm2"),
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    ...readTerritoire(line),
    nom: readNomCompose(line),
    type: typeOfEcole(line.text("denomination")),
    secteur: readSecteur(line),
    codePostal: line.text("code_postal").slice(0, 10) || undefined,
  }),
  indicateurs: [
    { colonne: "total", indicateur: "effectif_ecole" },
    { colonne: "classes", indicateur: "nombre_classes" },
    { colonne: "preelementaire", indicateur: "effectif_preelementaire" },
    { colonne: "elementaire", indicateur: "effectif_elementaire" },
    { colonne: "cp", indicateur: "effectif_cp" },
    { colonne: "ce1", indicateur: "effectif_ce1" },
    { colonne: "ce2", indicateur: "effectif_ce2" },
    { colonne: "cm1", indicateur: "effectif_cm1" },
    { colonne: "cm2", indicateur: "effectif_cm2" },
  ],
  statutEp: (line) => ({ statut: readRep(line), annee: line.read("annee", convert.anneeRentree) }),
  moisPublication: 4,
};
