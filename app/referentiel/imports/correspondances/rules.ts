import { no, type Decision as Verdict, yes } from "#app/platform/refusal.ts";
import { checkUai, normalizeSearch } from "../../rules.ts";
import { type ColumnMapping, mapColumns, type Recognition } from "../chargement/reconnaissance/rules.ts";
import * as convert from "../datasets/conversions.ts";
import type { Dataset, DatasetStructures } from "../datasets/dataset.ts";
import type { ColonneVue } from "./colonnes/rules.ts";
import type { CodesDecides, LectureAcademique, LectureDecidee } from "./schema.ts";

/** Code of the datasets that an académie describes itself. */
export const JEU_ACADEMIQUE = "academique";

/** How a header is to be read, as a person decided it: a damaged official one, or one of the académie's own files. */
export interface Correspondance {
  readonly id: string;
  /** Code of an official dataset, or `academique`. */
  readonly jeu: string;
  readonly libelle: string;
  readonly academie: { readonly code: string; readonly nom: string } | null;
  readonly lecture: LectureDecidee;
  readonly par: string;
  readonly le: Date;
}

/** The dataset that a person decided, its columns found by their usual names or by those that were pointed out. */
export function datasetDecide(
  datasets: readonly Dataset[],
  { jeu, libelle, academie, lecture }: Pick<Correspondance, "jeu" | "libelle" | "academie" | "lecture">,
  normalized: readonly string[],
): Recognition {
  if (lecture.genre === "academique") return { ok: true, ...datasetAcademique(libelle, academie, lecture) };
  const dataset = datasets.find(({ code }) => code === jeu);
  if (!dataset) {
    return {
      ok: false,
      motif: `Le jeu de données « ${jeu} » n'existe plus : décrivez à nouveau ce fichier.`,
    };
  }
  const chosen = Object.entries(lecture.colonnes).map(([name, place]) => [name, place?.rang ?? -1]);
  return {
    ok: true,
    dataset,
    mapping: { ...mapColumns(dataset, normalized), ...Object.fromEntries(chosen) },
  };
}

/** A file of the académie as a dataset: values only, of structures that are known already. */
function datasetAcademique(
  libelle: string,
  academie: Correspondance["academie"],
  { lieu, cle, annee, valeurs }: LectureAcademique,
): { dataset: DatasetStructures; mapping: ColumnMapping } {
  const measures = valeurs.map((valeur, index) => ({ ...valeur, nom: `valeur_${index}` }));
  const dataset: DatasetStructures = {
    objet: "structure",
    code: JEU_ACADEMIQUE,
    libelle,
    source: academie ? `Académie de ${academie.nom}` : "Académie",
    licence: "Donnée interne à l'académie",
    diffusion: "interne",
    rang: 80,
    autorite: "statistique",
    ...(academie && { academie }),
    ...(lieu === "commune" && { parCommune: true }),
    colonnes: {
      [lieu]: { alias: [], obligatoire: true },
      annee: { alias: [] },
      ...Object.fromEntries(measures.map(({ nom }) => [nom, { alias: [] }])),
    },
    exclut: [],
    annee: (line) =>
      annee.genre === "colonne"
        ? line.read("annee", annee.session ? convert.anneeSession : convert.anneeRentree)
        : line.read("annee", () =>
            line.anneeDite === undefined
              ? { ok: false, raison: "Le fichier ne dit pas de quelle rentrée il parle : indiquez-la." }
              : { ok: true, value: line.anneeDite },
          ),
    indicateurs: measures.map(({ nom, indicateur, facteur, manquants, minimum, maximum }) => ({
      colonne: nom,
      indicateur,
      ...(facteur !== 1 && { facteur }),
      manquants,
      bornes: { minimum, maximum },
    })),
  };
  const mapping = {
    [lieu]: cle.rang,
    annee: annee.genre === "colonne" ? annee.colonne.rang : -1,
    ...Object.fromEntries(measures.map(({ nom, colonne }) => [nom, colonne.rang])),
  };
  return { dataset, mapping };
}

const CONTENUS: Readonly<Record<string, string>> = {
  uai: "le code de la structure : sept chiffres et une lettre",
  annee: "l’année scolaire, ou la rentrée",
  session: "la session de l’examen",
  nom: "le nom de la structure",
  denomination: "la dénomination : COLLEGE, LYCEE…",
  patronyme: "le nom propre de la structure",
  secteur: "le secteur : public ou privé",
  contrat: "le type de contrat d’un établissement privé",
  departement: "le code du département",
  departement_nom: "le nom du département",
  academie: "le code de l’académie",
  academie_nom: "le nom de l’académie",
  commune: "le code Insee de la commune",
  commune_nom: "le nom de la commune",
  nature: "le code de nature de la structure",
  type: "le type de la structure",
  latitude: "la latitude, en degrés",
  longitude: "la longitude, en degrés",
  etat: "l’état : ouvert, fermé…",
  fermeture: "la date de fermeture",
  ouverture: "la date d’ouverture",
  rep: "l’appartenance à l’éducation prioritaire",
  rep_plus: "l’appartenance au REP+",
  feuille: "le nom de la feuille du classeur",
};

