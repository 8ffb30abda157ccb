import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetCommunes, DatasetDepartements, LineReader } from "./dataset.ts";

const SOURCE_COG = "Insee, code officiel géographique";

/** Terres australes and Clipperton: communes for Insee, without a département and without a school. */
const SANS_DEPARTEMENT = /^(984|989)/;

function codeOfCommune(line: LineReader, colonne: string): string {
  return line.read(colonne, convert.communeObligatoire);
}

function departementOfCommune(code: string): string {
  return /^9[678]/.test(code) ? code.slice(0, 3) : code.slice(0, 2);
}

function readNom(line: LineReader): string {
  return line.read("nom", convert.texteObligatoire("Le nom de la commune")).slice(0, 100);
}

/** Commune of today behind an arrondissement or a commune that another one absorbed. */
function readActuelle(line: LineReader, colonne: string, code: string): string | undefined {
  const actuelle = line.read(colonne, convert.communeOuRien);
  return actuelle === code ? undefined : actuelle;
}

function readEntier(line: LineReader, colonne: string): number | undefined {
  const read = line.read(colonne, convert.nombreOuRien);
  return read === undefined ? undefined : Math.round(read);
}

export const communes: DatasetCommunes = {
  objet: "commune",
  code: "communes",
  libelle: "Communes : population, position, typologie",
  source: `${SOURCE_COG} ; La Poste`,
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 2,
  colonnes: {
    code: { alias: ["code_insee", "code_commune", "insee_com"], obligatoire: true },
    nom: { alias: ["nom", "nom_commune", "libelle_commune"], obligatoire: true },
    departement: { alias: ["departement", "code_departement"] },
    population: { alias: ["population", "population_municipale"], obligatoire: true },
    latitude: { alias: ["latitude"] },
    longitude: { alias: ["longitude"] },
    typologie: { alias: ["typologie_rurale", "typologie", "grille_densite"] },
    parente: { alias: ["commune_parente"] },
  },
  exclut: ["geometry", "uai", "numero_uai"],
  horsChamp: (line) => SANS_DEPARTEMENT.test(line.text("code")),
  commune: (line) => {
    const code = codeOfCommune(line, "code");
    return {
      code,
      nom: readNom(line),
      departement: departementOfCommune(code),
      population: readEntier(line, "population"),
      typologie: line.text("typologie").slice(0, 60) || undefined,
      latitude: line.read("latitude", convert.degresOuRien(90)),
      longitude: line.read("longitude", convert.degresOuRien(180)),
      actuelle: readActuelle(line, "parente", code),
    };
  },
  indicateurs: [],
};

/** A commune déléguée may keep the code of the new commune: then it is the same one. */
export const communesInsee: DatasetCommunes = {
  objet: "commune",
  code: "communes_insee",
  libelle: "Communes du code officiel géographique",
  source: `${SOURCE_COG}, v_commune`,
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 3,
  colonnes: {
    genre: { alias: ["typecom"], obligatoire: true },
    code: { alias: ["com"], obligatoire: true },
    nom: { alias: ["libelle"], obligatoire: true },
    parente: { alias: ["comparent"], obligatoire: true },
  },
  exclut: ["mod"],
  horsChamp: (line) =>
    SANS_DEPARTEMENT.test(line.text("code")) ||
    (line.text("genre") !== "COM" && line.text("code") === line.text("parente")),
  commune: (line) => {
    const code = codeOfCommune(line, "code");
    const actuelle = readActuelle(line, "parente", code);
    return { code, nom: readNom(line), departement: departementOfCommune(code), actuelle };
  },
  indicateurs: [],
  moisPublication: 2,
};

/** Mergers and changes of code. Source: Insee, code officiel géographique, MOD of the movements of communes. */
const FUSIONS = new Set(["31", "32", "33", "41", "50"]);

/** Before, many a merger was undone since, and no register of schools writes the code any more. */
const PREMIER_MOUVEMENT = "2010-01-01";

export const mouvementsCommunes: DatasetCommunes = {
  objet: "commune",
  code: "communes_mouvements",
  libelle: "Fusions et changements de code des communes",
  source: `${SOURCE_COG}, v_mvt_commune`,
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 4,
  colonnes: {
    mouvement: { alias: ["mod"], obligatoire: true },
    date: { alias: ["date_eff"], obligatoire: true },
    genre_avant: { alias: ["typecom_av"], obligatoire: true },
    code: { alias: ["com_av"], obligatoire: true },
    nom: { alias: ["libelle_av", "nccenr_av"], obligatoire: true },
    genre_apres: { alias: ["typecom_ap"], obligatoire: true },
    apres: { alias: ["com_ap"], obligatoire: true },
  },
  exclut: [],
  horsChamp: (line) =>
    !FUSIONS.has(line.text("mouvement")) ||
    line.text("genre_avant") !== "COM" ||
    line.text("genre_apres") !== "COM" ||
    line.text("code") === line.text("apres") ||
    (line.read("date", convert.dateOuRien) ?? "") < PREMIER_MOUVEMENT,
  precision: (line) => line.text("date"),
  commune: (line) => {
    const code = codeOfCommune(line, "code");
    const actuelle = readActuelle(line, "apres", code);
    return { code, nom: readNom(line), departement: departementOfCommune(code), actuelle };
  },
  indicateurs: [],
  moisPublication: 2,
};

export const departements: DatasetDepartements = {
  objet: "departement",
  code: "departements",
  libelle: "Départements et académies",
  source: "Ministère de l'Éducation nationale, carte des académies",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 1,
  colonnes: {
    code: { alias: ["code_departement_insee", "code_departement"], obligatoire: true },
    nom: { alias: ["departement", "libelle_departement", "nom_departement"], obligatoire: true },
    academie: { alias: ["code_academie"], obligatoire: true },
    academie_nom: { alias: ["academie", "libelle_academie", "nom_academie"], obligatoire: true },
  },
  // Nearly every file of schools has these four columns: what else it speaks of tells it apart.
  exclut: [
    ...[
      "uai",
      "numero_uai",
      "numero",
      "numero_ecole",
      "numero_college",
      "numero_lycee",
      "code_etablissement",
    ],
    ...[
      "identifiant_de_l_etablissement",
      "numero_d_etablissement",
      "code_commune",
      "rentree_scolaire",
      "session",
    ],
    ...["annee", "annee_scolaire", "geometry", "nom_de_l_etablissement", "patronyme"],
  ],
  departement: (line) => ({
    code: line.read("code", convert.departement),
    nom: line.read("nom", convert.texteObligatoire("Le nom du département")).slice(0, 100),
    academie: line.read("academie", convert.academieObligatoire),
    academieNom: line.read("academie_nom", convert.texteObligatoire("Le nom de l'académie")).slice(0, 100),
  }),
  indicateurs: [],
};
