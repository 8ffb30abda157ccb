import { normalizeSearch, type TypeStructure } from "../../rules.ts";
import * as convert from "./conversions.ts";
import type { Dataset, LineReader } from "./dataset.ts";

/**
 * Pupils by collège, with the education-priority status. The file also counts the few third-year pupils of lycées
 * professionnels: those lines are kept, under the type that their denomination tells.
 */
export const effectifsCollege: Dataset = {
  code: "effectifs_college",
  libelle: "Effectifs d'élèves par collège, niveau, sexe et langues",
  source: "DEPP, fr-en-college-effectifs-niveau-sexe-lv",
  licence: "Licence Ouverte 2.0",
  diffusion: "ouverte",
  rang: 3,
  autorite: "statistique",
  colonnes: {
    uai: { alias: ["uai", "numero_college", "numero_du_college"], obligatoire: true },
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
    departement: { alias: ["code_departement", "code_dept"] },
    departement_nom: { alias: ["departement"] },
    academie: { alias: ["code_academie", "code_aca"] },
    academie_nom: { alias: ["academie"] },
    commune: { alias: ["code_commune"] },
    commune_nom: { alias: ["commune"] },
  },
  exclut: ["nombre_total_classes", "nombre_total_de_classes", "2ndes_gt", "2ndes_pro"],
  annee: (line) => line.read("annee", convert.anneeRentree),
  structure: (line) => ({
    nom: `${line.read("denomination", convert.texteObligatoire("La dénomination"))} ${line.text("patronyme")}`
      .trim()
      .slice(0, 200),
    type: typeOfDenomination(line.text("denomination")),
    secteur: line.read("secteur", convert.secteur),
    etat: "inconnu",
    departement: line.read("departement", (text) => convert.departement(text || departementOfUai(line))),
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
    { colonne: "total", indicateur: "effectif_college" },
    { colonne: "segpa", indicateur: "effectif_segpa" },
    { colonne: "ulis", indicateur: "effectif_ulis" },
    { colonne: "sixiemes", indicateur: "effectif_6e" },
  ],
  statutEp: (line) => {
    if (line.read("rep_plus", convert.ouiNon)) return "rep_plus";
    return line.read("rep", convert.ouiNon) ? "rep" : "hors_ep";
  },
};

/** Vintages up to 2023 give the département by name only: the UAI carries its code. */
function departementOfUai(line: LineReader): string {
  const prefix = line.text("uai").slice(0, 3);
  const corse: Readonly<Record<string, string>> = { "620": "2A", "720": "2B" };
  const pacific: Readonly<Record<string, string>> = { "983": "988", "984": "987", "987": "986" };
  return corse[prefix] ?? pacific[prefix] ?? prefix;
}

function typeOfDenomination(text: string): TypeStructure {
  const words = normalizeSearch(text);
  if (words.includes("segpa") || words.startsWith("section enseignt gen")) return "segpa";
  if (words.includes("adapte")) return "erea";
  if (words.includes("polyval") || words.startsWith("lpo")) return "lpo";
  if (/^(lp|lycee prof|lycee enseignement prof|lyc prof)/.test(words)) return "lp";
  if (words.startsWith("lyc")) return "lgt";
  return /coll|institution/.test(words) ? "college" : "autre";
}
