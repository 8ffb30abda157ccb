/** A link of invitation waits fifteen days: long enough for a school holiday, short enough not to lie about. */
const INVITATION_JOURS = 15;
export const INVITATION_MS = INVITATION_JOURS * 24 * 60 * 60 * 1000;

export interface InvitationDates {
  readonly expireLe: Date;
  readonly accepteeLe: Date | null;
  readonly annuleeLe: Date | null;
}

export const ETATS_INVITATION = {
  en_attente: "envoyée, en attente",
  acceptee: "acceptée",
  expiree: "expirée",
  annulee: "annulée",
} as const;
export type EtatInvitation = keyof typeof ETATS_INVITATION;

/** An invitation holds until it is accepted, cancelled or fifteen days old; the end itself is excluded. Source: house rule. */
export function etatInvitation(dates: InvitationDates, now: Date): EtatInvitation {
  if (dates.accepteeLe) return "acceptee";
  if (dates.annuleeLe) return "annulee";
  return now < dates.expireLe ? "en_attente" : "expiree";
}
