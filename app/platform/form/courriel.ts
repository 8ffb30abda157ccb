/**
 * The one form in which the address of a person is kept and compared: no space around, small letters, accents composed.
 * Every door passes it through here, and the table accepts no other (agent_courriel_canonique), so that nobody is two
 * people by a capital letter. What stands before the « @ » could tell capitals apart (RFC 5321 §2.4); no mail server of
 * the ministries, collectivités and associations that enter here does.
 *
 * @example canonicalCourriel(" Nadia.Estran@AC-Exemple.fr ") // "nadia.estran@ac-exemple.fr"
 */
export function canonicalCourriel(text: string): string {
  return text.trim().toLowerCase().normalize("NFC");
}
