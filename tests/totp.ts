import { Secret, TOTP } from "otpauth";

/** The application on a telephone: the code that a key gives at an instant, as a person would read it. */
export function readCode(cle: string, at: Date): string {
  const secret = Secret.fromBase32(cle.replace(/\s/g, ""));
  return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({ timestamp: at.getTime() });
}

/** The key in text, as the page of enrolment shows it. */
export function readCle(text: string): string {
  const found = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(text)?.[0];
  if (!found) throw new Error(`No key is shown: ${text.slice(0, 400)}`);
  return found;
}
