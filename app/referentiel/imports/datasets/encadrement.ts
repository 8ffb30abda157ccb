import { normalizeSearch } from "../../rules.ts";
import { COLONNE_UAI, LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetStructures, LineReader } from "./dataset.ts";

type Niveau = "college" | "lgt" | "pro";

/** A level that no indicator follows (post-bac, EREA) is left aside. */
function niveauOf(line: LineReader): Niveau | undefined {
  const niveau = normalizeSearch(line.text("niveau"));
  if (/segpa|post|cpge|\bbts\b|\bsts\b/.test(niveau)) return undefined;
  if (/^coll?eg|^clg/.test(niveau)) return "college";
  if (/prof|\bpro\b|^lp\b/.test(niveau)) return "pro";
  return /general|technolog|^le?gt\b|^lycee/.test(niveau) ? "lgt" : undefined;
}

const NIVEAUX: readonly Niveau[] = ["college", "lgt", "pro"];

/** A line brings values only: the file says nothing of the sector. */
export const encadrement: DatasetStructures = {
  objet: "structure",
  code: "encadrement",
  libelle: "Indicateurs d'encadrement (H/E et E/S) par établissement",
  source: "DEPP, fr-en-moyens_enseignants_2d_public et fr-en-moyens_enseignants_2d_prive",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 50,
  autorite: "statistique",
  colonnes: {
    uai: COLONNE_UAI,
    annee: { alias: ["annee", "rentree_scolaire"], obligatoire: true },
    niveau: { alias: ["niveau"], obligatoire: true },
    he: { alias: ["h_e"], obligatoire: true },
    es: { alias: ["e_s"], obligatoire: true },
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  horsChamp: (line) => niveauOf(line) === undefined,
  precision: (line) => niveauOf(line) ?? "",
  indicateurs: NIVEAUX.flatMap((niveau) => [
    {
      colonne: "he",
      indicateur: `encadrement_he_${niveau}`,
      si: (line: LineReader) => niveauOf(line) === niveau,
    },
    {
      colonne: "es",
      indicateur: `encadrement_es_${niveau}`,
      si: (line: LineReader) => niveauOf(line) === niveau,
    },
  ]),
  moisPublication: 4,
};
