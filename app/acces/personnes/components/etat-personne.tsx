import { formatDate } from "#app/platform/format/format.ts";
import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { FONCTIONS, type Fonction } from "../../fonctions/rules.ts";
import { ETATS_PERSONNE, type EtatPersonne } from "../rules.ts";

const TONS: Readonly<Record<EtatPersonne, BadgeTone>> = {
  en_fonction: "success",
  a_venir: "info",
  terminee: "neutral",
  invitee: "new",
  sans_droit: "warning",
  fermee: "neutral",
};

export function EtatPersonneBadge({ etat }: { etat: EtatPersonne }) {
  return <Badge tone={TONS[etat]}>{ETATS_PERSONNE[etat]}</Badge>;
}

/** « du 1er septembre 2024 au 31 août 2026 », the last day included as people say it. */
export function periode(debut: string, fin: string | null): string {
  if (fin === null) return `depuis le ${formatDate(debut)}`;
  if (fin <= debut) return `retirée avant d’avoir commencé (${formatDate(debut)})`;
  const dernier = new Date(Date.parse(fin) - 86_400_000).toISOString().slice(0, 10);
  return `du ${formatDate(debut)} au ${formatDate(dernier)}`;
}

export interface FonctionEcrite {
  readonly fonction: Fonction;
  readonly portee: string;
}

/** « Chef d'établissement, Collège Jean-Bart (Lille) ». */
export function phraseFonction({ fonction, portee }: FonctionEcrite): string {
  return `${FONCTIONS[fonction]}, ${portee}`;
}
