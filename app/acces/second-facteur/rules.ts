import type { Fonction } from "../fonctions/rules.ts";
import type { Actor } from "../rules.ts";

/** Functions whose acts reach far: none of them works behind a single proof. Source: qualite §4. */
const FONCTIONS_SENSIBLES: ReadonlySet<Fonction> = new Set([
  "administrateur",
  "recteur",
  "dasen",
  "pilote_academique",
  "dsden",
  "drh",
  "ssa",
  "assistance",
]);

/** Levels by which ProConnect says that two factors were given to it. Source: references §1.7. */
const NIVEAUX_A_DEUX_FACTEURS = /^(eidas\d-mfa|eidas[23])$/;
const FACTEURS_DONNES: ReadonlySet<string> = new Set(["totp", "secours"]);

/**
 * A session owes a second factor when it was opened by a link, which proves a mailbox only, or when the person exercises
 * a sensitive function; never in a demonstration, whose accounts open with a click. Source: qualite §4.
 */
function isSecondFacteurDu({ session, fonctions }: Actor): boolean {
  if (!session || session.mode === "demonstration") return false;
  return session.mode === "lien" || fonctions.some(({ fonction }) => FONCTIONS_SENSIBLES.has(fonction));
}

/**
 * True when a sensitive function waits for a second factor of one's own: the person came in by one that ProConnect told,
 * and would be held at the door on the day when it tells none. Source: qualite §4.
 */
export function isSecondFacteurAttendu({ session, fonctions, assistePar }: Actor): boolean {
  if (!session || assistePar || session.secondFacteur || session.mode === "demonstration") return false;
  return fonctions.some(({ fonction }) => FONCTIONS_SENSIBLES.has(fonction));
}

/** The session has seen a second factor: a code of ours, or a level of ProConnect that tells it. Source: qualite §4. */
function isSecondFacteurDonne(facteurs: readonly string[]): boolean {
  return facteurs.some((facteur) => FACTEURS_DONNES.has(facteur) || NIVEAUX_A_DEUX_FACTEURS.test(facteur));
}

export type EtapeSecondFacteur = "fait" | "a_enroler" | "a_donner";

/** What a session still has to do before any page: nothing, register a second factor, or give its code. Source: qualite §4. */
export function etapeSecondFacteur(actor: Actor): EtapeSecondFacteur {
  if (!actor.session || !isSecondFacteurDu(actor) || isSecondFacteurDonne(actor.session.facteurs))
    return "fait";
  return actor.session.secondFacteur ? "a_donner" : "a_enroler";
}

/** A code of the application: six digits, spaces allowed as applications show them. */
export function readCodeTotp(text: string): string | undefined {
  const code = text.replace(/[\s\u00a0\u202f]/g, "");
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** Twenty-four signs among thirty-two: 120 bits. */
const SIGNES_SECOURS = 24;

/** A recovery code as it was shown, however it was copied: capitals or not, with its dashes or without. */
export function readCodeSecours(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return code.length === SIGNES_SECOURS && /^[A-Z2-7]+$/.test(code) ? code : undefined;
}

/** « ABCD-EFGH-… »: groups of four are copied without losing one's place. */
export function formatParQuatre(text: string, separator: string): string {
  return text.match(/.{1,4}/g)?.join(separator) ?? "";
}

/** Ten codes: enough for years, few enough to print. */
export const CODES_SECOURS = 10;
