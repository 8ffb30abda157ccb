import { normalizeSearch, type TypeStructure } from "../../rules.ts";
import {
  anneeOfNom,
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readAnneeDuFichier,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, IndicatorDeclaration, LineReader, StructureFacts } from "./dataset.ts";
import { typeOfNom } from "./types-structure.ts";

type Voie = "gt" | "pro";

const COLONNES_IDENTITE = {
  ...COLONNES_TERRITOIRE,
  uai: COLONNE_UAI,
  nom: { alias: ["libelle_uai", "etablissement", "libelle_etablissement"], obligatoire: true },
  secteur: { alias: ["secteur", "secteur_public_prive"], obligatoire: true },
} as const;

/** The first names are those of today, the last those of the series that v2 replaced in 2023. */
const COLONNES_MESURES = {
  presents: {
    alias: [
      "presents_total",
      "presents_toutes_series",
      "effectif_presents_total_series",
      "effectif_presents_total_secteurs",
      "effectifs_presents_total_secteurs",
    ],
    obligatoire: true,
  },
  reussite: {
    alias: [
      "taux_reu_total",
      "taux_de_reussite_toutes_series",
      "taux_brut_de_reussite_total_series",
      "taux_brut_de_reussite_total_secteurs",
    ],
    obligatoire: true,
  },
  va_reussite: { alias: ["va_reu_total", "valeur_ajoutee_du_taux_de_reussite_toutes_series"] },
  mentions: {
    alias: [
      "taux_men_total",
      "taux_de_mentions_toutes_series",
      "taux_mention_brut_toutes_series",
      "taux_brut_de_mentions_total_secteurs",
    ],
  },
  va_mentions: { alias: ["va_men_total", "valeur_ajoutee_du_taux_de_mentions_toutes_series"] },
  acces_2nde: { alias: ["taux_acces_2nde", "taux_d_acces_2nde_bac", "taux_acces_brut_seconde_bac"] },
  va_acces_2nde: { alias: ["va_acces_2nde", "valeur_ajoutee_du_taux_d_acces_2nde_bac", "va_acc_seconde"] },
  acces_1ere: { alias: ["taux_acces_1ere", "taux_d_acces_1ere_bac", "taux_acces_brut_premiere_bac"] },
  va_acces_1ere: { alias: ["va_acces_1ere", "valeur_ajoutee_du_taux_d_acces_1ere_bac", "va_acc_premiere"] },
  acces_term: {
    alias: [
      "taux_acces_term",
      "taux_d_acces_terminale_bac",
      "taux_d_acces_term_bac",
      "taux_acces_brut_terminale_bac",
    ],
  },
  va_acces_term: {
    alias: [
      "va_acces_term",
      "valeur_ajoutee_du_taux_d_acces_terminale_bac",
      "valeur_ajoutee_du_taux_d_acces_term_bac",
      "va_acc_terminale",
    ],
  },
} as const;

/** The totals bear the same names in both tracks: only the series beside them tell the track. */
const MARQUES_GT = [
  ...["presents_gnle", "presents_generale", "presents_l", "presents_es", "presents_s", "presents_stmg"],
  ...["presents_sti2d", "presents_st2s", "effectif_presents_serie_s", "effectif_presents_serie_stmg"],
];
const MARQUES_PRO = [
  ...["presents_production", "presents_services", "presents_transformations", "presents_echanges_et_gestion"],
  ...["effectif_presents_total_secteurs", "effectifs_presents_total_secteurs"],
];

function mesures(voie: Voie, si?: (line: LineReader) => boolean): IndicatorDeclaration[] {
  return Object.keys(COLONNES_MESURES).map((colonne) => ({
    colonne,
    indicateur: `ival_${voie}_${colonne}`,
    ...(si && { si }),
  }));
}

/** A file reduced to its totals: the name of the file tells the track, then those of the lycées. */
function voieOfFichier(sample: readonly LineReader[]): Voie {
  const first = sample[0];
  if (!first || first.has("marque_gt")) return "gt";
  if (first.has("marque_pro")) return "pro";
  const fichier = normalizeSearch(first.fichier);
  if (/\bgt\b|general/.test(fichier)) return "gt";
  if (/\bpro\b|profession/.test(fichier)) return "pro";
  const pros = sample.filter((line) => /\bprofessionnel|\blp\b/.test(normalizeSearch(line.text("nom"))));
  return pros.length * 2 > sample.length ? "pro" : "gt";
}

function readLycee(line: LineReader, voie: Voie): StructureFacts {
  const nom = line.read("nom", convert.texteObligatoire("Le nom"));
  return { ...readTerritoire(line), nom, type: typeOfLycee(nom, voie), secteur: readSecteur(line) };
}

