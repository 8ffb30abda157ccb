import type { EtatPublie, LignePubliee } from "../rules.ts";

/** What happened to a structure between two versions, seen from those that are chosen. */
export const GENRES_ECART = {
  entree: "Entre dans la liste des structures retenues",
  sortie: "N’est plus dans la liste des structures retenues",
  changement: "Change autrement",
} as const;
export type GenreEcart = keyof typeof GENRES_ECART;

export interface EcartLigne {
  readonly uai: string;
  /** As the version that knows it last wrote it. */
  readonly ligne: LignePubliee;
  readonly genre: GenreEcart;
  /** Null where the version says nothing of it. */
  readonly avant: EtatPublie | null;
  readonly apres: EtatPublie | null;
  /** Whether the grounds are other ones. */
  readonly motifsChanges: boolean;
}

/**
 * What differs from one version to the next, by UAI. Names that changed in the référentiel are not differences: nothing
 * was decided.
 */
export function comparerLignes(avant: readonly LignePubliee[], apres: readonly LignePubliee[]): EcartLigne[] {
  const [before, after] = [byUai(avant), byUai(apres)];
  const uais = [...new Set([...before.keys(), ...after.keys()])].sort();
  return uais.flatMap((uai) => {
    const [old, fresh] = [before.get(uai), after.get(uai)];
    const ligne = fresh ?? old;
    if (!ligne) return [];
    const motifsChanges =
      old !== undefined && fresh !== undefined && old.motifs.join() !== fresh.motifs.join();
    if (old?.etat === fresh?.etat && !motifsChanges) return [];
    const genre = genreOf(old?.etat, fresh?.etat);
    return [{ uai, ligne, genre, avant: old?.etat ?? null, apres: fresh?.etat ?? null, motifsChanges }];
  });
}

function byUai(lignes: readonly LignePubliee[]): ReadonlyMap<string, LignePubliee> {
  return new Map(lignes.map((ligne) => [ligne.uai, ligne]));
}

function genreOf(avant: EtatPublie | undefined, apres: EtatPublie | undefined): GenreEcart {
  if (avant === apres) return "changement";
  if (apres === "retenu") return "entree";
  return avant === "retenu" ? "sortie" : "changement";
}

export function compterEcarts(ecarts: readonly EcartLigne[]): Readonly<Record<GenreEcart, number>> {
  const count = (genre: GenreEcart) => ecarts.filter((ecart) => ecart.genre === genre).length;
  return { entree: count("entree"), sortie: count("sortie"), changement: count("changement") };
}
