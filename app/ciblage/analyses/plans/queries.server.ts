import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { grouper } from "../groupes/rules.ts";
import { chercher, type Individu, listIndividus, trier } from "../individus/rules.ts";
import { getAnalyse, listNomsDepartements, listValeursLues } from "../queries.server.ts";
import { listPlacees, reperesDe } from "../rules.ts";
import { readVue, type Vue } from "../schema.ts";
import { nomsOf } from "../typologies/rules.ts";
import { choixDe } from "./rules.ts";

/** Proposed when a search finds several. */
const MOST_FOUND = 10;

export interface DemandeVue {
  readonly db: Database;
  readonly actor: Actor;
  readonly calcul: string;
  readonly search: URLSearchParams;
}

type Condition = (individu: Individu, vue: Vue) => boolean;

/**
 * What the plane and the map of one run show to one person.
 *
 * @param isDedans what is drawn with its colour. @param isListee what the list under the picture holds.
 */
export async function getVue(demande: DemandeVue, isDedans: Condition, isListee: Condition) {
  const { db, actor, search } = demande;
  const analyse = await getAnalyse(db, actor, demande.calcul);
  const vue = readVue(search, analyse);
  const individus = listIndividus(listPlacees(analyse), vue);
  const valeurs =
    vue.couleur.genre === "variable"
      ? await listValeursLues(db, actor, analyse, vue.couleur.cle)
      : new Map<string, number>();
  const groupes = grouper(analyse, vue, individus, {
    valeurs,
    isDedans: (individu) => isDedans(individu, vue),
  });
  const found = trier(chercher(individus, vue.cherche), "nom", "asc");
  const departements = await listNomsDepartements(db, [
    ...new Set(individus.map(({ departement }) => departement)),
  ]);
  return {
    ...{ analyse, vue, groupes },
    vedette: found.length === 1 ? (found[0] ?? null) : null,
    reperes: reperesDe(analyse),
    noms: nomsOf(analyse.typologie),
    choix: choixDe(analyse, departements),
    recherche: {
      cherche: vue.cherche,
      trouvees: found.slice(0, MOST_FOUND).map(({ uai, nom, commune }) => ({ uai, nom, commune })),
      total: found.length,
    },
    listees: individus.filter((individu) => isListee(individu, vue)),
    search: search.toString(),
  };
}
