import { normalizeSearch, type TypeStructure } from "../../rules.ts";
import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures } from "./dataset.ts";
import { COLONNES_IPS, readStructureIps } from "./ips.ts";
import { typeOfNom } from "./types-structure.ts";

const TYPE_OF_SIGLE: Readonly<Record<string, TypeStructure>> = {
  legt: "lgt",
  lgt: "lgt",
  lg: "lgt",
  lt: "lgt",
  lpo: "lpo",
  lp: "lp",
  erea: "erea",
};

export const ipsLycees: DatasetStructures = {
  objet: "structure",
  code: "ips_lycees",
  libelle: "Indices de position sociale des lycées",
  source: "DEPP, fr-en-ips_lycees (jusqu'en 2021-2022), fr-en-ips-lycees-ap2022, fr-en-ips-lycees-ap2023",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 23,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_IPS,
    type: { alias: ["type_de_lycee"] },
    // From 2023 on the index of the whole lycée also counts post-bac courses: the dictionary holds the break.
    ips: { alias: ["ips_etab", "ips_ensemble_gt_pro", "ips_etablissement"], obligatoire: true },
    ips_gt: { alias: ["ips_voie_gt"], obligatoire: true },
    ips_pro: { alias: ["ips_voie_pro"], obligatoire: true },
    ips_post_bac: { alias: ["ips_post_bac"] },
    ecart_type: { alias: ["ecart_type_etablissement"] },
    ecart_type_gt: { alias: ["ecart_type_de_l_ips_voie_gt", "ecart_type_voie_gt"] },
    ecart_type_pro: { alias: ["ecart_type_de_l_ips_voie_pro", "ecart_type_voie_pro"] },
    effectif: { alias: ["effectifs_ensemble_gt_pro"] },
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) =>
    readStructureIps(line, TYPE_OF_SIGLE[normalizeSearch(line.text("type"))] ?? typeOfNom(line.text("nom"))),
  indicateurs: [
    { colonne: "ips", indicateur: "ips" },
    { colonne: "ips_gt", indicateur: "ips_voie_gt" },
    { colonne: "ips_pro", indicateur: "ips_voie_pro" },
    { colonne: "ips_post_bac", indicateur: "ips_post_bac" },
    { colonne: "ecart_type", indicateur: "ips_ecart_type" },
    { colonne: "ecart_type_gt", indicateur: "ips_ecart_type_gt" },
    { colonne: "ecart_type_pro", indicateur: "ips_ecart_type_pro" },
    { colonne: "effectif", indicateur: "ips_effectif" },
  ],
  moisPublication: 10,
};
