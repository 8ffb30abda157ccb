import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { ETATS_CANDIDATURE, ORIGINES_CANDIDATURE } from "../rules.ts";

export const TRIS_CANDIDATURES = ["nom", "etat", "type", "commune", "departement"] as const;
export type TriCandidatures = (typeof TRIS_CANDIDATURES)[number];

/** What the list may be narrowed by; each but the département among known words. */
const CHOIX = {
  etat: ETATS_CANDIDATURE,
  origine: ORIGINES_CANDIDATURE,
  motif: { ...MOTIFS_CIBLAGE, aucun: "Aucun motif écrit" },
  type: TYPES,
  secteur: SECTEURS,
  constance: { departager: "À départager", constante: "Constante" },
  dispositif: { avec: "Un dispositif au moins", sans: "Aucun dispositif connu" },
} as const;
type Nommes = typeof CHOIX;
export type FiltresCandidatures = { readonly [K in keyof Nommes]: keyof Nommes[K] | "" } & {
  readonly departement: string;
};
export const FILTRES_CANDIDATURES = [...Object.keys(CHOIX), "departement"] as (keyof FiltresCandidatures)[];

/** The words of a filter, for its list of choices. */
export function choixOf(filtre: keyof Nommes): { readonly value: string; readonly label: string }[] {
  return Object.entries(CHOIX[filtre]).map(([value, label]) => ({ value, label }));
}

/** What the address asks for; what is not one of ours reads as absent. */
export function lireFiltres(params: URLSearchParams): FiltresCandidatures {
  const named = Object.entries(CHOIX).map(([name, words]) => {
    const asked = params.get(name) ?? "";
    return [name, Object.hasOwn(words, asked) ? asked : ""];
  });
  const departement = params.get("departement") ?? "";
  return {
    ...Object.fromEntries(named),
    departement: /^[0-9A-Za-z]{1,5}$/.test(departement) ? departement : "",
  } as FiltresCandidatures;
}
