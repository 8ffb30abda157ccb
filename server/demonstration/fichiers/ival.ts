import { listOuverts } from "../modeles/colleges.ts";
import type { Lycee } from "../modeles/lycees.ts";
import type { ResultatsLycee, Serie } from "../modeles/resultats-lycees.ts";
import { computeResultatsLycee, SERIES_GT, SPECIALITES, sumSeries } from "../modeles/resultats-lycees.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { ClasseurGenere, Feuille } from "./classeur.ts";
import { makeClasseur } from "./classeur.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";
import { formatNom, formatSecteur } from "./identite.ts";

const SESSION_CLASSEUR = 2024;
const SESSIONS_API = [2022, 2023, 2024];
const SERIES_API = ["l", "es", "s", "gnle", "sti2d", "std2a", "stmg", "stl", "st2s", "s2tmd", "sthr"];
const IDENTITE = ["Académie", "Département", "Etablissement", "Ville", "UAI", "Code commune", "Secteur"];
const NIVEAUX = ["2nde", "1ère", "Term."];
const ACCES = ["2nde-Bac", "1ère-Bac", "Term-Bac"];

type Mesure = (serie: Serie) => string;

const orNd = (valeur: number | undefined) => (valeur === undefined ? "ND" : String(valeur));
/** « +4 », « -1 », « 0 »: the workbook prints the sign. */
function formatEcart(valeur: number, attendu: number | undefined): string {
  if (attendu === undefined) return "ND";
  const ecart = Math.round(valeur - attendu);
  return ecart > 0 ? `+${ecart}` : String(ecart);
}

const MESURES: readonly [string, Mesure][] = [
  ["Nombre d'élèves présents au Bac", ({ presents }) => String(presents)],
  ["Taux de réussite bruts", ({ taux }) => String(taux)],
  ["Taux de réussite attendus", ({ tauxAttendu }) => orNd(tauxAttendu)],
  ["Valeur ajoutée du taux de réussite", (s) => formatEcart(s.taux, s.tauxAttendu)],
  ["Taux de mentions bruts", ({ mentions }) => String(mentions)],
  ["Taux de mentions attendus", ({ mentionsAttendues }) => orNd(mentionsAttendues)],
  ["Valeur ajoutée de taux de mentions", (s) => formatEcart(s.mentions, s.mentionsAttendues)],
];

/** Vocational sheets sum production and services apart before their total. */
function listColonnes(voie: "gt" | "pro"): string[] {
  return voie === "gt"
    ? [...SERIES_GT, "TOTAL"]
    : [...SPECIALITES, "Ensemble Production", "Ensemble Services", "TOTAL"];
}

function findSerie(resultats: ResultatsLycee, colonne: string): Serie | undefined {
  if (colonne === "TOTAL") return resultats.total;
  if (!colonne.startsWith("Ensemble ")) return resultats.series.get(colonne);
  const rangs = colonne === "Ensemble Production" ? SPECIALITES.slice(0, 5) : SPECIALITES.slice(5);
  const concernees = rangs.flatMap((nom) => resultats.series.get(nom) ?? []);
  return concernees.length > 0 ? sumSeries(concernees) : undefined;
}

function listLigneClasseur(lycee: Lycee, r: ResultatsLycee, colonnes: readonly string[]): string[] {
  const { structure } = lycee;
  const { commune } = structure;
  const { seconde, premiere, terminale } = r.effectifs;
  return [
    formatMajuscules(ACADEMIE.libelle),
    formatMajuscules(commune.departement.libelle),
    formatNom(structure, SESSION_CLASSEUR - 1),
    formatCommune(commune.nom),
    structure.uai,
    commune.code,
    structure.contrat === "public" ? "PU" : "PR",
    ...MESURES.flatMap(([, mesure]) =>
      colonnes.map((colonne) => {
        const serie = findSerie(r, colonne);
        return serie ? mesure(serie) : "";
      }),
    ),
    ...[seconde, premiere, terminale].map(String),
    ...r.acces.map(String),
    ...ACCES.map((_, rang) => orNd(r.accesAttendus?.[rang])),
    ...r.acces.map((acces, rang) => formatEcart(acces, r.accesAttendus?.[rang])),
  ];
}

