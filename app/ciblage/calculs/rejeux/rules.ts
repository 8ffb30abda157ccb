import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import type { ResultatCalcul } from "../rules.ts";

export interface Difference {
  /** UAI of a structure, or the name of a part of the result. */
  readonly ou: string;
  readonly avant: string;
  readonly apres: string;
}

/** What differs between two results, structures first; empty when every byte is the same. */
export function compareResultats(avant: ResultatCalcul, apres: ResultatCalcul): Difference[] {
  const { structures: before, ...partsBefore } = avant;
  const { structures: after, ...partsAfter } = apres;
  const found = new Map(after.map((one) => [one.uai, one]));
  const known = new Set(before.map(({ uai }) => uai));
  return [
    ...before.flatMap((one) => difference(one.uai, one, found.get(one.uai))),
    ...after.filter(({ uai }) => !known.has(uai)).flatMap((one) => difference(one.uai, null, one)),
    ...(Object.keys(partsBefore) as (keyof typeof partsBefore)[]).flatMap((part) =>
      difference(part, partsBefore[part], partsAfter[part]),
    ),
  ];
}

function difference(ou: string, one: unknown, other: unknown): Difference[] {
  const [avant, apres] = [canonicalJson(one ?? null), canonicalJson(other ?? null)];
  return avant === apres ? [] : [{ ou, avant, apres }];
}
