/** An act, as the journal keeps it and as reactions hear it. */
export interface AuditEntry {
  /** `objet.verbe`, as declared in the route table or in the job. */
  readonly evenement: string;
  readonly objetType: string;
  readonly objetId: string;
  /** Nobody when the service acts by itself or from the command line. */
  readonly agentId: string | null;
  /** Identifiers, codes and counts only: this row is sealed for ever. */
  readonly faits?: Readonly<Record<string, string | number | boolean | null>>;
  /** Values that a purge may remove later; they stay outside the chain. */
  readonly avant?: unknown;
  readonly apres?: unknown;
}
