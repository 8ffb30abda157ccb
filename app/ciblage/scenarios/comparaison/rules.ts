import type { DernierCalcul, Scenario } from "../rules.ts";

const MOST_COMPARES = 4;
export const TRIS_COMPARAISON = ["nom", "commune", "departement"] as const;

/** Which structures of a comparison are shown. */
export const PRESENCES = {
  une: "Retenues par un scénario au moins",
  toutes: "Retenues par tous",
  partage: "Retenues par certains seulement",
} as const;
export type Presence = keyof typeof PRESENCES | { readonly seul: number };

export type ScenarioCompare = Pick<Scenario, "id" | "nom" | "famille"> & { readonly dernier: DernierCalcul };
type Candidat = Pick<Scenario, "id" | "nom" | "famille"> & { readonly dernier: DernierCalcul | null };

/** Two to four scenarios of one family that have been computed, in the order asked; or why they cannot be compared. */
export function comparables(
  scenarios: readonly Candidat[],
  demandes: readonly string[],
):
  | { readonly ok: true; readonly compares: ScenarioCompare[] }
  | { readonly ok: false; readonly message: string } {
  const asked = [...new Set(demandes)].flatMap((id) => scenarios.filter((one) => one.id === id));
  const compares = asked.flatMap(({ id, nom, famille, dernier }) =>
    dernier ? [{ id, nom, famille, dernier }] : [],
  );
  if (compares.length < asked.length)
    return {
      ok: false,
      message: "Un de ces scénarios n’est pas encore calculé : lancez son calcul, puis comparez.",
    };
  if (compares.length < 2) return { ok: false, message: "Choisissez au moins deux scénarios déjà calculés." };
  if (compares.length > MOST_COMPARES)
    return {
      ok: false,
      message: `Choisissez au plus ${MOST_COMPARES} scénarios : au-delà, la comparaison ne se lit plus.`,
    };
  return new Set(compares.map(({ famille }) => famille)).size > 1
    ? {
        ok: false,
        message:
          "Choisissez des scénarios de la même famille : les autres ne portent pas sur les mêmes structures.",
      }
    : { ok: true, compares };
}
