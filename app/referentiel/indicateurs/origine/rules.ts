import { DROITS, type Droit } from "#app/acces/droits/rules.ts";
import { FONCTIONS, type Fonction } from "#app/acces/fonctions/rules.ts";
import type { MotifMasque } from "../../secret/rules.ts";

const DROIT_DE_LIRE = {
  ouverte: "indicateur.lire",
  interne: "indicateur.lire_interne",
  rh: "indicateur.lire_rh",
} as const;

/** Functions that may read values of this diffusion, in one sentence. Source: the rights table. */
export function lecteursDe(diffusion: keyof typeof DROIT_DE_LIRE): string {
  return `${nommer(DROIT_DE_LIRE[diffusion])} (chacun dans son étendue).`;
}

/** Functions that may read what secrecy covers. Source: the rights table. */
export function lecteursDuSecret(): string {
  return `${nommer("indicateur.lire_masque")} (chacun dans son étendue).`;
}

function nommer(permission: keyof typeof DROITS): string {
  const { fonctions }: Droit = DROITS[permission];
  return (Object.keys(fonctions) as Fonction[]).map((fonction) => FONCTIONS[fonction]).join(", ");
}

/**
 * Why a value is hidden. Whoever may not read it is not told whether it is small itself: that would help to compute
 * it. Source: Insee, Guide du secret statistique.
 */
export function phraseSecret(motif: MotifMasque | null): string {
  switch (motif) {
    case "petit_effectif":
      return "Petit effectif : elle compte trop peu d’élèves ou de candidats.";
    case "denominateur":
      return "Elle repose sur trop peu d’élèves ou de candidats.";
    case "secondaire":
      return "Secret secondaire : elle permettrait de retrouver un petit effectif.";
    default:
      return "Petit effectif, ou valeur qui permettrait d’en retrouver un.";
  }
}
