/** A link by e-mail holds a quarter of an hour, and serves once. Source: house rule; ASVS 6.5.5. */
export const LIEN_MINUTES = 15;
export const LIEN_MS = LIEN_MINUTES * 60_000;
