import type { Structure } from "../population/structures.ts";

/** One published value and the pupils behind it. */
export interface Observation {
  structure: Structure;
  valeur: number;
  eleves: number;
}

/**
 * Means weighted by pupils, as the ministry publishes them. Keys: « tout », « public », « prive », the same behind a
 * département (« 961 public »), and behind a type when one is given (« LP », « 961 LP prive »). Empty where nothing is
 * published.
 */
export function makeMoyennes(
  observations: Iterable<Observation>,
  findType?: (structure: Structure) => string,
): (cle: string) => string {
  const sommes = new Map<string, { points: number; eleves: number }>();
  const add = (cle: string, { valeur, eleves }: Observation) => {
    const somme = sommes.get(cle) ?? { points: 0, eleves: 0 };
    sommes.set(cle, { points: somme.points + valeur * eleves, eleves: somme.eleves + eleves });
  };
  for (const observation of observations) {
    const { contrat, commune } = observation.structure;
    const secteur = contrat === "public" ? "public" : "prive";
    const departement = commune.departement.code;
    const type = findType?.(observation.structure);
    const cles = type ? [type, `${type} ${secteur}`] : ["tout", secteur];
    for (const cle of cles) {
      add(cle, observation);
      add(`${departement} ${cle}`, observation);
    }
  }
  return (cle) => {
    const somme = sommes.get(cle);
    return somme ? (somme.points / somme.eleves).toFixed(1) : "";
  };
}
