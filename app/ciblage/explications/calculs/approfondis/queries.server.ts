import type { Database } from "#app/platform/db/database.server.ts";
import { cleOf } from "../../../calculs/entree/rules.ts";
import { getContenu } from "../../../calculs/queries.server.ts";
import {
  type EntreeCalcul,
  isADepartager,
  type ResultatCalcul,
  type StructureCalculee,
} from "../../../calculs/rules.ts";
import { changementProche } from "../../../regles/bascule/rules.ts";
import {
  compileRegle,
  evaluateRegle,
  type RegleAppliquee,
  type RegleCompilee,
  tableauOf,
} from "../../../regles/traduction/rules.ts";
import type { Approfondi, VariableExpliquee } from "../../rules.ts";

/** A run with its rule applied, and where each structure stands in it. */
interface CalculOuvert {
  readonly entree: EntreeCalcul;
  readonly resultat: ResultatCalcul;
  readonly compilee: RegleCompilee;
  readonly appliquee: RegleAppliquee;
  readonly places: ReadonlyMap<string, number>;
}

/** A finished run never changes: those read last stay open. */
const OUVERTS = 2;
/** Twice the largest académie: opening more would hold the service for seconds. */
const PLUS_GRAND = 10_000;
const gardes = new WeakMap<Database, Map<string, CalculOuvert>>();

async function getOuvert(db: Database, id: string): Promise<CalculOuvert> {
  const kept = gardes.get(db) ?? new Map<string, CalculOuvert>();
  gardes.set(db, kept);
  const known = kept.get(id);
  if (known) return known;
  const { entree, resultat } = await getContenu(db, id);
  const compilee = compileRegle(
    entree.definition.regle,
    entree.seuilsExternes,
    tableauAnalyse(entree, resultat),
  );
  const places = new Map(entree.structures.map(({ uai }, place) => [uai, place]));
  const open = { entree, resultat, compilee, appliquee: evaluateRegle(compilee), places };
  const [oldest] = kept.keys();
  if (kept.size >= OUVERTS && oldest !== undefined) kept.delete(oldest);
  kept.set(id, open);
  return open;
}

/** The frozen data with the axes and the classes that the run computed. */
function tableauAnalyse(entree: EntreeCalcul, { structures, axes }: ResultatCalcul) {
  return {
    ...tableauOf(entree),
    axes: Array.from({ length: axes }, (_, k) =>
      Float64Array.from(structures, ({ coordonnees }) => coordonnees[k] ?? Number.NaN),
    ),
    classes: Int32Array.from(structures, ({ classe }) => (classe ?? 0) - 1),
  };
}

interface RowApprofondie extends Pick<StructureCalculee, "frequence" | "retenue"> {
  readonly id: string;
  readonly population: number;
  readonly stabilite: EntreeCalcul["stabilite"];
}

/**
 * What only those who read the work of the académie read of a run. What would tell a value that is not theirs to know is
 * left out whole: a sum tells the part that is missing.
 */
export async function getApprofondi(
  db: Database,
  uai: string,
  row: RowApprofondie,
  variables: readonly VariableExpliquee[],
): Promise<Approfondi> {
  const { id, frequence, retenue, population } = row;
  const { tirages, seuilDepartage } = row.stabilite;
  const known = {
    ...{ frequence, tirages, seuilDepartage },
    aDepartager: isADepartager({ frequence, retenue }, seuilDepartage),
  };
  if (population > PLUS_GRAND)
    return { ...known, complet: false, composite: null, contributions: [], imputees: [], proche: null };
  const { entree, resultat, compilee, appliquee, places } = await getOuvert(db, id);
  const place = places.get(uai) as number;
  const calculee = resultat.structures[place] as ResultatCalcul["structures"][number];
  const lisible = (cle: string) => variables.find((one) => one.cle === cle)?.lisible === true;
  const { contributionsComposite } = calculee;
  const told = contributionsComposite.every(({ cle }) => lisible(cle));
  return {
    ...{ ...known, complet: true },
    composite: told ? calculee.composite : null,
    contributions: told ? contributionsComposite : [],
    imputees: calculee.imputees.filter(lisible),
    proche: procheOf({ entree, compilee, appliquee, place }, variables),
  };
}

function procheOf(
  of: Pick<CalculOuvert, "entree" | "compilee" | "appliquee"> & { readonly place: number },
  variables: readonly VariableExpliquee[],
): Approfondi["proche"] {
  const { regle } = of.entree.definition;
  const variableOf = (cle: string) => {
    const critere = regle.criteres.find(({ id }) => id === cle);
    const read = critere?.genre === "indicateur" ? cleOf(critere.code, Number(critere.annee)) : cle;
    return variables.find((one) => one.cle === read);
  };
  const pas = (cle: string) => 10 ** -(variableOf(cle)?.decimales ?? 2);
  const change = changementProche(regle, of.compilee, of.appliquee, of.place, pas);
  const variable = change && variableOf(change.cle);
  return change && variable?.lisible
    ? { ...change, libelle: variable.libelle, decimales: variable.decimales }
    : null;
}
