import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own for each purpose, so that what was written for one is never read as another. */
function deriveKey(serviceKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", serviceKey, "", `ancrage ${purpose}`, 32));
}

/**
 * Encrypts a short secret for the database (AES-256-GCM, RFC 5116; key by HKDF, RFC 5869): 12 bytes of IV, the
 * ciphertext, 16 bytes of tag.
 *
 * @param purpose what it is ("second facteur"); the same word decrypts.
 * @example decryptSecret(key, "essai", encryptSecret(key, "essai", "bonjour")) // "bonjour"
 */
export function encryptSecret(serviceKey: string, purpose: string, plain: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(serviceKey, purpose), iv);
  return Buffer.concat([iv, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** The secret again. Throws when the key is another, the purpose is another, or a byte changed. */
export function decryptSecret(serviceKey: string, purpose: string, sealed: Buffer): string {
  const decipher = createDecipheriv(
    "aes-256-gcm",
    deriveKey(serviceKey, purpose),
    sealed.subarray(0, IV_BYTES),
  );
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([plain, decipher.final()]).toString("utf8");
}

/** What stands for a value (an address, a person) where the value itself has no business: HMAC-SHA-256, 32 bytes. */
export function fingerprint(serviceKey: string, purpose: string, value: string): Buffer {
  return createHmac("sha256", deriveKey(serviceKey, purpose)).update(value).digest();
}
