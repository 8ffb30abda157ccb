import { domainToASCII } from "node:url";

const LOCAL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/;

/**
 * One plain address, without name, comment, list nor control character: what may be written after `RCPT TO`. The
 * domain may have accents; what stands before the « @ » may not, which no mail server of the ministry takes.
 *
 * @example isAdresse("ce.0440001a@ac-nantes.fr") // true
 */
export function isAdresse(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 254 || text.startsWith(".") || text.includes("..")) return false;
  const domain = domainToASCII(text.slice(at + 1));
  return (
    LOCAL.test(text.slice(0, at)) &&
    text[at - 1] !== "." &&
    /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/.test(domain)
  );
}

/** The address as it travels: a domain with accents in its ASCII form. */
export function toWire(adresse: string): string {
  const at = adresse.lastIndexOf("@") + 1;
  return adresse.slice(0, at) + domainToASCII(adresse.slice(at));
}

export interface Expediteur {
  readonly nom: string;
  readonly adresse: string;
}

/** Reads « Ancrage <ancrage@ac-exemple.fr> » or a bare address; undefined when it is neither. */
export function parseExpediteur(text: string): Expediteur | undefined {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(text);
  const nom = lineOf(named?.[1] ?? "");
  const adresse = (named?.[2] ?? text).trim();
  return isAdresse(adresse) ? { nom, adresse } : undefined;
}

/** What is typed by a person and goes into a header: one line, without any control or direction character. */
export function lineOf(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}
