/** What the service tells people, kind by kind, and how it reaches them when they chose nothing. */
export const GENRES_NOTIFICATION = {
  "acces.demande": { libelle: "Une demande d'accès attend votre décision", defaut: "immediat" },
  "acces.decision": { libelle: "Une décision sur votre demande d'accès", defaut: "immediat" },
  "acces.fonction": { libelle: "Une fonction vous est confiée ou prend fin", defaut: "immediat" },
  "acces.delegation": { libelle: "Une délégation vous concerne", defaut: "immediat" },
  "acces.passation": { libelle: "Une passation vous attend", defaut: "immediat" },
  "acces.assistance": { libelle: "L'appui demande à voir le service comme vous", defaut: "immediat" },
  "acces.securite": { libelle: "La sécurité de votre compte", defaut: "immediat" },
  "import.termine": { libelle: "Un import que vous suivez est terminé", defaut: "resume" },
  "service.incident": { libelle: "Le service rencontre une difficulté", defaut: "immediat" },
} as const satisfies Record<string, { libelle: string; defaut: ModeNotification }>;
export type GenreNotification = keyof typeof GENRES_NOTIFICATION;

export const MODES_NOTIFICATION = {
  immediat: "par courriel, tout de suite",
  resume: "par courriel, dans le résumé du matin",
  aucun: "dans le service seulement",
} as const;
export type ModeNotification = keyof typeof MODES_NOTIFICATION;
