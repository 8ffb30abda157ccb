import type { Permission } from "#app/acces/droits/rules.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

interface Genre {
  readonly libelle: string;
  readonly defaut: ModeNotification;
  /** Words of the link that leads to the page where to act. */
  readonly bouton: string;
  /** Shown among the preferences of those only who may receive it. */
  readonly pour?: Permission;
  /** Why it cannot be silenced; absent when the person chooses. */
  readonly obligatoire?: string;
}

/** What the service tells people, kind by kind, and how it reaches them when they chose nothing. */
export const GENRES_NOTIFICATION = {
  "acces.demande": {
    libelle: "Une demande d’accès attend votre décision",
    defaut: "immediat",
    bouton: "Lire la demande",
    pour: "agent.gerer",
  },
  "acces.decision": {
    libelle: "Une décision sur votre demande d’accès",
    defaut: "immediat",
    bouton: "Lire la décision",
  },
  "acces.fonction": {
    libelle: "Une fonction vous est confiée ou prend fin",
    defaut: "immediat",
    bouton: "Voir vos droits",
  },
  "acces.delegation": {
    libelle: "Une délégation vous concerne",
    defaut: "immediat",
    bouton: "Lire la délégation",
  },
  "acces.passation": {
    libelle: "Une passation vous attend",
    defaut: "immediat",
    bouton: "Ouvrir la passation",
  },
  "acces.assistance": {
    libelle: "L’appui demande à voir le service comme vous",
    defaut: "immediat",
    bouton: "Répondre à la demande",
    obligatoire:
      "Votre accord est demandé : personne ne voit le service à votre place sans que vous le sachiez.",
  },
  "acces.securite": {
    libelle: "La sécurité de votre compte",
    defaut: "immediat",
    bouton: "Vérifier votre compte",
    obligatoire: "Un accès à votre compte ne doit jamais se faire à votre insu.",
  },
  "ciblage.reponse": {
    libelle: "Une réponse à votre question sur le ciblage",
    defaut: "immediat",
    bouton: "Lire la réponse",
    pour: "ciblage.questionner",
  },
  "import.termine": {
    libelle: "Un import que vous suivez est terminé",
    defaut: "resume",
    bouton: "Lire le compte rendu",
    pour: "import.deposer",
  },
  "referentiel.adresse": {
    libelle: "Une boîte générique manque à l’annuaire",
    defaut: "resume",
    bouton: "Compléter l’adresse",
    pour: "structure.gerer",
  },
  "service.incident": {
    libelle: "Le service rencontre une difficulté",
    defaut: "immediat",
    bouton: "Voir ce qui se passe",
    pour: "courriel.suivre",
  },
} as const satisfies Record<string, Genre>;
export type GenreNotification = keyof typeof GENRES_NOTIFICATION;

export const MODES_NOTIFICATION = {
  immediat: "par courriel, tout de suite",
  resume: "par courriel, dans le résumé du matin",
  aucun: "dans le service seulement",
} as const;
export type ModeNotification = keyof typeof MODES_NOTIFICATION;

/** Preferences that a person set; a kind that is absent follows its default. */
export type Preferences = Readonly<Partial<Record<GenreNotification, ModeNotification>>>;

/** Why a kind cannot be silenced; undefined when the person chooses. Source: issue C, ASVS 6.3.5. */
export function obligationOf(genre: GenreNotification): string | undefined {
  const { obligatoire }: Genre = GENRES_NOTIFICATION[genre];
  return obligatoire;
}

/** A kind that protects the person always reaches them at once; any other as they chose, or by its default. Source: issue C, ASVS 6.3.5. */
export function modeOf(genre: GenreNotification, preferences: Preferences): ModeNotification {
  return obligationOf(genre) ? "immediat" : (preferences[genre] ?? GENRES_NOTIFICATION[genre].defaut);
}

/** A kind that protects the person cannot be silenced, nor delayed. Source: issue C, ASVS 6.3.5. */
export function canRegler(genre: GenreNotification, mode: ModeNotification): Decision {
  const { libelle }: Genre = GENRES_NOTIFICATION[genre];
  const obligatoire = obligationOf(genre);
  if (!obligatoire || mode === "immediat") return yes;
  return no("genre_obligatoire", `« ${libelle} » vous parvient toujours par courriel. ${obligatoire}`);
}

/** Kinds that concern somebody who has these rights, in the order of the table. */
export function listGenres(hasPermission: (permission: Permission) => boolean): GenreNotification[] {
  return (Object.keys(GENRES_NOTIFICATION) as GenreNotification[]).filter((genre) => {
    const { pour }: Genre = GENRES_NOTIFICATION[genre];
    return pour === undefined || hasPermission(pour);
  });
}

/** An address of ours: one slash and then a path, never the name of another host. */
export function isAdresseInterne(href: string): boolean {
  return /^\/(?![/\\])/.test(href);
}

/** What a person wrote, inside a sentence of ours: never longer than what it may take. */
export function abreger(texte: string, max: number): string {
  const plain = texte.replace(/[^\S\u00a0\u202f]+/g, " ").trim();
  return plain.length <= max ? plain : `${plain.slice(0, max - 1).trimEnd()}…`;
}

/** Seven in the morning of that civil day, in Paris: what was told before is in the summary, what comes later waits. */
export const HEURE_RESUME = "07:00";
