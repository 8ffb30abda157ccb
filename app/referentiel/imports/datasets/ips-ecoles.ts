import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures } from "./dataset.ts";
import { COLONNES_IPS, genreOfFichier, readStructureIps } from "./ips.ts";
import { typeOfEcole } from "./types-structure.ts";

export const ipsEcoles: DatasetStructures = {
  objet: "structure",
  code: "ips_ecoles",
  libelle: "Indices de position sociale des écoles",
  source: "DEPP, fr-en-ips_ecoles (jusqu'en 2021-2022), fr-en-ips-ecoles-ap2022",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 20,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_IPS,
    ips: { alias: ["ips"], obligatoire: true },
    ecart_type: { alias: ["ecart_type_de_l_ips"] },
    effectif: { alias: ["effectifs"] },
  },
  exclut: ["type_de_lycee", "ips_voie_gt", "ips_etab"],
  ressemble: (sample) => genreOfFichier(sample) === "ecole",
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => readStructureIps(line, typeOfEcole(line.text("nom"))),
  indicateurs: [
    { colonne: "ips", indicateur: "ips" },
    { colonne: "effectif", indicateur: "ips_effectif" },
  ],
  moisPublication: 10,
};
