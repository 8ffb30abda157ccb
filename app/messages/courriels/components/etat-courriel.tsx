import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { ETATS_COURRIEL, type EtatCourriel } from "../rules.ts";

const TONES: Readonly<Record<EtatCourriel, BadgeTone>> = {
  en_attente: "info",
  envoye: "success",
  echoue: "error",
  retenu: "neutral",
  abandonne: "neutral",
};

export function EtatCourrielBadge({ etat }: { etat: EtatCourriel }) {
  return <Badge tone={TONES[etat]}>{ETATS_COURRIEL[etat]}</Badge>;
}
