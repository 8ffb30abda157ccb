import type { Database } from "#app/platform/db/database.server.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { getEntree } from "../../calculs/entree/queries.server.ts";
import { listVariables } from "../../calculs/entree/rules.ts";
import { listNoms } from "../../calculs/listes/queries.server.ts";
import type { EntreeCalcul } from "../../calculs/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { avertissementsOf } from "../../regles/avertissements/rules.ts";
import type { Lexique } from "../../regles/lecture/rules.ts";
import type { Regle } from "../../regles/rules.ts";
import { compileRegle, evaluateRegle, tableauOf } from "../../regles/traduction/rules.ts";
import { RURALITES } from "../../rules.ts";
import { listMots } from "../indicateurs/queries.server.ts";
import { type DefinitionScenario, type Scenario, STABILITE_PAR_DEFAUT } from "../rules.ts";

export interface Apercu {
  readonly population: number;
  /** What the rule keeps on current values; null while it reads axes or classes, which a run alone computes. */
  readonly retenues: number | null;
  readonly comptes: readonly { readonly titre: string; readonly parts: readonly Compte[] }[];
  /** Thresholds as numbers, by criterion. */
  readonly seuils: Readonly<Record<string, number>>;
  readonly avertissements: readonly string[];
  readonly lexique: Lexique;
}
interface Compte {
  readonly libelle: string;
  readonly n: number;
}

/** All that the rule of a scenario reads now, by the reading of a run; what only the analysis reads is left out. */
export function getEntreeRegle(
  db: Database,
  campagne: Campagne,
  { famille, definition }: Pick<Scenario, "famille" | "definition">,
  now: Date,
): Promise<EntreeCalcul> {
  const seule: DefinitionScenario = { ...definition, actives: [], supplementaires: [], qualitatives: [] };
  return getEntree(db, {
    ...{ campagne, famille, definition: seule, at: now, graine: 0, stabilite: STABILITE_PAR_DEFAUT },
  });
}

/** A rule that waits for a run: it reads what an analysis alone computes. */
export function isEnAttente({ criteres }: Regle): boolean {
  return criteres.some(({ genre }) => genre === "axe" || genre === "classe");
}

/** What the rule of a scenario keeps on the values of now, by the same reading and the same engine as a run. */
export async function getApercu(
  db: Database,
  campagne: Campagne,
  scenario: Pick<Scenario, "famille" | "definition">,
  now: Date,
): Promise<Apercu> {
  const codes = listVariables(scenario.definition).map(({ code }) => code);
  const mots = await listMots(db, codes);
  try {
    const entree = await getEntreeRegle(db, campagne, scenario, now);
    const departements = [...new Set(entree.structures.map(({ departement }) => departement))];
    return apercuOf(entree, mots, await listNoms(db, departements));
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return {
      ...{ population: 0, retenues: null, comptes: [], seuils: {}, lexique: mots },
      avertissements: [thrown.message],
    };
  }
}

function apercuOf(entree: EntreeCalcul, mots: Lexique, noms: Readonly<Record<string, string>>): Apercu {
  const { regle } = entree.definition;
  const tableau = tableauOf(entree);
  const { retenues, seuils } = evaluateRegle(compileRegle(regle, entree.seuilsExternes, tableau));
  const waits = isEnAttente(regle);
  const kept = entree.structures.filter((_, i) => retenues[i] === 1);
  const lexique = Object.fromEntries(
    Object.entries(mots).map(([code, mot]) => [
      code,
      { ...mot, annee: entree.variables.find((one) => one.code === code)?.annee ?? null },
    ]),
  );
  return {
    population: tableau.n,
    retenues: waits ? null : kept.length,
    comptes: waits ? [] : comptesOf(kept, noms),
    seuils,
    lexique,
    avertissements: avertissementsOf(regle, {
      population: tableau.n,
      retenues: waits ? null : kept.length,
      couvertures: entree.variables.map(({ cle, libelle }) => ({
        libelle,
        connues: (tableau.valeurs.get(cle) ?? new Float64Array()).filter((value) => !Number.isNaN(value))
          .length,
      })),
      classes: null,
    }),
  };
}

function comptesOf(
  kept: EntreeCalcul["structures"],
  noms: Readonly<Record<string, string>>,
): Apercu["comptes"] {
  const by = (titre: string, nameOf: (one: EntreeCalcul["structures"][number]) => string) => {
    const counts = new Map<string, number>();
    for (const one of kept) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
    const parts = [...counts].map(([libelle, n]) => ({ libelle, n })).sort((a, b) => b.n - a.n);
    return { titre, parts };
  };
  return [
    by("Types", ({ type }) => TYPES[type]),
    by("Secteurs", ({ secteur }) => SECTEURS[secteur]),
    by("Départements", ({ departement }) => noms[departement] ?? departement),
    by("Urbain ou rural", ({ ruralite }) => (ruralite ? RURALITES[ruralite].libelle : "Non connu")),
  ];
}
