import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { courrielSchema, nomSchema } from "../schema.ts";

export interface Arrivee {
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
}

/** What the form says of one function: whether its holder leaves, and who comes. */
export interface Mouvement {
  /** Function in exercise today. */
  readonly id: string;
  readonly part: boolean;
  readonly arrive?: Arrivee | undefined;
}

export interface ErreurMouvement {
  readonly id: string;
  readonly phrase: string;
}

export interface Mouvements {
  readonly mouvements: readonly Mouvement[];
  readonly erreurs: readonly ErreurMouvement[];
}

/** Reads who leaves and who arrives, function by function; what is half filled says what is missing. */
export function readMouvements(form: FormData, ids: readonly string[]): Mouvements {
  const leaving = new Set(form.getAll("part").map(String));
  const mouvements: Mouvement[] = [];
  const erreurs: ErreurMouvement[] = [];
  for (const id of ids) {
    const text = (name: string) => String(form.get(`${name}-${id}`) ?? "").trim();
    const typed = { prenom: text("prenom"), nom: text("nom"), courriel: text("courriel") };
    const part = leaving.has(id);
    if (Object.values(typed).every((value) => value === "")) {
      if (part) mouvements.push({ id, part });
      continue;
    }
    const read = [
      nomSchema("le prénom de qui arrive").safeParse(typed.prenom),
      nomSchema("le nom de qui arrive").safeParse(typed.nom),
      courrielSchema.safeParse(typed.courriel),
    ];
    const phrases = read.flatMap(({ error }) => error?.issues[0]?.message ?? []);
    if (phrases.length > 0) erreurs.push({ id, phrase: phrases.join(" ") });
    else mouvements.push({ id, part, arrive: { ...typed, courriel: canonicalCourriel(typed.courriel) } });
  }
  return { mouvements, erreurs };
}

/** A preparation says at least one movement, and nobody arrives where they already are. Source: house rule. */
export function canPreparer({ mouvements, erreurs }: Mouvements): Decision {
  if (erreurs.length > 0)
    return no(
      "a_completer",
      "Des arrivées sont à compléter : prénom, nom et adresse vont ensemble. Rien n’est encore écrit.",
    );
  if (mouvements.length === 0) return no("rien", "Cochez au moins un départ, ou donnez une arrivée.");
  return yes;
}

/** The 1st of September that comes: the day when heads and directors change. Source: calendar of the school year. */
export function prochaineRentree(jour: string): string {
  const year = Number(jour.slice(0, 4));
  const rentree = `${year}-09-01`;
  return jour <= rentree ? rentree : `${year + 1}-09-01`;
}
