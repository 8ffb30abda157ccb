import { type LigneJugee, SITUATIONS, type Situation, VERDICTS, type Verdict } from "./rules.ts";

export const TRIS_RECUE = ["ligne", "nom", "commune", "situation"] as const;

export interface FiltresRecue {
  readonly situation: Situation | undefined;
  readonly verdict: Verdict | undefined;
  readonly suite: "entre" | "reste" | "ajustee" | undefined;
}

/** What the address asks to see of a confrontation; what is not one of ours reads as absent. */
export function readFiltres(params: URLSearchParams): FiltresRecue {
  const [situation, verdict, suite] = ["situation", "verdict", "suite"].map((name) => params.get(name) ?? "");
  return {
    situation: situation && Object.hasOwn(SITUATIONS, situation) ? (situation as Situation) : undefined,
    verdict: verdict && Object.hasOwn(VERDICTS, verdict) ? (verdict as Verdict) : undefined,
    suite: (["entre", "reste", "ajustee"] as const).find((known) => known === suite),
  };
}

/** The lines that the filters keep, in the order asked; those of the list by default. */
export function filterLignes(
  lignes: readonly LigneJugee[],
  { situation, verdict, suite }: FiltresRecue,
  tri: { readonly key: string; readonly direction: "asc" | "desc" },
): LigneJugee[] {
  const kept = lignes.filter(
    (ligne) =>
      (!situation || ligne.situation === situation) &&
      (!verdict || ligne.verdict === verdict) &&
      (!suite ||
        (suite === "ajustee" ? ligne.ajustement !== undefined : ligne.entre === (suite === "entre"))),
  );
  const sign = tri.direction === "desc" ? -1 : 1;
  const keyOf = ({ structure, nom, situation: found }: LigneJugee) =>
    tri.key === "nom"
      ? (structure?.nom ?? nom)
      : tri.key === "commune"
        ? (structure?.commune ?? "")
        : SITUATIONS[found];
  return kept.sort((a, b) => {
    const order = tri.key === "ligne" ? 0 : keyOf(a).localeCompare(keyOf(b), "fr");
    return sign * (order || a.rang - b.rang);
  });
}
