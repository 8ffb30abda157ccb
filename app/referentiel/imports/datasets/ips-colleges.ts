import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures } from "./dataset.ts";
import { COLONNES_IPS, genreOfFichier, readStructureIps } from "./ips.ts";

export const ipsColleges: DatasetStructures = {
  objet: "structure",
  code: "ips_colleges",
  libelle: "Indices de position sociale des collèges",
  source:
    "DEPP, fr-en-ips_colleges (jusqu'en 2021-2022), fr-en-ips-colleges-ap2022, fr-en-ips-colleges-ap2023",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 21,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_IPS,
    ips: { alias: ["ips"], obligatoire: true },
    ecart_type: { alias: ["ecart_type_de_l_ips"] },
    effectif: { alias: ["effectifs"] },
  },
  exclut: ["type_de_lycee", "ips_voie_gt", "ips_etab"],
  ressemble: (sample) => genreOfFichier(sample) === "college",
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => readStructureIps(line, "college"),
  indicateurs: [
    { colonne: "ips", indicateur: "ips" },
    { colonne: "ecart_type", indicateur: "ips_ecart_type" },
    { colonne: "effectif", indicateur: "ips_effectif" },
  ],
  moisPublication: 10,
};
