/** Why a structure of the right type is not looked at, in the order in which it is asked. */
export const RAISONS_EXCLUSION = {
  fermee: "N’est pas ouverte",
  secteur: "Secteur non retenu par la campagne",
  statut_ep: "Statut d’éducation prioritaire non retenu",
  statut_ep_inconnu: "Statut d’éducation prioritaire inconnu",
  territoire: "Hors des territoires retenus",
  ruralite: "Typologie de la commune non retenue",
  effectif: "Moins d’élèves que le minimum",
} as const;
export type RaisonExclusion = keyof typeof RAISONS_EXCLUSION;

/** Share of a whole, in thousandths. @example partMillieme(1, 3) // 333 */
export function partMillieme(n: number, total: number): number {
  return total === 0 ? 0 : Math.round((n * 1000) / total);
}

export const TRIS_POPULATION = ["nom", "type", "commune", "departement"] as const;
