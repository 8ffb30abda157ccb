import { type Decision, no, yes } from "#app/platform/refusal.ts";

export interface Lien {
  readonly de: string;
  readonly vers: string;
}

/**
 * A structure never descends from itself: a link whose arrival already leads to its departure closes a circle.
 * Source: house rule; a former UAI is not given again.
 */
export function canRelier(lien: Lien, connus: readonly Lien[]): Decision {
  if (lien.de === lien.vers)
    return no("soi_meme", "Une structure ne succède pas à elle-même : donnez l’UAI de l’autre.");
  const seen = new Set<string>();
  const waiting = [lien.vers];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === lien.de)
      return no(
        "cercle",
        "Ces deux structures sont déjà reliées dans l’autre sens : vérifiez laquelle a précédé l’autre, ou retirez d’abord l’ancien lien.",
      );
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { de, vers } of connus) if (de === next) waiting.push(vers);
  }
  return yes;
}

/** The last day of a structure whose successor starts on `effet`: the day before. ISO civil days. */
export function veilleOf(effet: string): string {
  const day = new Date(`${effet}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
