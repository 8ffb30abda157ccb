import {
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readNomCompose,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures } from "./dataset.ts";
import { typeOfNom } from "./types-structure.ts";

export const hebergement: DatasetStructures = {
  objet: "structure",
  code: "hebergement",
  libelle: "Mode d'hébergement des élèves du second degré",
  source: "DEPP, fr-en-mode-hebergement-eleves-etablissements-2d",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 51,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: COLONNE_UAI,
    annee: { alias: ["rentree", "rentree_scolaire"], obligatoire: true },
    denomination: { alias: ["denomination_principale"], obligatoire: true },
    patronyme: { alias: ["patronyme"] },
    type: { alias: ["type_d_etablissement"] },
    secteur: { alias: ["secteur"], obligatoire: true },
    demi_pensionnaires: { alias: ["nombre_d_eleves_2d_demi_pensionnaires"], obligatoire: true },
    internes: { alias: ["nombre_d_eleves_2d_internes"], obligatoire: true },
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    ...readTerritoire(line),
    nom: readNomCompose(line),
    type: typeOfNom(`${line.text("denomination")} ${line.text("type")}`),
    secteur: readSecteur(line),
  }),
  indicateurs: [
    { colonne: "demi_pensionnaires", indicateur: "hebergement_demi_pensionnaires" },
    { colonne: "internes", indicateur: "hebergement_internes" },
  ],
  moisPublication: 4,
};
