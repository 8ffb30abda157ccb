/** What is counted to slow repeated tries; the keys are fingerprints, never an address, a network nor a person. */
export type GenreTentative = "lien_adresse" | "lien_reseau" | "lien_service" | "code";

export interface Frein {
  readonly max: number;
  readonly fenetreMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Three links for one address in a quarter of an hour: whoever asks more has the first ones in their mailbox. Sixty in
 * ten minutes from one network: a room of forty behind one address passes, and a machine that tries addresses uses up
 * a fifth of what the service gives. Three hundred for the whole service: a morning of September passes, several such
 * machines do not. Source: ASVS 6.3.1.
 */
export const FREINS = {
  lien_adresse: { max: 3, fenetreMs: 15 * MINUTE_MS },
  lien_reseau: { max: 60, fenetreMs: 10 * MINUTE_MS },
  lien_service: { max: 300, fenetreMs: 10 * MINUTE_MS },
} as const satisfies Partial<Record<GenreTentative, Frein>>;

const ESSAIS_LIBRES = 5;
const ATTENTE_MAX_MS = 60 * MINUTE_MS;
/** Failures older than a day no longer count: the table keeps no more. */
export const MEMOIRE_ECHECS_MS = 24 * 60 * MINUTE_MS;

/**
 * Five wrong codes in a row are forgiven; each one after makes wait 1 minute, then 2, 4, 8… up to an hour, from the
 * last. In a day that leaves about thirty tries against a million codes. Milliseconds, 0 when one may try.
 * Source: ASVS 6.3.1, 6.6.3.
 */
export function attenteApresEchecs(echecs: { nombre: number; dernierLe: Date | null }, now: Date): number {
  const { nombre, dernierLe } = echecs;
  if (nombre < ESSAIS_LIBRES || dernierLe === null) return 0;
  const attente = Math.min(MINUTE_MS * 2 ** (nombre - ESSAIS_LIBRES), ATTENTE_MAX_MS);
  return Math.max(dernierLe.getTime() + attente - now.getTime(), 0);
}

/** « 40 secondes », « 12 minutes »: how long to wait, rounded up. */
export function formatAttente(milliseconds: number): string {
  const secondes = Math.ceil(milliseconds / 1000);
  if (secondes <= 60) return secondes === 1 ? "1 seconde" : `${secondes} secondes`;
  return `${Math.ceil(secondes / 60)} minutes`;
}