/** « LYCEE X (PROFESSIONNEL) » is the track of a lycée that has the other one too. */
function typeOfLycee(nom: string, voie: Voie): TypeStructure {
  if (/\((professionnel|general et techno)/i.test(nom)) return "lpo";
  const type = typeOfNom(nom);
  if (type === "autre" || type === "college") return voie === "gt" ? "lgt" : "lp";
  return type === "lgt" && voie === "pro" ? "lpo" : type;
}

function ival(
  voie: Voie,
): Pick<DatasetStructures, "ressemble" | "structure" | "indicateurs" | "annee" | "colonnes"> {
  return {
    colonnes: {
      ...COLONNES_IDENTITE,
      ...COLONNES_MESURES,
      session: { alias: ["annee", "session"], obligatoire: true },
      marque_gt: { alias: MARQUES_GT },
      marque_pro: { alias: MARQUES_PRO },
    },
    ressemble: (sample) => voieOfFichier(sample) === voie,
    annee: (line) => line.read("session", convert.anneeSession),
    structure: (line) => readLycee(line, voie),
    indicateurs: mesures(voie),
  };
}

export const ivalGt: DatasetStructures = {
  ...ival("gt"),
  objet: "structure",
  code: "ival_gt",
  libelle: "Indicateurs de résultat des lycées généraux et technologiques (IVAL)",
  source: "DEPP, fr-en-indicateurs-de-resultat-des-lycees-gt_v2",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 41,
  autorite: "statistique",
  exclut: ["feuille"],
};

export const ivalPro: DatasetStructures = {
  ...ival("pro"),
  objet: "structure",
  code: "ival_pro",
  libelle: "Indicateurs de résultat des lycées professionnels (IVAL)",
  source: "DEPP, fr-en-indicateurs-de-resultat-des-lycees-pro_v2",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 42,
  autorite: "statistique",
  exclut: ["feuille"],
};

function voieOfFeuille(line: LineReader): Voie | undefined {
  const feuille = normalizeSearch(line.text("feuille"));
  if (/^l?p(ro)?\b/.test(feuille)) return "pro";
  return /^le?gt\b|^gt\b/.test(feuille) ? "gt" : undefined;
}

/** Group of the first header row, then column of the second. */
const groupe = (...names: string[]) => ({
  alias: names.flatMap((name) => [name, `informations_etablissement_${name}`]),
});

/** The workbook of the DEPP: a sheet by track, and its session in its name only. */
export const ivalClasseur: DatasetStructures = {
  objet: "structure",
  code: "ival_classeur",
  libelle: "Indicateurs de résultat des lycées (IVAL), classeur de la DEPP",
  source: "DEPP, classeur IVAL",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 43,
  autorite: "statistique",
  colonnes: {
    uai: { ...groupe("uai"), obligatoire: true },
    nom: { ...groupe("etablissement"), obligatoire: true },
    secteur: { ...groupe("secteur"), obligatoire: true },
    departement: groupe("code_departement"),
    departement_nom: groupe("departement"),
    academie: groupe("code_academie"),
    academie_nom: groupe("academie"),
    commune: groupe("code_commune"),
    commune_nom: groupe("ville", "commune"),
    feuille: { alias: ["feuille"], obligatoire: true },
    presents: { alias: ["nombre_d_eleves_presents_au_bac_total"], obligatoire: true },
    reussite: { alias: ["taux_de_reussite_bruts_total"], obligatoire: true },
    va_reussite: { alias: ["valeur_ajoutee_du_taux_de_reussite_total"] },
    mentions: { alias: ["taux_de_mentions_bruts_total"] },
    va_mentions: {
      alias: ["valeur_ajoutee_de_taux_de_mentions_total", "valeur_ajoutee_du_taux_de_mentions_total"],
    },
    acces_2nde: { alias: ["taux_d_acces_bruts_2nde_bac"] },
    va_acces_2nde: { alias: ["valeur_ajoutee_du_taux_d_acces_2nde_bac"] },
    acces_1ere: { alias: ["taux_d_acces_bruts_1ere_bac"] },
    va_acces_1ere: { alias: ["valeur_ajoutee_du_taux_d_acces_1ere_bac"] },
    acces_term: { alias: ["taux_d_acces_bruts_term_bac"] },
    va_acces_term: { alias: ["valeur_ajoutee_du_taux_d_acces_term_bac"] },
  },
  exclut: [],
  horsChamp: (line) =>
    voieOfFeuille(line) === undefined || (line.text("uai") === "" && line.text("nom") === ""),
  precision: (line) => line.text("feuille"),
  annee: (line) =>
    line.anneeDite === undefined && anneeOfNom(line.fichier) !== undefined
      ? readAnneeDuFichier(line, "feuille") - 1
      : readAnneeDuFichier(line, "feuille"),
  structure: (line) => readLycee(line, voieOfFeuille(line) ?? "gt"),
  indicateurs: [
    ...mesures("gt", (line) => voieOfFeuille(line) === "gt"),
    ...mesures("pro", (line) => voieOfFeuille(line) === "pro"),
  ],
};