/** What a declared column holds, in words. `libelles`: names of the indicators by code. */
export function contenuOf(dataset: Dataset, colonne: string, libelles: ReadonlyMap<string, string>): string {
  const indicateur = dataset.indicateurs.find((declared) => declared.colonne === colonne)?.indicateur;
  const libelle = indicateur === undefined ? undefined : libelles.get(indicateur);
  return libelle ? `valeur de « ${libelle} »` : (CONTENUS[colonne] ?? normalizeSearch(colonne));
}

/** A header is pointed out when each required column of the dataset has a column of the file. Source: house rule. */
export function canPointer(
  dataset: Dataset,
  lecture: LectureDecidee,
  libelles: ReadonlyMap<string, string>,
): Verdict {
  if (lecture.genre !== "officielle") return yes;
  const missing = Object.entries(dataset.colonnes)
    .filter(([name, { obligatoire }]) => obligatoire && !lecture.colonnes[name])
    .map(([name]) => contenuOf(dataset, name, libelles));
  if (missing.length === 0) return yes;
  return no("colonnes_manquantes", `Indiquez encore la colonne qui contient : ${missing.join(" ; ")}.`);
}

/** A file of the académie is described by its own entitled people, for indicators that are theirs. */
export function canDecrire(
  lecture: LectureAcademique,
  colonnes: readonly ColonneVue[],
  indicateurs: ReadonlySet<string>,
): Verdict {
  const foreign = lecture.valeurs.find(({ indicateur }) => !indicateurs.has(indicateur));
  if (foreign)
    return no("indicateur_inconnu", `L'indicateur « ${foreign.indicateur} » n'est pas de votre académie.`);
  const codes = lecture.valeurs.map(({ indicateur }) => indicateur);
  if (new Set(codes).size < codes.length)
    return no(
      "indicateur_en_double",
      "Deux colonnes apportent le même indicateur : gardez-en une, ou créez un second indicateur.",
    );
  if (colonnes.length > 0 && !colonnes[lecture.cle.rang]?.[lecture.lieu])
    return no(
      "lieu_introuvable",
      `La colonne « ${lecture.cle.etiquette} » ne contient ni codes de structure ni codes de commune : choisissez celle qui dit de quelles structures parle chaque ligne.`,
    );
  return yes;
}

/** An académie replaces its own description, never a neighbour's; an official header replaces none of theirs. */
export function canRemplacer(
  courante: { readonly academie: string | null } | undefined,
  academie: string | null,
): Verdict {
  if (!courante || courante.academie === null || courante.academie === academie) return yes;
  return no(
    "en_tete_deja_decrit",
    "Cet en-tête est déjà celui d'un fichier décrit par une académie. Elle peut retirer sa description dans « En-têtes décrits » ; sinon, changez le nom d'une colonne de votre fichier.",
  );
}

/** What a decision about a malformed code needs: a reason, and a true UAI when it designates a structure. */
export function canDeciderCode(decision: {
  readonly texte: string;
  readonly uai: string | null;
  readonly motif: string;
}): Verdict {
  if (checkUai(decision.texte).ok)
    return no("code_bien_forme", `« ${decision.texte} » est un UAI bien formé : il se lit tel quel.`);
  if (decision.motif === "")
    return no("sans_motif", `Dites pourquoi vous décidez de « ${decision.texte} » : un motif court suffit.`);
  if (decision.uai === null) return yes;
  const check = checkUai(decision.uai);
  return check.ok ? yes : no("uai_invalide", check.raison);
}

/** What was decided on the page of codes; those that are left refused say nothing. */
export function decisionsOf({
  codes,
  motif: commun,
}: CodesDecides): { texte: string; uai: string | null; motif: string }[] {
  return codes
    .filter(({ choix }) => choix !== "laisser")
    .map((code) => ({ texte: code.texte, uai: uaiOf(code), motif: code.motif || commun || "" }));
}

function uaiOf({ texte, choix, autre = "" }: CodesDecides["codes"][number]): string | null {
  if (choix === "ecarter") return null;
  if (choix === "autre") return autre.toUpperCase();
  const check = checkUai(texte);
  return check.ok ? check.uai : (check.proposition ?? "");
}

/** Labels that a reading relies on, in one sentence. */
export function resumeLecture(lecture: LectureDecidee): string {
  const labels =
    lecture.genre === "officielle"
      ? Object.values(lecture.colonnes).flatMap((place) => place?.etiquette ?? [])
      : [lecture.cle, ...lecture.valeurs.map(({ colonne }) => colonne)].map(({ etiquette }) => etiquette);
  const cited = labels.slice(0, 8).map((label) => label || "(sans nom)");
  return `${cited.join(", ")}${labels.length > cited.length ? "…" : ""}`;
}
