import type { Notice } from "../origine/queries.server.ts";

/** What the dictionary says, for a list of descriptions; what it does not say is left out. */
export function entriesNotice(notice: Notice): { term: string; description: React.ReactNode }[] {
  return [
    { term: "Définition", description: notice.definition },
    { term: "Lecture", description: notice.lecture },
    { term: "Population", description: notice.population },
    { term: "Ce que le hasard fait varier", description: notice.bruit },
    { term: "Biais connus", description: notice.biais },
    { term: "Comparaisons", description: notice.comparaisons },
  ].filter(({ description }) => description !== "");
}
