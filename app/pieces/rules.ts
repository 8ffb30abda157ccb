import { type Decision, no, yes } from "#app/platform/refusal.ts";

/** Only the person who joined a file takes it away: others may quote it. The trace of its deposit stays. */
export function canRetirer(
  piece: { readonly deposeePar: string; readonly retiree: boolean },
  agentId: string,
): Decision {
  if (piece.retiree) return no("deja_retiree", "Ce fichier est déjà retiré.");
  return piece.deposeePar === agentId
    ? yes
    : no("pas_deposant", "Seule la personne qui a joint ce fichier peut le retirer : demandez-lui.");
}
