import type { TypeStructure } from "../../rules.ts";
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
import { typeOfNom } from "./types-structure.ts";

/**
 * Pupils by collège, with the education-priority status. The file also counts the few third-year pupils of lycées
 * professionnels: those lines are kept, under the type that their denomination tells.
 */
export const effectifsCollege: DatasetStructures = {
  objet: "structure",
  code: "effectifs_college",
  libelle: "Effectifs d'élèves par collège, niveau, sexe et langues",
  source: "DEPP, fr-en-college-effectifs-niveau-sexe-lv",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 30,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: COLONNE_UAI,
    annee: { alias: ["rentree_scolaire"], obligatoire: true },
    denomination: { alias: ["denomination_principale"], obligatoire: true },
    patronyme: { alias: ["patronyme"] },
    secteur: { alias: ["secteur"], obligatoire: true },
    rep: { alias: ["rep"], obligatoire: true },
    // The API's technical name of the column « REP + » is rep0.
    rep_plus: { alias: ["rep_plus", "rep0"], obligatoire: true },
    total: {
      alias: [
        "nombre_eleves_total",
        "nombre_d_eleves_total",
        "nombre_d_eleves_total_nombre_d_eleves_dans_les_formations_du_1er_cycle_du_2nd_degre_et_non_du_nombre_total_d_eleves_inscrits_dans_l_etablissement_les_dima_et_les_dispositifs_relais_sont_exclus",
      ],
      obligatoire: true,
    },
    segpa: { alias: ["nombre_d_eleves_total_segpa", "nombre_eleves_total_segpa"] },
    ulis: { alias: ["nombre_d_eleves_total_ulis", "nombre_eleves_total_ulis"] },
    sixiemes: { alias: ["6emes_total", "nombre_total_de_6emes"] },
  },
  exclut: ["nombre_total_classes", "nombre_total_de_classes", "2ndes_gt", "2ndes_pro"],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    ...readTerritoire(line),
    nom: readNomCompose(line),
    type: typeOfUnite(line.text("denomination")),
    secteur: readSecteur(line),
  }),
  indicateurs: [
    { colonne: "total", indicateur: "effectif_college" },
    { colonne: "segpa", indicateur: "effectif_segpa" },
    { colonne: "ulis", indicateur: "effectif_ulis" },
    { colonne: "sixiemes", indicateur: "effectif_6e" },
  ],
  statutEp: (line) => ({ statut: readRep(line), annee: line.read("annee", convert.anneeRentree) }),
  moisPublication: 4,
};

/** « Institution Saint Oyend », « GOD »: the file counts collèges, whatever else they are called. */
function typeOfUnite(denomination: string): TypeStructure {
  const type = typeOfNom(denomination);
  return type === "autre" ? "college" : type;
}
