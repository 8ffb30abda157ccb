import { type Decision, no, yes } from "#app/platform/refusal.ts";

export const GENRES = { presentation: "Présentation", actualite: "Actualité" } as const;
export type Genre = keyof typeof GENRES;

export const ETATS = { brouillon: "Brouillon", publiee: "Publiée", archivee: "Archive" } as const;
export type Etat = keyof typeof ETATS;

export interface DatesPublication {
  /** Civil days, ISO; null for a draft, and while it is current. */
  readonly publieeLe: string | null;
  readonly archiveeLe: string | null;
}

/** A draft has no date of publication; an archive was published first. Source: S0-26. */
export function etatOf({ publieeLe, archiveeLe }: DatesPublication): Etat {
  if (publieeLe === null) return "brouillon";
  return archiveeLe === null ? "publiee" : "archivee";
}

/** What one may do with a page, by state: the words of the button, and the state that follows. */
export const ACTES = {
  publier: { libelle: "Publier", de: "brouillon", vers: "publiee" },
  retirer: { libelle: "Retirer et remettre en brouillon", de: "publiee", vers: "brouillon" },
  archiver: { libelle: "Mettre en archive", de: "publiee", vers: "archivee" },
  desarchiver: { libelle: "Sortir des archives", de: "archivee", vers: "publiee" },
} as const satisfies Record<string, { libelle: string; de: Etat; vers: Etat }>;
export type Acte = keyof typeof ACTES;

/** An act follows from one state only. Source: S0-26. */
export function canChanger(acte: Acte, publication: DatesPublication): Decision {
  const etat = etatOf(publication);
  return etat === ACTES[acte].de
    ? yes
    : no(
        "etat_change",
        `Cette page est déjà dans un autre état (${ETATS[etat].toLowerCase()}) : relisez-la.`,
      );
}

/** 200 words a minute, one minute at least: the reading time that the national page prints. Source: S0-25. */
export function tempsDeLecture(texte: string): number {
  const mots = texte.split(/\s+/).filter((mot) => /[\p{L}\p{N}]/u.test(mot)).length;
  return Math.max(1, Math.round(mots / 200));
}

/** The end of the address, drawn from a title: "Des contrats, à l'école" gives "des-contrats-a-l-ecole". */
export function adresseOf(titre: string): string {
  return titre
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    .replace(/-+$/, "");
}

export interface Lien {
  readonly intitule: string;
  readonly href: string;
}

/** One link a line, words then address: `Le rapport | https://exemple.fr/rapport`. */
export function formatLiens(liens: readonly Lien[]): string {
  return liens.map(({ intitule, href }) => `${intitule} | ${href}`).join("\n");
}

interface Participation {
  readonly academie: string;
  readonly dispositif: string;
  readonly statut: string;
  readonly debut: string;
  readonly fin: string | null;
}

/** Académies that joined the same scheme in the same way on the same day are read together, in the order of time. */
export function groupParticipations<P extends Participation>(participations: readonly P[]) {
  const groups = Map.groupBy(participations, ({ dispositif, debut, fin, statut }) =>
    JSON.stringify([dispositif, debut, fin, statut]),
  );
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const academies = members.map(({ academie }) => academie).toSorted((a, b) => a.localeCompare(b, "fr"));
      return members.slice(0, 1).map((first) => ({ ...first, academies }));
    });
}

/** The address where a page is read. */
export function cheminOf({ genre, adresse }: { readonly genre: Genre; readonly adresse: string }): string {
  return genre === "actualite" ? `/actualites/${adresse}` : `/presentation/${adresse}`;
}
