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

export const dnb: DatasetStructures = {
  objet: "structure",
  code: "dnb",
  libelle: "Diplôme national du brevet par établissement",
  source: "DEPP, fr-en-dnb-par-etablissement",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 44,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: COLONNE_UAI,
    session: { alias: ["session"], obligatoire: true },
    denomination: { alias: ["type_d_etablissement", "type_etablissement"], obligatoire: true },
    patronyme: { alias: ["patronyme"] },
    secteur: { alias: ["secteur_d_enseignement", "secteur"], obligatoire: true },
    // Here « commune » is the code, and its name stands in another column.
    commune: { alias: ["code_commune", "commune"] },
    commune_nom: { alias: ["libelle_commune"] },
    inscrits: { alias: ["inscrits"], obligatoire: true },
    presents: { alias: ["presents"], obligatoire: true },
    admis: { alias: ["admis"], obligatoire: true },
    reussite: { alias: ["taux_de_reussite", "taux_reussite"] },
  },
  exclut: [],
  annee: (line) => line.read("session", convert.anneeSession),
  structure: (line) => ({
    ...readTerritoire(line),
    nom: readNomCompose(line),
    type: typeOfNom(line.text("denomination")),
    secteur: readSecteur(line),
  }),
  indicateurs: [
    { colonne: "inscrits", indicateur: "dnb_inscrits" },
    { colonne: "presents", indicateur: "dnb_presents" },
    { colonne: "admis", indicateur: "dnb_admis" },
    { colonne: "reussite", indicateur: "dnb_reussite" },
  ],
};
