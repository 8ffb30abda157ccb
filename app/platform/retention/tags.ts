/** What becomes of a personal value at the end of its term. */
export type Action = "effacer" | "remplacer" | "supprimer";

export interface Conservation {
  /** Why the value is held, in French. */
  readonly finalite: string;
  /** ISO 8601: P1Y, P6M, P30D. */
  readonly duree: string;
  /** A column of the table, or a clock of clocks.ts. */
  readonly horloge: string;
  readonly action: Action;
  /** Text that takes the place of the value, when something must stand there. */
  readonly valeur: string | null;
}

/** What the comment of a column says of persons, apart from its text. */
export interface Marque {
  /** The dictionary's sentence, without the tags. */
  readonly texte: string;
  readonly conservation: Conservation | undefined;
  /** Free text that tells of no person. */
  readonly nonPersonnelle: boolean;
  /** The identifier of a person, without a foreign key that would say it. */
  readonly personne: boolean;
}

const PERSONNELLE =
  / \[personnelle : (?<finalite>.+) ; (?<duree>P\d+[YMD]) après (?<horloge>[a-z_]+) ; (?<action>effacer|supprimer|remplacer)(?: par « (?<valeur>[^»]+) »)?\]$/u;
const AUTRES = / \[(non personnelle|personne)\]$/u;

/**
 * Reads the tag at the end of a column's comment:
 * ` [personnelle : <finalité> ; <durée ISO 8601> après <horloge> ; <effacer|supprimer|remplacer par « … »>]`,
 * ` [non personnelle]` for a text that tells of no person, ` [personne]` for the identifier of somebody.
 *
 * @example readMarque("Motif. [personnelle : aider ; P1Y après cree_le ; effacer]").conservation?.duree // "P1Y"
 */
export function readMarque(commentaire: string): Marque {
  const found = PERSONNELLE.exec(commentaire);
  const autre = AUTRES.exec(commentaire);
  const texte = commentaire.slice(0, (found ?? autre)?.index ?? commentaire.length);
  const { finalite = "", duree = "", horloge = "", action, valeur = null } = found?.groups ?? {};
  return {
    texte,
    conservation: found ? { finalite, duree, horloge, action: action as Action, valeur } : undefined,
    nonPersonnelle: autre?.[1] === "non personnelle",
    personne: autre?.[1] === "personne",
  };
}

const TABLE = / \[données personnelles : (oui|aucune)\]$/u;

/** What the comment of a table ends with; undefined when nobody has said. */
export function readMarqueTable(commentaire: string): { texte: string; personnelles: boolean | undefined } {
  const found = TABLE.exec(commentaire);
  return {
    texte: commentaire.slice(0, found?.index ?? commentaire.length),
    personnelles: found ? found[1] === "oui" : undefined,
  };
}

const UNITS = { Y: ["an", "ans"], M: ["mois", "mois"], D: ["jour", "jours"] } as const;

/** @example formatDuree("P6M") // "6 mois" */
export function formatDuree(duree: string): string {
  const [, count = "0", unit = "D"] = /^P(\d+)([YMD])$/.exec(duree) ?? [];
  const [singular, plural] = UNITS[unit as keyof typeof UNITS];
  return `${count}\u00a0${Number(count) < 2 ? singular : plural}`;
}
