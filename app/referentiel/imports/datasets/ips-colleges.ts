import { normalizeSearch } from "../../rules.ts";
import * as convert from "./conversions.ts";
import type { Dataset } from "./dataset.ts";

/** Share of lines named like a collège above which a file speaks of collèges: vintages of écoles have the same columns. */
const COLLEGE_SHARE = 0.5;

export const ipsColleges: Dataset = {
  code: "ips_colleges",
  libelle: "Indices de position sociale des collèges",
  source:
    "DEPP, fr-en-ips_colleges (jusqu'en 2021-2022), fr-en-ips-colleges-ap2022, fr-en-ips-colleges-ap2023",
  licence: "Licence Ouverte 2.0",
  diffusion: "ouverte",
  rang: 2,
  autorite: "statistique",
  colonnes: {
    uai: { alias: ["uai", "numero_uai", "code_uai", "numero_d_uai"], obligatoire: true },
    annee: { alias: ["rentree_scolaire", "annee_scolaire"], obligatoire: true },
    nom: { alias: ["nom_de_l_etablissement", "nom_de_l_etablissment"], obligatoire: true },
    secteur: { alias: ["secteur"], obligatoire: true },
    ips: { alias: ["ips"], obligatoire: true },
    ecart_type: { alias: ["ecart_type_de_l_ips"] },
    effectif: { alias: ["effectifs"] },
    departement: { alias: ["code_du_departement", "code_departement"], obligatoire: true },
    departement_nom: { alias: ["departement", "libelle_departement"] },
    academie: { alias: ["code_academie", "code_de_l_academie"] },
    academie_nom: { alias: ["academie", "libelle_academie"] },
    commune: { alias: ["code_insee_de_la_commune", "code_commune_insee"] },
    commune_nom: { alias: ["nom_de_la_commune", "libelle_commune"] },
  },
  exclut: ["type_de_lycee", "ips_voie_gt", "ips_etab"],
  ressemble: (sample) => {
    const colleges = sample.filter((line) => /\b(college|clg)/.test(normalizeSearch(line.text("nom"))));
    return colleges.length >= sample.length * COLLEGE_SHARE;
  },
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    nom: line.read("nom", convert.texteObligatoire("Le nom")),
    type: "college",
    secteur: line.read("secteur", convert.secteur),
    etat: "inconnu",
    departement: line.read("departement", convert.departement),
    departementNom: line.text("departement_nom").slice(0, 100) || undefined,
    academie: line.read("academie", convert.academieOuRien),
    academieNom: line.text("academie_nom").slice(0, 100) || undefined,
    commune: line.read("commune", convert.communeOuRien),
    communeNom: line.text("commune_nom").slice(0, 100),
    adresse: "",
    codePostal: "",
    latitude: undefined,
    longitude: undefined,
    ouverteLe: undefined,
  }),
  indicateurs: [
    { colonne: "ips", indicateur: "ips" },
    { colonne: "ecart_type", indicateur: "ips_ecart_type" },
    { colonne: "effectif", indicateur: "ips_effectif" },
  ],
};
