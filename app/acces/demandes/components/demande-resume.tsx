import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import type { TimelineProps } from "#app/platform/ui/timeline.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import type { DemandeLue } from "../queries.server.ts";
import { ETATS_DEMANDE, type EtatDemande } from "../rules.ts";

const TONS: Readonly<Record<EtatDemande, BadgeTone>> = {
  deposee: "info",
  acceptee: "success",
  refusee: "warning",
  retiree: "neutral",
};

export function EtatDemandeBadge({ etat }: { etat: EtatDemande }) {
  return <Badge tone={TONS[etat]}>{ETATS_DEMANDE[etat]}</Badge>;
}

/** « Chef d'établissement, Collège Jean-Bart (Lille) ». */
export function phraseDemande({ fonction, portee }: Pick<DemandeLue, "fonction" | "portee">): string {
  return `${FONCTIONS[fonction]}, ${portee}`;
}

/** The life of a request: asked, then decided or waiting for whoever gives the function. */
export function friseDemande(demande: DemandeLue): Pick<TimelineProps, "passe" | "suite"> {
  const { creeLe, decideeLe, decideePar, etat, motif, nomComplet, message } = demande;
  const depot = {
    quand: new Date(creeLe).toISOString(),
    titre: "Demande déposée",
    texte: message || undefined,
    qui: nomComplet,
  };
  if (!decideeLe)
    return {
      passe: [depot],
      suite: [{ titre: "Décision", qui: "qui confie cette fonction sur ce périmètre", depuis: depot.quand }],
    };
  const titre = `Demande ${ETATS_DEMANDE[etat]}`;
  const fin = {
    quand: new Date(decideeLe).toISOString(),
    titre,
    texte: motif ?? undefined,
    qui: decideePar ?? undefined,
  };
  return { passe: [depot, fin], suite: [] };
}
