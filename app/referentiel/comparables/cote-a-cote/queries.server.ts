import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Lecteur } from "../../indicateurs/lecture/queries.server.ts";
import { type Indicateur, listIndicateurs } from "../../indicateurs/queries.server.ts";
import { listValeursLues } from "../queries.server.ts";
import type { ValeurLue } from "../rules.ts";
import { type IdentiteVoisine, listIdentites } from "../voisines/queries.server.ts";
import { choisirAnneeCommune, STRUCTURES_MAXIMALES } from "./rules.ts";
import type { DemandeComparaison } from "./schema.ts";

export interface LigneComparee {
  readonly indicateur: Indicateur;
  /** The same for every structure. */
  readonly annee: number;
  /** In the order of the structures. */
  readonly valeurs: readonly (ValeurLue | null)[];
}

export interface Comparaison {
  /** In the order of the address. */
  readonly structures: readonly IdentiteVoisine[];
  /** Asked for beyond the six shown. */
  readonly enTrop: number;
  readonly lignes: readonly LigneComparee[];
  readonly annees: readonly number[];
  /** The indicator drawn, with all its years by structure, in their order. */
  readonly dessin:
    | { readonly ligne: LigneComparee; readonly series: readonly (readonly ValeurLue[])[] }
    | undefined;
}

/** Up to six structures side by side. Throws NotFound when one of them does not exist or is out of scope. */
export async function getComparaison(
  db: Database,
  lecteur: Lecteur,
  scope: Scope,
  { uais, annee, indicateur }: DemandeComparaison,
): Promise<Comparaison> {
  const gardees = uais.slice(0, STRUCTURES_MAXIMALES);
  const identites = await listIdentites(db, scope, gardees);
  const structures = gardees.map((uai) => {
    const identite = identites.find((candidate) => candidate.uai === uai);
    if (!identite) throw new NotFound();
    return identite;
  });
  const type = new Set(structures.map((s) => s.type)).size === 1 ? structures[0]?.type : undefined;
  const [indicateurs, valeurs] = await Promise.all([
    listIndicateurs(db, type),
    listValeursLues(db, lecteur, gardees),
  ]);
  const lignes = indicateurs.flatMap((connu): LigneComparee[] => {
    const siennes = valeurs.filter((valeur) => valeur.indicateur === connu.code);
    const commune = choisirAnneeCommune(siennes, annee);
    if (commune === undefined) return [];
    const cells = gardees.map(
      (uai) => siennes.find((valeur) => valeur.uai === uai && valeur.annee === commune) ?? null,
    );
    return [{ indicateur: connu, annee: commune, valeurs: cells }];
  });
  const ligne =
    lignes.find((candidate) => candidate.indicateur.code === indicateur) ??
    lignes.find((candidate) => candidate.indicateur.code === "ips") ??
    lignes[0];
  return {
    structures,
    enTrop: uais.length - gardees.length,
    lignes,
    annees: [...new Set(valeurs.map((valeur) => valeur.annee))].sort((a, b) => b - a),
    dessin: ligne && {
      ligne,
      series: gardees.map((uai) =>
        valeurs.filter((valeur) => valeur.uai === uai && valeur.indicateur === ligne.indicateur.code),
      ),
    },
  };
}
