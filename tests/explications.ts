import type { CalculExplique, ExplicationLue, VariableExpliquee } from "#app/ciblage/explications/rules.ts";
import type { Critere } from "#app/ciblage/regles/rules.ts";
import { DEFINITION_VIDE } from "#app/ciblage/scenarios/rules.ts";

/** Indicators of an explanation. */
const CODES = ["ips", "boursiers", "stabilite_equipe"];
/** A variable that its reader reads, in the lowest quarter. */
export const variableOf = (code: string, changes: Partial<VariableExpliquee> = {}): VariableExpliquee => ({
  ...{ cle: `${code}@2024`, code, libelle: `Indicateur ${code}`, unite: "", decimales: 1, annee: 2024 },
  ...{
    source: "DEPP (Licence Ouverte 2.0)",
    faiblesses: [],
    diffusion: "ouverte",
    dansRegle: true,
    lisible: true,
  },
  valeur: { valeur: 84.2, statut: "ok" },
  reference: { niveau: "academie", n: 40, q1: 90, mediane: 100, q3: 110 },
  ...changes,
});
const critereOf = (code: string, rang: number): Critere => ({
  ...{ id: `c${rang}`, role: "compte", motif: null, nom: "", genre: "indicateur", code, annee: 2024 },
  ...{ sens: "au_plus", seuil: { genre: "absolu", valeur: 90 } },
});

/** A run with one counted criterion by variable, the second of which is not met. */
export function calculOf(
  variables: readonly VariableExpliquee[],
  changes: Partial<CalculExplique> = {},
): CalculExplique {
  const criteres = variables.map(({ code }, rang) => critereOf(code, rang));
  return {
    ...{ id: "r", numero: 1, scenario: "Règle d’essai", famille: "colleges", retenue: true },
    donneesAu: "2026-11-22T09:00:00.000Z",
    definition: { ...DEFINITION_VIDE, regle: { ...DEFINITION_VIDE.regle, criteres, auMoins: 2 } },
    criteres: criteres.map(({ id }, rang) => ({ id, valeur: 84.2, seuil: 90, rempli: rang !== 1 })),
    variables,
    approfondi: null,
    ...changes,
  };
}

/** What « ciblage.lire » reads of it. */
export const APPROFONDI: NonNullable<CalculExplique["approfondi"]> = {
  complet: true,
  ...{ frequence: 0.62, tirages: 1000, seuilDepartage: 0.8, aDepartager: true, composite: 1.2345 },
  contributions: [
    { cle: "ips@2024", part: 0.6115 },
    { cle: "boursiers@2024", part: 0.623 },
  ],
  imputees: ["boursiers@2024"],
  proche: {
    cle: "c0",
    de: 84.2,
    vers: 90.1,
    ecarts: 0.5,
    retenue: false,
    libelle: "Indicateur ips",
    decimales: 1,
  },
};

/** A collège chosen by a published list, as its head reads it. */
export function lueOf(changes: Partial<ExplicationLue> = {}): ExplicationLue {
  return {
    structure: {
      ...{
        uai: "9610315V",
        nom: "Collège du Phare",
        type: "college",
        secteur: "public",
        commune: "Port-Amarre",
      },
      ...{ departement: "Rade", academie: "Port-Amarre" },
    },
    campagne: {
      id: "k",
      nom: "CLA, rentrée 2027",
      annee: 2027,
      dispositif: "Contrat local d’accompagnement",
    },
    liste: { id: "l", numero: 1, publieeLe: "2026-11-20T09:00:00.000Z", etat: "retenu" },
    ...{ etat: null, origine: "calcul", motifs: ["proximite_ep"], comparables: null, valeursOuvertes: true },
    decision: {
      qui: "Hélène Cabestan",
      fonction: "Recteur",
      motif: "Besoin partagé.",
      le: "2026-11-19T09:00:00.000Z",
    },
    arguments: [],
    calculs: [calculOf(CODES.map((code) => variableOf(code)))],
    textes: { mention: "Décision éclairée par un traitement.", textes: "CRPA.", recours: "" },
    ...changes,
  };
}
