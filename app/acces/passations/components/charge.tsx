import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import type { PassationLue } from "../queries.server.ts";
import { ETATS_PASSATION, type EtatPassation } from "../rules.ts";

/** « Chef d'établissement, Collège des Salicornes (Merlande) ». */
export function readCharge({ fonction, portee }: Pick<PassationLue, "fonction" | "portee">): string {
  return `${FONCTIONS[fonction]}, ${portee}`;
}

const TONS: Readonly<Record<EtatPassation, BadgeTone>> = {
  a_preparer: "info",
  sans_successeur: "new",
  a_lire: "new",
  lue: "info",
  close: "success",
};

export function EtatPassationBadge({ etat }: { etat: EtatPassation }) {
  return <Badge tone={TONS[etat]}>{ETATS_PASSATION[etat]}</Badge>;
}
