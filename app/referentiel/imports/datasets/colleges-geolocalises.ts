import { type EtatStructure, normalizeSearch, type Secteur, type TypeStructure } from "../../rules.ts";
import * as convert from "./conversions.ts";
import type { Dataset, LineReader } from "./dataset.ts";

/** Nature codes of BCN, table N_NATURE_UAI. An unlisted one becomes "autre", never a refusal. */
const TYPE_OF_NATURE: Readonly<Record<string, TypeStructure>> = {
  "101": "maternelle",
  "103": "maternelle",
  "111": "maternelle",
  "151": "elementaire",
  "152": "elementaire",
  "153": "elementaire",
  "154": "elementaire",
  "160": "ecole_specialisee",
  "162": "ecole_specialisee",
  "169": "ecole_specialisee",
  "300": "lgt",
  "301": "lgt",
  "302": "lgt",
  "306": "lpo",
  "310": "lgt",
  "315": "lgt",
  "320": "lp",
  "334": "sep",
  "340": "college",
  "350": "college",
  "352": "college",
  "370": "erea",
  "390": "segpa",
};

const ETAT_OF_CODE: Readonly<Record<string, EtatStructure>> = {
  "1": "ouvert",
  "2": "a_fermer",
  "3": "a_ouvrir",
  "4": "ferme",
};

/** The address register of écoles and établissements; the file of collèges alone is the same with fewer lines. */
export const collegesGeolocalises: Dataset = {
  code: "adresse_geolocalisation",
  libelle: "Adresse et géolocalisation des établissements",
  source: "DEPP, fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre",
  licence: "Licence Ouverte 2.0",
  diffusion: "ouverte",
  rang: 1,
  autorite: "annuaire",
  colonnes: {
    uai: { alias: ["numero_uai", "code_etablissement"], obligatoire: true },
    nom: { alias: ["appellation_officielle"], obligatoire: true },
    denomination: { alias: ["denomination_principale"] },
    patronyme: { alias: ["patronyme_uai", "patronyme"] },
    secteur: { alias: ["secteur_public_prive_libe", "secteur_public_prive"], obligatoire: true },
    contrat: { alias: ["secteur_prive_libelle_type_contrat"] },
    nature: { alias: ["nature_uai", "code_nature"], obligatoire: true },
    nature_libelle: { alias: ["nature_uai_libe", "nature"] },
    etat: { alias: ["etat_etablissement", "code_etat_etablissement"] },
    adresse: { alias: ["adresse_uai", "adresse"] },
    code_postal: { alias: ["code_postal_uai", "code_postal"] },
    commune: { alias: ["code_commune"], obligatoire: true },
    commune_nom: { alias: ["libelle_commune", "commune"] },
    departement: { alias: ["code_departement"], obligatoire: true },
    departement_nom: { alias: ["libelle_departement", "departement"] },
    academie: { alias: ["code_academie"] },
    academie_nom: { alias: ["libelle_academie", "academie"] },
    latitude: { alias: ["latitude"], obligatoire: true },
    longitude: { alias: ["longitude"], obligatoire: true },
    ouverture: { alias: ["date_ouverture"] },
  },
  exclut: ["date_fermeture", "ecole_maternelle", "multi_uai"],
  structure: (line) => ({
    nom: nameOf(line),
    type: typeOf(line),
    secteur: sectorOf(line),
    etat: ETAT_OF_CODE[line.text("etat").trim()] ?? "inconnu",
    departement: line.read("departement", convert.departement),
    departementNom: line.text("departement_nom").slice(0, 100) || undefined,
    academie: line.read("academie", convert.academieOuRien),
    academieNom: line.text("academie_nom").slice(0, 100) || undefined,
    commune: line.read("commune", convert.communeOuRien),
    communeNom: line.text("commune_nom").slice(0, 100),
    adresse: line.text("adresse").slice(0, 300),
    codePostal: line.text("code_postal").slice(0, 10),
    latitude: line.read("latitude", convert.degresOuRien(90)),
    longitude: line.read("longitude", convert.degresOuRien(180)),
    ouverteLe: line.read("ouverture", convert.dateOuRien),
  }),
  indicateurs: [],
};

/** Structures about to open have no name yet: their kind and commune stand for it. */
function nameOf(line: LineReader): string {
  if (line.text("nom") !== "") return line.read("nom", convert.texteObligatoire("Le nom"));
  const composed =
    `${line.text("denomination") || line.text("nature_libelle")} ${line.text("patronyme")}`.trim();
  return line.read("nom", () => convert.texteObligatoire("Le nom")(composed || line.text("commune_nom")));
}

function typeOf(line: LineReader): TypeStructure {
  const type = TYPE_OF_NATURE[line.text("nature").trim()] ?? "autre";
  const primaire =
    type === "elementaire" &&
    normalizeSearch(`${line.text("nom")} ${line.text("denomination")}`).includes("primaire");
  return primaire ? "primaire" : type;
}

/** « Privé » is completed by the kind of contract: the register also lists schools outside contract. */
function sectorOf(line: LineReader): Secteur {
  const read = line.read("secteur", convert.secteur);
  if (read === "public" || !line.has("contrat")) return read;
  const contract = normalizeSearch(line.text("contrat"));
  if (contract.startsWith("hors contrat")) return "prive_hors_contrat";
  return contract.startsWith("contrat") ? "prive_sous_contrat" : "prive";
}
