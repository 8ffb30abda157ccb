import { normalizeSearch } from "../../rules.ts";
import { LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { DatasetTerritoires, LineReader, TerritoireFacts } from "./dataset.ts";

/** A line without département speaks of its whole académie, one without either of France. */
function readTerritoire(line: LineReader): TerritoireFacts {
  if (line.text("departement") !== "")
    return { niveau: "departement", code: line.read("departement", convert.departement) };
  const academie = line.read("academie", convert.academieOuRien);
  if (academie) return { niveau: "academie", code: academie };
  return line.read("academie_nom", (text) =>
    normalizeSearch(text).startsWith("france")
      ? { ok: true, value: { niveau: "nation", code: "france" } }
      : {
          ok: false,
          raison: `« ${text} » n'est pas un territoire : on attend un code de département ou d'académie.`,
        },
  );
}

export const segregationColleges: DatasetTerritoires = {
  objet: "territoire",
  code: "segregation_colleges",
  libelle: "Indicateurs de ségrégation sociale entre collèges",
  source: "DEPP, fr-en-indicateur_segregation_sociale_colleges",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 60,
  colonnes: {
    annee: { alias: ["annee", "rentree_scolaire"], obligatoire: true },
    academie: { alias: ["acad", "code_academie"], obligatoire: true },
    academie_nom: { alias: ["nom_academie", "academie"] },
    departement: { alias: ["dep", "code_departement"], obligatoire: true },
    poids_prive: { alias: ["poids_prive_calcul"] },
    tres_favorisees: { alias: ["p_tfav"] },
    favorisees: { alias: ["p_fav"] },
    moyennes: { alias: ["p_moy"] },
    defavorisees: { alias: ["p_defav"] },
    entropie: { alias: ["i_entropie_tot"], obligatoire: true },
    entropie_public: { alias: ["i_entropie_pu"] },
    entropie_prive: { alias: ["i_entropie_pr"] },
    entre_secteurs: { alias: ["i_entropie_interpupr"] },
  },
  exclut: [],
  annee: (line) => line.read("annee", convert.anneeRentree),
  territoire: readTerritoire,
  indicateurs: [
    { colonne: "entropie", indicateur: "segregation" },
    { colonne: "entropie_public", indicateur: "segregation_public" },
    { colonne: "entropie_prive", indicateur: "segregation_prive" },
    { colonne: "entre_secteurs", indicateur: "segregation_entre_secteurs" },
    { colonne: "poids_prive", indicateur: "part_prive" },
    { colonne: "tres_favorisees", indicateur: "pcs_tres_favorisees" },
    { colonne: "favorisees", indicateur: "pcs_favorisees" },
    { colonne: "moyennes", indicateur: "pcs_moyennes" },
    { colonne: "defavorisees", indicateur: "pcs_defavorisees" },
  ],
  moisPublication: 4,
};
