import type { Reponse } from "./transport.server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * How long a message waits after each try that failed: two days and a half in all, so that a mail server away from
 * Friday evening to Sunday loses nothing.
 */
export const ATTENTES_MS = [
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  24 * HOUR,
  24 * HOUR,
] as const;

/** When to try again after so many tries; null once they are all spent. */
export function prochainEssai(essais: number, now: Date): Date | null {
  const attente = ATTENTES_MS[essais - 1];
  return attente === undefined ? null : new Date(now.getTime() + attente);
}

export interface Tentative {
  readonly destinataire: string;
  readonly copies: readonly string[];
  /** Accepted before this try. */
  readonly remis: readonly string[];
  /** This one included. */
  readonly essais: number;
}

export interface Suite {
  readonly etat: "envoye" | "en_attente" | "echoue";
  readonly remis: readonly string[];
  readonly prochain: Date | null;
  /** Last answer of the mail server; null when there is nothing to say. */
  readonly erreur: string | null;
}

/**
 * What becomes of a message after a try. Sent when its recipient has it and each copy has it or never will; failed at
 * once when the recipient is refused for good, or when every try is spent; otherwise tried again, for those only who
 * have not received it.
 */
export function concludeTentative(tentative: Tentative, reponse: Reponse, now: Date): Suite {
  const { destinataire, copies, essais } = tentative;
  const remis = [...new Set([...tentative.remis, ...reponse.acceptes])];
  const refusOf = (adresse: string) =>
    remis.includes(adresse)
      ? undefined
      : reponse.refus.find((refus) => refus.adresse === adresse || refus.adresse === "");
  const erreur = reponse.panne ?? reponse.refus[0]?.reponse ?? null;
  const recu = remis.includes(destinataire);
  if (!recu && isDefinitif(refusOf(destinataire)?.code))
    return { etat: "echoue", remis, prochain: null, erreur: refusOf(destinataire)?.reponse ?? erreur };
  const attendues = copies.filter((copie) => !remis.includes(copie) && !isDefinitif(refusOf(copie)?.code));
  if (recu && attendues.length === 0) return { etat: "envoye", remis, prochain: null, erreur };
  const prochain = prochainEssai(essais, now);
  if (prochain) return { etat: "en_attente", remis, prochain, erreur };
  return { etat: recu ? "envoye" : "echoue", remis, prochain: null, erreur };
}

function isDefinitif(code: number | undefined): boolean {
  return code !== undefined && code >= 500;
}
