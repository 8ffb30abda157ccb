import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { ETATS_ASSISTANCE, type EtatAssistance } from "../rules.ts";

const TONS: Readonly<Record<EtatAssistance, BadgeTone>> = {
  demande: "new",
  accepte: "info",
  refuse: "neutral",
  termine: "success",
  expire: "neutral",
};

export function EtatAssistanceBadge({ etat }: { etat: EtatAssistance }) {
  return <Badge tone={TONS[etat]}>{ETATS_ASSISTANCE[etat]}</Badge>;
}
