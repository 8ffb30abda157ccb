import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import type { Options } from "./options.ts";

/** Place in the file of each column asked for, under the name it has there. */
export interface Colonnes {
  readonly id: Colonne;
  readonly actives: readonly Colonne[];
  readonly sup: readonly Colonne[];
  readonly qualitatives: readonly Colonne[];
  readonly poids: Colonne | undefined;
}

export interface Colonne {
  readonly nom: string;
  readonly place: number;
}

export function findColonnes(titres: readonly string[], options: Options): Colonnes {
  const find = (nom: string) => findColonne(titres, nom);
  const list = (asked: readonly string[]) => asked.flatMap((text) => splitNames(titres, text)).map(find);
  const colonnes = {
    id: find(options.id),
    actives: list(options.actives),
    sup: list(options.sup),
    qualitatives: list(options.qualitatives),
    poids: options.poids === undefined ? undefined : find(options.poids),
  };
  demandOneRole(colonnes);
  return colonnes;
}

/** A title may itself hold commas: the text is first looked for as a whole. */
function splitNames(titres: readonly string[], text: string): string[] {
  if (titres.includes(text.trim())) return [text.trim()];
  const names = text.split(",").map((name) => name.trim());
  if (names.includes(""))
    throw new StartRefusal(
      `« ${text} » contient un nom de colonne vide : séparez les noms par une seule virgule.`,
    );
  return names;
}

/** The title as written, or else the only one with the same letters, whatever the case and the accents. */
function findColonne(titres: readonly string[], nom: string): Colonne {
  const wanted = nom.trim();
  let places = placesOf(titres, (titre) => titre === wanted);
  const key = normalizeHeader(wanted);
  if (places.length === 0 && key !== "") places = placesOf(titres, (titre) => normalizeHeader(titre) === key);
  const [place] = places;
  if (place === undefined)
    throw new StartRefusal(
      `La colonne « ${nom} » n'existe pas à la ligne 1 du fichier. Colonnes présentes : ${titres.map((titre) => `« ${titre} »`).join(", ")}.`,
    );
  if (places.length > 1)
    throw new StartRefusal(
      `La colonne « ${nom} » figure ${places.length} fois à la ligne 1 du fichier : renommez l'une d'elles.`,
    );
  return { nom: titres[place] as string, place };
}

function placesOf(titres: readonly string[], test: (titre: string) => boolean): number[] {
  return titres.flatMap((titre, place) => (test(titre) ? [place] : []));
}

function demandOneRole({ id, actives, sup, qualitatives, poids }: Colonnes): void {
  const seen = new Set<number>();
  for (const { nom, place } of [id, ...actives, ...sup, ...qualitatives, ...(poids ? [poids] : [])]) {
    if (seen.has(place))
      throw new StartRefusal(
        `La colonne « ${nom} » est demandée deux fois : une colonne tient un seul rôle.`,
      );
    seen.add(place);
  }
}
