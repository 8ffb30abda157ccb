import type { FamilleAnalyse } from "../rules.ts";
import { RAISONS_EXCLUSION, type RaisonExclusion } from "./rules.ts";

/** The family that the address names, the first of the campaign otherwise. */
export function readFamille(params: URLSearchParams, familles: readonly FamilleAnalyse[]): FamilleAnalyse {
  const asked = params.get("famille");
  return familles.find((famille) => famille === asked) ?? familles[0] ?? "colleges";
}

/** Which structures to show: those inside, unless the address asks for those outside. */
export function readPresence(params: URLSearchParams): "dedans" | "dehors" | RaisonExclusion {
  const asked = params.get("presence");
  if (asked === "dehors") return "dehors";
  return asked !== null && Object.hasOwn(RAISONS_EXCLUSION, asked) ? (asked as RaisonExclusion) : "dedans";
}
