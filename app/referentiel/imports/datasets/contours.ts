import { normalizeDepartement, normalizeSearch } from "../../rules.ts";
import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { ContourFacts, Converter, DatasetContours, LineReader } from "./dataset.ts";

/** Regions have the two-figure codes of départements: the name tells « Bretagne » (53) from « Mayenne » (53). */
const REGIONS = new Set([
  ...["ile de france", "centre val de loire", "bourgogne franche comte", "normandie", "hauts de france"],
  ...["grand est", "pays de la loire", "bretagne", "nouvelle aquitaine", "occitanie", "auvergne rhone alpes"],
  ...["provence alpes cote d azur", "corse", "guadeloupe", "martinique", "guyane", "la reunion", "mayotte"],
]);

type Niveau = ContourFacts["niveau"];

const COLONNE_OF_NIVEAU: readonly (readonly [Niveau, string])[] = [
  ["academie", "code_academie"],
  ["commune", "code_commune"],
  ["departement", "code_departement"],
  ["region", "code_region"],
];

function readContour(line: LineReader): ContourFacts {
  const nom = line.read("nom", convert.texteObligatoire("Le nom du territoire"));
  const [niveau, colonne] = COLONNE_OF_NIVEAU.find(([, name]) => line.text(name) !== "") ?? [
    niveauOfCode(line.text("code"), nom),
    "code",
  ];
  return { niveau, code: readCode(line, niveau, colonne), nom, geometrie: line.read("geometrie", geometrie) };
}

function niveauOfCode(code: string, nom: string): Niveau {
  if (/^\d[\dAB]\d{3}$/.test(code)) return "commune";
  return REGIONS.has(normalizeSearch(nom)) && !/^97/.test(code) ? "region" : "departement";
}

function readCode(line: LineReader, niveau: Niveau, colonne: string): string {
  if (niveau === "departement") return line.read(colonne, convert.departement);
  if (niveau === "commune") return line.read(colonne, convert.communeObligatoire);
  if (niveau === "academie") return line.read(colonne, convert.academieObligatoire);
  return line.read(colonne, (text) =>
    normalizeDepartement(text)
      ? { ok: true, value: text.trim().padStart(2, "0") }
      : { ok: false, raison: `« ${text} » n'est pas un code de région : on attend deux chiffres.` },
  );
}

const geometrie: Converter<string> = (text) =>
  /^\{[^[]*"(Multi)?Polygon"/.test(text) || /"(Multi)?Polygon"[^\]]*\}$/.test(text)
    ? { ok: true, value: text }
    : { ok: false, raison: "Le contour manque, ou n'est pas une surface : on attend un polygone." };

export const contours: DatasetContours = {
  objet: "contour",
  code: "contours",
  libelle: "Contours des territoires",
  source: "IGN Admin Express ; ministère de l'Éducation nationale, fr-en-contour-academies-2020",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 5,
  colonnes: {
    geometrie: { alias: ["geometry", "geo_shape", "geometrie"], obligatoire: true },
    nom: {
      alias: ["nom", "name", "libelle", "nom_officiel", "nom_com", "nom_dep", "nom_reg"],
      obligatoire: true,
    },
    code: { alias: ["code", "code_insee"] },
    code_academie: { alias: ["code_academie"] },
    code_commune: { alias: ["insee_com", "code_commune"] },
    code_departement: { alias: ["insee_dep", "code_departement", "code_dept"] },
    code_region: { alias: ["insee_reg", "code_region"] },
  },
  exclut: ["uai", "numero_uai"],
  contour: readContour,
  indicateurs: [],
};
