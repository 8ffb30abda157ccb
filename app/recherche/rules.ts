import type { Permission } from "#app/acces/droits/rules.ts";
import { type Actor, hasPermission } from "#app/acces/rules.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";

export interface Resultat {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
}

/** What was found of one kind. */
export interface Groupe {
  readonly titre: string;
  readonly resultats: readonly Resultat[];
  /** Where the others are, when there are more. */
  readonly suite?: { readonly texte: string; readonly href: string } | undefined;
}

export interface Page extends Resultat {
  readonly droit?: Permission | undefined;
  /** Other words under which one looks for it. */
  readonly mots?: string | undefined;
}

/** An UAI typed whole, whatever its spaces and case; undefined for anything else. Source: format of the répertoire académique et ministériel des établissements. */
export function uaiOf(q: string): string | undefined {
  const text = q.replace(/\s/g, "").toUpperCase();
  return /^\d{7}[A-HJ-NPR-Z]$/.test(text) ? text : undefined;
}

/** Fewer letters than this leave nearly everything, and no index reads them: names are searched from three letters on. */
const LETTRES_MINIMUM = 3;

export function isAssezLong(words: readonly string[]): boolean {
  return words.some((word) => word.length >= LETTRES_MINIMUM);
}

/** Pages that belong to everybody, or that no entry of the home page names. */
export const PAGES_COMMUNES: readonly Page[] = [
  {
    titre: "Accueil",
    texte: "Ce qui vous attend.",
    href: "/",
    mots: "taches a faire tableau de bord echeances",
  },
  {
    titre: "Mon compte",
    texte: "Votre identité, vos fonctions, vos sessions.",
    href: "/mon-compte",
    mots: "profil identite second facteur sessions mot de passe",
  },
  {
    titre: "Messages",
    texte: "Ce que le service vous dit.",
    href: "/messages",
    mots: "notifications courriels preferences",
  },
  {
    titre: "Mes données",
    texte: "Ce que le service sait de vous, à emporter.",
    href: "/mes-donnees",
    mots: "rgpd export donnees personnelles",
  },
  {
    titre: "Demander un accès",
    texte: "Une fonction que vous exercez, et où.",
    href: "/demande-acces",
    mots: "droits fonction habilitation",
  },
  {
    titre: "Affichage",
    texte: "Clair, sombre, ou comme votre appareil.",
    href: "/affichage",
    mots: "theme couleurs contraste",
  },
  {
    titre: "Accessibilité",
    texte: "L’état du service, et comment signaler une difficulté.",
    href: "/accessibilite",
    mots: "rgaa handicap declaration",
  },
];

/** Pages of the service that open to the person and hold every word in their name, their sentence or their other words. */
export function pagesTrouvees(pages: readonly Page[], words: readonly string[], actor: Actor): Resultat[] {
  if (words.length === 0) return [];
  return pages
    .filter(({ droit }) => droit === undefined || hasPermission(actor, droit))
    .filter(({ titre, texte, mots = "" }) => {
      const text = normalizeSearch(`${titre} ${texte} ${mots}`);
      return words.every((word) => text.split(" ").some((known) => known.startsWith(word)));
    })
    .map(({ titre, texte, href }) => ({ titre, texte, href }));
}
