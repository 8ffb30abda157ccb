import type { EtapeAttendue, EtapePassee } from "#app/platform/ui/timeline.tsx";
import type { PassationLue } from "../queries.server.ts";

type Suivie = Pick<PassationLue, "sortant" | "entrant" | "depart" | "creeLe" | "lueLe" | "closeLe" | "mot">;

/** What happened in a handover, and what is next: who holds it and what blocks. */
export function etapesPassation(
  { sortant, entrant, depart, creeLe, lueLe, closeLe, mot }: Suivie,
  jour: string,
): { readonly passe: EtapePassee[]; readonly suite: EtapeAttendue[] } {
  const passe: EtapePassee[] = [{ quand: creeLe.toISOString(), titre: "Passation ouverte" }];
  if (depart <= jour) passe.push({ quand: depart, titre: "Fin de la fonction", qui: sortant });
  if (lueLe) passe.push({ quand: lueLe.toISOString(), titre: "Passation lue", qui: entrant ?? undefined });
  if (closeLe) {
    passe.push({ quand: closeLe.toISOString(), titre: "Passation close", qui: entrant ?? undefined });
    return { passe, suite: [] };
  }
  const suite: EtapeAttendue[] = [];
  if (mot === "" && !lueLe)
    suite.push({ titre: "Un mot à la personne qui arrive", quand: depart, qui: sortant });
  if (entrant === null)
    suite.push({
      titre: "Une personne prend la suite",
      qui: "qui tient les droits de ce périmètre",
      bloque: ["Personne n’est encore inscrit pour cette fonction après le départ."],
    });
  const successeur = entrant ?? "la personne qui arrivera";
  if (!lueLe) suite.push({ titre: "Lecture du résumé", qui: successeur });
  suite.push({ titre: "Clôture", qui: successeur });
  return { passe, suite };
}
