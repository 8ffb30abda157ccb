import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";
import { cleOf } from "../../calculs/entree/rules.ts";
import { type CritereDit, direCriteres } from "../../calculs/explications/rules.ts";
import { listValeursLisibles } from "../../calculs/listes/queries.server.ts";
import type { EntreeCalcul } from "../../calculs/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { type ChangementProche, changementProche } from "../../regles/bascule/rules.ts";
import { compileRegle, evaluateRegle, lireStructure, tableauOf } from "../../regles/traduction/rules.ts";
import { getEntreeRegle, isEnAttente } from "../apercu/queries.server.ts";
import type { Scenario } from "../rules.ts";

export interface StructureTrouvee {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
}

export interface Essai extends StructureTrouvee {
  /** Null while the rule reads axes or classes, which a run alone computes. */
  readonly retenue: boolean | null;
  readonly criteres: readonly CritereDit[];
  /** The smallest change of one value that would alter the outcome; null where none is told. */
  readonly proche: (ChangementProche & { readonly libelle: string; readonly decimales: number }) | null;
}

const MOST_TROUVEES = 20;

/** What the rule says now of one structure of the population, or the structures that the words typed may mean. */
export async function getEssai(
  db: Database,
  actor: Actor,
  { campagne, scenario }: { readonly campagne: Campagne; readonly scenario: Scenario },
  { q, now }: { readonly q: string; readonly now: Date },
): Promise<{ readonly trouvees: StructureTrouvee[]; readonly essai: Essai | null }> {
  const words = normalizeSearch(q).split(" ").filter(Boolean);
  if (words.length === 0) return { trouvees: [], essai: null };
  const entree = await getEntreeRegle(db, campagne, scenario, now);
  const exact = entree.structures.findIndex(({ uai }) => uai === q.trim().toUpperCase());
  if (exact >= 0) return { trouvees: [], essai: await essayer(db, actor, entree, exact) };
  const trouvees = entree.structures
    .filter(({ uai, nom, commune }) => {
      const text = normalizeSearch(`${uai} ${nom} ${commune}`);
      return words.every((word) => text.includes(word));
    })
    .slice(0, MOST_TROUVEES)
    .map(({ uai, nom, commune }) => ({ uai, nom, commune }));
  return { trouvees, essai: null };
}

async function essayer(db: Database, actor: Actor, entree: EntreeCalcul, i: number): Promise<Essai> {
  const { definition, structures, seuilsExternes } = entree;
  const { uai, nom, commune } = structures[i] as EntreeCalcul["structures"][number];
  const compilee = compileRegle(definition.regle, seuilsExternes, tableauOf(entree));
  const appliquee = evaluateRegle(compilee);
  const { criteres } = lireStructure(definition.regle, compilee, appliquee, i);
  const lisibles = await listValeursLisibles(db, actor, entree, [uai]);
  const waits = isEnAttente(definition.regle);
  const variableOf = (cle: string) => variableLue(entree, cle);
  const change = waits
    ? null
    : changementProche(
        definition.regle,
        compilee,
        appliquee,
        i,
        (cle) => 10 ** -(variableOf(cle)?.decimales ?? 2),
      );
  const variable = change && variableOf(change.cle);
  return {
    ...{ uai, nom, commune },
    retenue: waits ? null : appliquee.retenues[i] === 1,
    criteres: direCriteres(entree, { uai, criteres }, lisibles),
    proche:
      change && variable && lisibles.has(`${uai}|${variable.cle}`)
        ? { ...change, libelle: variable.libelle, decimales: variable.decimales }
        : null,
  };
}

/** The variable behind a criterion or a term of the sum. */
function variableLue({ definition, variables }: EntreeCalcul, cle: string) {
  const critere = definition.regle.criteres.find(({ id }) => id === cle);
  const read = critere?.genre === "indicateur" ? cleOf(critere.code, Number(critere.annee)) : cle;
  return variables.find((one) => one.cle === read);
}
