/** Why a sign-in at the provider came to nothing. The code goes to the journal and to the log; people read a sentence. */
export type OidcFaultCode =
  /** The provider does not answer, or answers that it is broken. */
  | "fournisseur_injoignable"
  | "fournisseur_lent"
  /** A redirect, a page in the place of data, an answer too large, a status that the protocol does not know. */
  | "reponse_inattendue"
  /** An endpoint elsewhere than at the issuer. */
  | "adresse_etrangere"
  /** The provider says no to the person: they cancelled, or may not use this service. */
  | "refus_fournisseur"
  /** The provider says no to the code: expired, used, or of another request. */
  | "code_refuse"
  /** The answer, its token or its metadata name another issuer. */
  | "emetteur_different"
  /** The token is for somebody else. */
  | "destinataire_different"
  | "nonce_different"
  /** Another algorithm than ES256, an unknown key, a signature that does not hold, or none. */
  | "signature"
  /** The token is not of this minute. */
  | "horloge"
  | "sujet_different"
  /** The sign-in was not strong enough. */
  | "niveau_insuffisant"
  /** The person did not sign in again, though the act asks for it. */
  | "renouvellement_ancien";

export class OidcFault extends Error {
  readonly brand = "OidcFault";
  readonly code: OidcFaultCode;
  /** `detail` is for the log: it never holds a token, a code or a name. */
  constructor(code: OidcFaultCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** Recognised by its brand: the worker and the pages may load the class twice. */
export function isOidcFault(error: unknown): error is OidcFault {
  return error instanceof Error && "brand" in error && error.brand === "OidcFault";
}
