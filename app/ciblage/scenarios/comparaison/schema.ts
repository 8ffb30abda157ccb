import { PRESENCES, type Presence } from "./rules.ts";

/** « une », « toutes », « partage », or `seul-2`: only by the second scenario. */
export function readPresence(params: URLSearchParams, scenarios: number): Presence {
  const asked = params.get("presence") ?? "";
  const rang = Number(/^seul-([1-4])$/.exec(asked)?.[1]);
  if (rang >= 1 && rang <= scenarios) return { seul: rang - 1 };
  return Object.hasOwn(PRESENCES, asked) ? (asked as keyof typeof PRESENCES) : "une";
}
