import type { Lab } from "./lab.ts";
import { expectRefusal, type Situation } from "./situation.ts";

/** Settings, and words of the sentence that must refuse them. */
const REFUSED: readonly (readonly [settings: Readonly<Record<string, string>>, words: string])[] = [
  [{ PORT: "quatre-vingts" }, "La variable PORT vaut « quatre-vingts »"],
  [{ PORT: "70000" }, "un nombre de 0 à 65535"],
  [{ HOTE: "192.0.2.1", URL_PUBLIQUE: "https://ancrage.exemple.fr" }, "vérifiez HOTE et PORT"],
  [{ URL_PUBLIQUE: "ancrage.exemple.fr" }, "La variable URL_PUBLIQUE vaut"],
  [{ DATABASE_URL: "mysql://serveur/ancrage" }, "une adresse PostgreSQL"],
  [{ ANCRAGE_DEMONSTRATION: "yes" }, "« oui » ou « non »"],
  [{ ANCRAGE_DEMONSTRATION_OUVERTE: "1" }, "« oui » ou « non »"],
  [{ ANCRAGE_VITRINE: "true" }, "« oui » ou « non »"],
  [{ ANCRAGE_TAILLE_MAX_MO: "0" }, "de 1 à 2000"],
  [{ NIVEAU_JOURNAL: "bavard" }, "debug, info, warn ou error"],
  [{ ANCRAGE_DONNEES: "/etc/passwd" }, "choisissez un autre dossier avec ANCRAGE_DONNEES"],
  [{ HOTE: "0.0.0.0" }, "Donnez aussi URL_PUBLIQUE en https"],
  [{ HOTE: "0.0.0.0", URL_PUBLIQUE: "http://ancrage.exemple.fr" }, "Donnez aussi URL_PUBLIQUE en https"],
  [
    { HOTE: "0.0.0.0", URL_PUBLIQUE: "https://ancrage.exemple.fr" },
    "assumez-le avec ANCRAGE_DEMONSTRATION_OUVERTE=oui",
  ],
];

export const refusedSettings: readonly Situation[] = REFUSED.map(([settings, words]) => ({
  title: `${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ")} : refus`,
  play: (lab: Lab) => expectRefusal(lab, { settings }, words),
}));
