import { normalizeSearch, type StatutEp, type TypeStructure } from "../../rules.ts";
import {
  anneeOfNom,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readAnneeDuFichier,
  readRep,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { Converter, DatasetStructures, LineReader } from "./dataset.ts";
import { typeOfEcole, typeOfNom } from "./types-structure.ts";

const statutRep: Converter<StatutEp> = (text) => {
  const statut = text.replace(/\s/g, "").toUpperCase();
  if (statut === "REP+" || statut === "REPPLUS") return { ok: true, value: "rep_plus" };
  if (statut === "REP") return { ok: true, value: "rep" };
  return {
    ok: false,
    raison: `« ${text} » n'est pas un statut d'éducation prioritaire : on attend REP ou REP+.`,
  };
};

/** « ECOLE ELEMENTAIRE OU PRIMAIRE » does not choose: the name does where it can. */
function typeOfReseau(line: LineReader): TypeStructure {
  const kind = normalizeSearch(line.text("type"));
  if (/^coll?eg/.test(kind)) return "college";
  if (kind.startsWith("segpa")) return "segpa";
  return /ecole|special/.test(kind)
    ? typeOfEcole(kind.includes(" ou ") ? line.text("nom") : kind)
    : typeOfNom(kind);
}

/** « AMPERE » is the name of a collège as of an école: the kind completes it, the commune where there is no name. */
function nomOfReseau(line: LineReader): string {
  const written = line.text("nom").replace(/^-$/, "");
  const named = /^(ecole|college|segpa)\b/.test(normalizeSearch(written));
  const kind = line.text("type").replace(/ ELEMENTAIRE OU PRIMAIRE$/i, "");
  const nom = named ? written : `${kind} ${written || line.text("commune_nom")}`;
  return line.read("nom", () => convert.texteObligatoire("Le nom")(nom));
}

/** Networks hold public schools only. Source: circulaire n° 2014-077, refondation de l'éducation prioritaire. */
export const listeRep: DatasetStructures = {
  objet: "structure",
  code: "liste_rep",
  libelle: "Liste des écoles et collèges en REP et REP+",
  source: "DGESCO, liste des REP et REP+",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 35,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: { alias: ["numero", "uai", "numero_uai", "code_uai"], obligatoire: true },
    tete: { alias: ["uai_tete_de_reseau", "uai_tete_reseau", "tete_de_reseau"], obligatoire: true },
    nom: { alias: ["nom_de_l_etablissement", "nom_etablissement"], obligatoire: true },
    type: { alias: ["type_detablissement", "type_d_etablissement"], obligatoire: true },
    ep: { alias: ["ep", "statut", "appartenance_ep"], obligatoire: true },
    circonscription: { alias: ["circonscription", "nom_circonscription"] },
    annee: { alias: ["rentree_scolaire", "annee_scolaire"] },
  },
  exclut: [],
  annee: anneeDeListe,
  structure: (line) => ({
    ...readTerritoire(line),
    nom: nomOfReseau(line),
    type: typeOfReseau(line),
    secteur: "public",
    circonscription: line.text("circonscription")
      ? { nom: line.text("circonscription").slice(0, 200) }
      : undefined,
    reseau: line.read("tete", convert.uaiOuRien),
  }),
  indicateurs: [],
  statutEp: (line) => ({ statut: line.read("ep", statutRep), annee: anneeDeListe(line) }),
};

function anneeDeListe(line: LineReader): number {
  return line.has("annee") ? line.read("annee", convert.anneeRentree) : readAnneeDuFichier(line, "ep");
}

/** The only list published is the one of 2019, and its columns do not say it. */
const ANNEE_QPV = 2019;

export const collegeQpv: DatasetStructures = {
  objet: "structure",
  code: "college_qpv",
  libelle: "Distance des collèges au quartier prioritaire le plus proche",
  source: "Ministère de l'Éducation nationale, college-qpv-proche (périmètre 2014)",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 36,
  autorite: "statistique",
  colonnes: {
    ...COLONNES_TERRITOIRE,
    uai: { alias: ["numero_uai", "uai", "code_uai"], obligatoire: true },
    denomination: { alias: ["denomination_etablissement"], obligatoire: true },
    patronyme: { alias: ["patromyne_etablissement", "patronyme_etablissement"] },
    adresse: { alias: ["adresse_etablissement"] },
    code_postal: { alias: ["code_postal"] },
    rep: { alias: ["rep"], obligatoire: true },
    rep_plus: { alias: ["rep_plus"], obligatoire: true },
    distance: { alias: ["distance_qpv_le_plus_proche", "distance_qpv"], obligatoire: true },
  },
  exclut: [],
  annee: anneeQpv,
  structure: (line) => {
    const nom = `${line.text("denomination")} ${line.text("patronyme")}`;
    return {
      ...readTerritoire(line),
      nom: line.read("denomination", () => convert.texteObligatoire("La dénomination")(nom)),
      type: "college",
      // BCN says « COLLEGE PRIVE » of a private one.
      secteur: /\bprive/.test(normalizeSearch(line.text("denomination"))) ? "prive" : "public",
      adresse: line.text("adresse").slice(0, 300) || undefined,
      codePostal: line.text("code_postal").slice(0, 10) || undefined,
    };
  },
  indicateurs: [{ colonne: "distance", indicateur: "distance_qpv" }],
  statutEp: (line) => ({ statut: readRep(line), annee: anneeQpv(line) }),
};

function anneeQpv(line: LineReader): number {
  return line.anneeDite ?? anneeOfNom(line.fichier) ?? ANNEE_QPV;
}
