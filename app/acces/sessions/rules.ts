/** How a person was recognised. Source: qualite §4; a demonstration has one-click accounts of its own. */
export const MODES_SESSION = {
  demonstration: "compte de démonstration",
  proconnect: "ProConnect",
  lien: "lien reçu par courriel",
} as const;
export type ModeSession = keyof typeof MODES_SESSION;

/** Half an hour without activity ends a session (ASVS 7.3.1), ten hours end it anyway (7.3.2). */
const INACTIVITE_MAX_MS = 30 * 60 * 1000;
export const SESSION_MAX_MS = 10 * 60 * 60 * 1000;

export interface SessionDates {
  readonly vueLe: Date;
  readonly expireLe: Date;
  readonly fermeeLe: Date | null;
}

/** A session holds while nobody closed it, it was used in the last 30 minutes and it is under 10 hours old. */
export function isSessionValide(session: SessionDates, now: Date): boolean {
  return (
    session.fermeeLe === null &&
    now < session.expireLe &&
    now.getTime() - session.vueLe.getTime() < INACTIVITE_MAX_MS
  );
}

/** How a session was closed before its time. */
export type Fermeture = "deconnexion" | "autre_session" | "revocation";

/** A proof of the second factor opens sensitive acts for ten minutes. Source: ASVS 7.5.3. */
const RENFORCEMENT_MS = 10 * 60 * 1000;

/** Whether the person has just proven again who they are, as a sensitive act wants. */
export function isRenforcee(session: { readonly renforceeLe: Date | null }, now: Date): boolean {
  return session.renforceeLe !== null && now.getTime() - session.renforceeLe.getTime() < RENFORCEMENT_MS;
}

/**
 * Whether a form of a sensitive act may still be sent. It was shown to somebody who had proven who they are; it may be
 * sent for as long as the session would have lived while they typed, so that no typed text is ever lost to the proof
 * alone: ten minutes to open the page, then the half hour of inactivity. Beyond, it is the session that ends.
 */
export function isEnvoiRenforce(session: { readonly renforceeLe: Date | null }, now: Date): boolean {
  const { renforceeLe } = session;
  return renforceeLe !== null && now.getTime() - renforceeLe.getTime() < RENFORCEMENT_MS + INACTIVITE_MAX_MS;
}

/** The help desk sees as a person from their agreement until either of them ends it, an hour at most. */
export function isAssistanceEnCours(
  assistance: {
    readonly consentieLe: Date | null;
    readonly termineeLe: Date | null;
    readonly expireLe: Date | null;
  },
  now: Date,
): boolean {
  const { consentieLe, termineeLe, expireLe } = assistance;
  return consentieLe !== null && termineeLe === null && expireLe !== null && now < expireLe;
}
