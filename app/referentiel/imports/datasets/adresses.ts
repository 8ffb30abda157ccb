import type { EtatStructure } from "../../rules.ts";
import {
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, LineReader, StructureFacts } from "./dataset.ts";
import { typeOfNature } from "./types-structure.ts";

const ETAT_OF_CODE: Readonly<Record<string, EtatStructure>> = {
  "1": "ouvert",
  "2": "a_fermer",
  "3": "a_ouvrir",
  "4": "ferme",
};

const COLONNES = {
  ...COLONNES_TERRITOIRE,
  uai: { alias: ["numero_uai", "code_etablissement", ...COLONNE_UAI.alias], obligatoire: true },
  nom: { alias: ["appellation_officielle"], obligatoire: true },
  denomination: { alias: ["denomination_principale"] },
  patronyme: { alias: ["patronyme_uai", "patronyme"] },
  secteur: { alias: ["secteur_public_prive_libe", "secteur_public_prive"], obligatoire: true },
  contrat: { alias: ["secteur_prive_libelle_type_contrat"] },
  nature: { alias: ["nature_uai", "code_nature"], obligatoire: true },
  nature_libelle: { alias: ["nature_uai_libe", "nature"] },
  adresse: { alias: ["adresse_uai", "adresse"] },
  code_postal: { alias: ["code_postal_uai", "code_postal"] },
  latitude: { alias: ["latitude"], obligatoire: true },
  longitude: { alias: ["longitude"], obligatoire: true },
  ouverture: { alias: ["date_ouverture"] },
} as const;

function readIdentite(line: LineReader): StructureFacts {
  return {
    ...readTerritoire(line),
    nom: nameOf(line),
    type: typeOfNature(line.text("nature"), `${line.text("nom")} ${line.text("denomination")}`),
    secteur: readSecteur(line),
    nature: line.text("nature").slice(0, 10) || undefined,
    adresse: line.text("adresse").slice(0, 300) || undefined,
    codePostal: line.text("code_postal").slice(0, 10) || undefined,
    latitude: line.read("latitude", convert.degresOuRien(90)),
    longitude: line.read("longitude", convert.degresOuRien(180)),
    ouverteLe: line.read("ouverture", convert.dateOuRien),
  };
}

/** Structures about to open have no name yet: their kind and commune stand for it. */
function nameOf(line: LineReader): string {
  if (line.text("nom") !== "") return line.read("nom", convert.texteObligatoire("Le nom"));
  const composed =
    `${line.text("denomination") || line.text("nature_libelle")} ${line.text("patronyme")}`.trim();
  return line.read("nom", () => convert.texteObligatoire("Le nom")(composed || line.text("commune_nom")));
}

/** The address register of écoles and établissements; the file of collèges alone is the same with fewer lines. */
export const adresseGeolocalisation: DatasetStructures = {
  objet: "structure",
  code: "adresse_geolocalisation",
  libelle: "Adresse et géolocalisation des établissements",
  source: "DEPP, fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 11,
  autorite: "adresse",
  colonnes: { ...COLONNES, etat: { alias: ["etat_etablissement", "code_etat_etablissement"] } },
  exclut: ["date_fermeture", "ecole_maternelle", "multi_uai"],
  structure: (line) => ({ ...readIdentite(line), etat: ETAT_OF_CODE[line.text("etat")] }),
  indicateurs: [],
  moisPublication: 12,
};

/** A closing is dated: the identity is the one of that day. */
export const structuresFermees: DatasetStructures = {
  objet: "structure",
  code: "etablissements_fermes",
  libelle: "Établissements fermés",
  source: "DEPP, fr-en-etablissements-fermes",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 13,
  autorite: "adresse",
  colonnes: { ...COLONNES, fermeture: { alias: ["date_fermeture"], obligatoire: true } },
  exclut: [],
  structure: (line) => {
    const fermeeLe = line.read("fermeture", convert.dateObligatoire("La date de fermeture"));
    return { ...readIdentite(line), etat: "ferme", fermeeLe, identiteLe: fermeeLe };
  },
  indicateurs: [],
  moisPublication: 4,
};