function makeFeuille(graine: number, lycees: readonly Lycee[], voie: "gt" | "pro"): Feuille {
  const colonnes = listColonnes(voie);
  const groupes: [string, readonly string[]][] = [
    ["Informations établissement", IDENTITE],
    ...MESURES.map(([titre]): [string, readonly string[]] => [titre, colonnes]),
    ["Effectifs à la rentrée N", NIVEAUX],
    ["Taux d'accès bruts", ACCES],
    ["Taux d'accès attendus", ACCES],
    ["Valeur ajoutée du taux d'accès", ACCES],
  ];
  const lignes = listOuverts(lycees, SESSION_CLASSEUR - 1).flatMap((lycee) => {
    const resultats = computeResultatsLycee(graine, lycee, SESSION_CLASSEUR, voie);
    return resultats ? [listLigneClasseur(lycee, resultats, colonnes)] : [];
  });
  return { nom: voie === "gt" ? "LGT" : "LP", groupes, lignes };
}

/** DEPP workbook of the session 2024: two header rows, text cells, « ND », signs. */
export function makeIvalClasseur(graine: number, lycees: readonly Lycee[]): ClasseurGenere {
  return makeClasseur("ival-2024.xlsx", () => [
    makeFeuille(graine, lycees, "gt"),
    makeFeuille(graine, lycees, "pro"),
  ]);
}

const ENTETES_GT = [
  "num_ligne;annee;uai;libelle_uai;code_region;libelle_region;libelle_academie;code_departement;libelle_departement;code_commune;libelle_commune;secteur;presents_total;taux_reu_total;va_reu_total;taux_acces_2nde;va_acces_2nde;taux_men_total;va_men_total",
  ...["presents", "taux_reu", "va_reu"].flatMap((mesure) => SERIES_API.map((serie) => `${mesure}_${serie}`)),
  "eff_2nde;eff_1ere;eff_term;taux_acces_1ere;taux_acces_term;va_acces_1ere;va_acces_term",
  ...["taux_men", "va_men"].flatMap((mesure) => SERIES_API.map((serie) => `${mesure}_${serie}`)),
  "nb_mentions_tb_avecf_g;nb_mentions_tb_sansf_g;nb_mentions_b_g;nb_mentions_ab_g;nb_mentions_tb_avecf_t;nb_mentions_tb_sansf_t;nb_mentions_b_t;nb_mentions_ab_t",
].join(";");

const ecart = (valeur: number, attendu: number | undefined): Cellule =>
  attendu === undefined ? "" : Math.round(valeur - attendu);
const reel = (valeur: Cellule): Cellule => (typeof valeur === "number" ? valeur.toFixed(1) : valeur);

function listLigneApi(lycee: Lycee, r: ResultatsLycee, session: number, numero: number): Cellule[] {
  const { structure } = lycee;
  const { commune } = structure;
  const bySerie = (mesure: (serie: Serie) => Cellule) =>
    SERIES_API.map((nom) => {
      const serie = r.series.get(nom.toUpperCase());
      return serie ? mesure(serie) : "";
    });
  const va = (rang: 0 | 1 | 2) => ecart(r.acces[rang], r.accesAttendus?.[rang]);
  const mentions = (part: number) => Math.round(((r.total.presents * r.total.mentions) / 100) * part);
  return [
    numero,
    session,
    structure.uai,
    formatNom(structure, session - 1),
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    commune.code,
    formatCommune(commune.nom),
    formatSecteur(structure),
    r.total.presents,
    reel(r.total.taux),
    reel(ecart(r.total.taux, r.total.tauxAttendu)),
    reel(r.acces[0]),
    reel(va(0)),
    reel(r.total.mentions),
    reel(ecart(r.total.mentions, r.total.mentionsAttendues)),
    ...bySerie(({ presents }) => presents),
    ...bySerie(({ taux }) => taux),
    ...bySerie((serie) => ecart(serie.taux, serie.tauxAttendu)),
    r.effectifs.seconde,
    r.effectifs.premiere,
    r.effectifs.terminale,
    r.acces[1],
    r.acces[2],
    va(1),
    va(2),
    ...bySerie(({ mentions: taux }) => taux),
    ...bySerie((serie) => ecart(serie.mentions, serie.mentionsAttendues)),
    mentions(0.02) || "",
    mentions(0.14),
    mentions(0.33),
    mentions(0.4),
    "",
    mentions(0.01) || "",
    mentions(0.04) || "",
    mentions(0.06) || "",
  ];
}

/** The same indicators through the API, general and technological lycées only, one line a session. */
export function makeIvalGt(graine: number, lycees: readonly Lycee[]): FichierTabulaire {
  const nom = "fr-en-indicateurs-de-resultat-des-lycees-gt_v2.csv";
  return makeFichier(nom, TECHNIQUE, ENTETES_GT, function* () {
    let numero = 0;
    for (const session of SESSIONS_API) {
      for (const lycee of listOuverts(lycees, session - 1)) {
        const resultats = computeResultatsLycee(graine, lycee, session, "gt");
        numero += 1;
        if (resultats) yield listLigneApi(lycee, resultats, session, numero);
      }
    }
  });
}
