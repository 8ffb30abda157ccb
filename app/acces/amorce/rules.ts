import { type Decision, no, yes } from "#app/platform/refusal.ts";

/** Who is at an address, as far as the way back goes. */
export interface CompteARendre {
  readonly ferme: boolean;
  /** They hold the function of administrator today, in their own name. */
  readonly administre: boolean;
}

/**
 * Only somebody who administers the service today is let back in from the machine: anybody else asks the person who
 * answers for their account, who knows them. Source: house rule; ASVS 6.4.4 (a lost factor never weakens who one is).
 */
export function canRendreAcces(
  compte: CompteARendre | undefined,
  { demonstration }: { readonly demonstration: boolean },
): Decision {
  if (demonstration)
    return no(
      "demonstration",
      "Cette base est une démonstration : ses comptes s’ouvrent d’un clic, sans lien de retour.",
    );
  if (!compte)
    return no(
      "personne_inconnue",
      "Personne n’a cette adresse dans le service : vérifiez-la. Rien n’est changé. Si plus personne n’administre le service, redémarrez-le : il affichera un lien pour créer la première personne.",
    );
  if (compte.ferme)
    return no(
      "compte_ferme",
      "Le compte de cette personne est fermé, et rien n’est changé. Une autre personne qui administre le service peut le rouvrir depuis sa fiche.",
    );
  if (!compte.administre)
    return no(
      "pas_administrateur",
      "Cette personne n’administre pas le service aujourd’hui, et rien n’est changé. Qui l’administre réinitialise son second facteur depuis sa fiche ; si plus personne ne l’administre, redémarrez le service : il affichera un lien.",
    );
  return yes;
}
