import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routeTable } from "#app/route-table.ts";
import { FONCTIONS_JOUEES } from "#tests/cast.ts";

export type Qui = Fonction | "personne";
export type Objet = "propre" | "autre" | "inexistant";
export const OBJETS: readonly Objet[] = ["propre", "autre", "inexistant"];
export const QUI: readonly Qui[] = ["personne", ...FONCTIONS_JOUEES];

/** Kinds of object that are of one person alone, by the name of their parameter: somebody else's is as good as none. */
export const PERSONNELS = [
  "jeton",
  "session",
  "liste",
  "delegation",
  "passation",
  "assistance",
  "notification",
  "piece",
] as const;
export type Personnel = (typeof PERSONNELS)[number];
export const isPersonnel = (name: string | undefined): name is Personnel =>
  PERSONNELS.some((known) => known === name);

export const cases = routeTable.flatMap((entry) =>
  QUI.flatMap((qui) => (entry.objet ? OBJETS : OBJETS.slice(0, 1)).map((objet) => ({ entry, qui, objet }))),
);
export type Case = (typeof cases)[number];

/** For programs: nobody is sent to sign in, everything is told by a status, and only GET exists. */
export const isInterface = ({ path }: RouteEntry) => path.startsWith("api/");

/** What the parameters of an address stand for. */
export interface Ids {
  readonly uai: string;
  readonly valeur: string;
  readonly import: string;
  readonly fichier: string;
  readonly circonscription: string;
  readonly anomalie: string;
  readonly correction: string;
  readonly indicateur: string;
  readonly niveau: string;
  readonly territoire: string;
  readonly annee: string;
  readonly jeu: string;
  readonly valeurTerritoire: string;
  readonly agent: string;
  readonly fonction: string;
  readonly demande: string;
  readonly courriel: string;
  readonly publication: string;
  /** A line of the journal, and a bordereau of archives. */
  readonly evenement: string;
  readonly elimination: string;
  readonly campagne: string;
  readonly scenario: string;
  readonly calcul: string;
  readonly candidature: string;
  readonly concertation: string;
  readonly question: string;
  /** A list received from elsewhere. */
  readonly recue: string;
  /** A version of a published list. */
  readonly version: string;
}
