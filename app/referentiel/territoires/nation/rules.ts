import type { Ruralite } from "../rules.ts";

/** Share of REP and REP+ among structures whose status is published; null when none is. */
export function partEp({
  enEp,
  statutConnu,
}: {
  readonly enEp: number;
  readonly statutConnu: number;
}): number | null {
  return statutConnu === 0 ? null : enEp / statutConnu;
}

/** Share of structures in a rural commune among those whose commune has a known class; null when none has. */
export function partRurale({ ruralite }: { readonly ruralite: Ruralite | undefined }): number | null {
  if (!ruralite) return null;
  const connu = ruralite.rural + ruralite.intermediaire + ruralite.urbain;
  return connu === 0 ? null : ruralite.rural / connu;
}
