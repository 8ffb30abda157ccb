import { normalizeDepartement, normalizeSearch, type Secteur, type StatutEp } from "../../rules.ts";
import { academieActuelle, academieOfNom } from "./academies.ts";
import * as convert from "./conversions.ts";
import type { ColumnDeclaration, LineReader, StructureFacts } from "./dataset.ts";

export const LICENCE_OUVERTE = "Licence Ouverte 2.0";

/** Every name that the vintages gave to the column of the UAI. Source: headers met, 2022 to 2026. */
export const COLONNE_UAI: ColumnDeclaration = {
  alias: [
    "uai",
    "numero_uai",
    "code_uai",
    "numero_d_uai",
    "codeuai",
    "identifiant_de_l_etablissement",
    "identifiantuai",
    "numero_d_etablissement",
    "numero_etablissement",
    "numero_ecole",
    "numero_de_l_ecole",
    "numero_college",
    "numero_du_college",
    "numero_lycee",
    "numero_du_lycee",
    "code_etablissement",
    "code_rne",
    "rne",
    "numero",
  ],
  obligatoire: true,
};

/** Where a structure stands, under the names common to the statistical files. */
export const COLONNES_TERRITOIRE = {
  departement: {
    alias: ["code_departement", "code_du_departement", "code_dept", "code_departement_pays", "n_departement"],
  },
  departement_nom: { alias: ["libelle_departement", "departement", "nom_departement", "nom_dept"] },
  academie: { alias: ["code_academie", "code_de_l_academie", "code_aca", "code_academie_et_assimile"] },
  academie_nom: { alias: ["libelle_academie", "academie", "nom_academie", "acad"] },
  commune: { alias: ["code_commune", "code_insee_de_la_commune", "code_commune_insee"] },
  commune_nom: {
    alias: [
      "libelle_commune",
      "nom_de_la_commune",
      "nom_commune",
      "commune",
      "nom_com",
      "ville",
      "localite_acheminement",
    ],
  },
} as const;

type Territoire = Pick<
  StructureFacts,
  "departement" | "departementNom" | "academie" | "academieNom" | "commune" | "communeNom"
>;

export function readTerritoire(line: LineReader): Territoire {
  const departementNom = line.text("departement_nom");
  const academieNom = line.text("academie_nom");
  return {
    departement: readDepartement(line),
    departementNom: normalizeDepartement(departementNom)
      ? undefined
      : departementNom.slice(0, 100) || undefined,
    academie: readAcademie(line),
    academieNom: academieNom.slice(0, 100) || undefined,
    commune: line.read("commune", convert.communeOuRien),
    communeNom: line.text("commune_nom").slice(0, 100) || undefined,
  };
}

/** The UAI keeps codes of its own there: Nouvelle-Calédonie, Polynésie, Wallis-et-Futuna. Source: donnees §5, BCN. */
const PACIFIQUE: Readonly<Record<string, string>> = { "983": "988", "984": "987", "987": "986" };
const CORSE: Readonly<Record<string, string>> = { "620": "2A", "720": "2B" };

function departementOfUai(uai: string): string {
  const prefix = uai.slice(0, 3);
  return CORSE[prefix] ?? PACIFIQUE[prefix] ?? prefix;
}

/** Some vintages give the département by name only, or by the figures of the UAI; some write 20 for both of Corse. */
function readDepartement(line: LineReader): string {
  const uai = line.text("uai");
  return line.read("departement", (text) => {
    const nom = line.text("departement_nom");
    const written = text || (normalizeDepartement(nom) ? nom : "");
    if (!saysUai(written, uai.slice(0, 3))) return convert.departement(written);
    const read = convert.departement(departementOfUai(uai));
    if (read.ok) return read;
    return {
      ok: false,
      raison: `Le département manque, et l'UAI « ${uai} » n'est celui d'aucun : ajoutez une colonne code_departement.`,
    };
  });
}

function saysUai(written: string, prefix: string): boolean {
  if (written === "") return true;
  return PACIFIQUE[prefix] !== undefined
    ? written === prefix
    : CORSE[prefix] !== undefined && /^0?20$/.test(written);
}

function readAcademie(line: LineReader): string | undefined {
  const code = line.read("academie", convert.academieOuRien);
  return code ? academieActuelle(code) : academieOfNom(line.text("academie_nom"));
}

/** Name made of a denomination and a patronym: « COLLEGE » and « JEAN MOULIN ». A dash stands for no patronym. */
export function readNomCompose(line: LineReader): string {
  const patronyme = line.text("patronyme").replace(/^-$/, "");
  return `${line.read("denomination", convert.texteObligatoire("La dénomination"))} ${patronyme}`
    .trim()
    .slice(0, 200);
}

/** « Privé » is completed by the kind of contract: registers also list schools outside contract. */
export function readSecteur(line: LineReader): Secteur {
  const read = line.read("secteur", convert.secteur);
  if (read === "public" || !line.has("contrat")) return read;
  const contract = normalizeSearch(line.text("contrat"));
  if (contract.startsWith("hors contrat")) return "prive_hors_contrat";
  return contract.startsWith("contrat") ? "prive_sous_contrat" : "prive";
}

/** Status told by two columns, REP and REP+. */
export function readRep(line: LineReader): StatutEp {
  if (line.read("rep_plus", convert.ouiNon)) return "rep_plus";
  return line.read("rep", convert.ouiNon) ? "rep" : "hors_ep";
}

/** Year that only the file name or a person tells. « rentree-2022 » before any other number of four digits. */
export function readAnneeDuFichier(line: LineReader, colonne: string): number {
  const annee = line.anneeDite ?? anneeOfNom(line.fichier);
  return line.read(colonne, () =>
    annee === undefined
      ? {
          ok: false,
          raison:
            "Le fichier ne dit pas de quelle année il parle : renommez-le avec son année, ou indiquez la rentrée avant de l'importer.",
        }
      : { ok: true, value: annee },
  );
}

export function anneeOfNom(fichier: string): number | undefined {
  const year =
    /rentr[ée]e\D{0,3}((?:19|20)\d{2})(?!\d)/i.exec(fichier) ?? /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(fichier);
  return year ? Number(year[1]) : undefined;
}
