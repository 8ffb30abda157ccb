import { direCritereApplique, type Lexique } from "../../regles/lecture/rules.ts";
import type { Critere } from "../../regles/rules.ts";
import { cleOf } from "../entree/rules.ts";
import type { LigneListe } from "../listes/rules.ts";
import type { CritereApplique, EntreeCalcul } from "../rules.ts";

export interface CritereDit {
  readonly id: string;
  readonly phrase: string;
}

/** The words that criteria use for the indicators of a run; its years are settled, so none is « the latest ». */
function lexiqueOf({ variables }: Pick<EntreeCalcul, "variables">): Lexique {
  return Object.fromEntries(
    variables.map(({ code, libelle, unite, decimales, annee }) => [
      code,
      { libelle, unite, decimales, annee },
    ]),
  );
}

/**
 * Each criterion of a structure, said as far as the person may read it. A value under secrecy keeps its number to
 * itself; a criterion on an indicator that the person does not read says nothing at all of it.
 *
 * @param lisibles values that the person reads, as `uai|key of the variable`.
 * @param raison why the number of an open indicator is not shown.
 */
export function direCriteres(
  { definition, variables }: Pick<EntreeCalcul, "definition" | "variables">,
  { uai, criteres }: Pick<LigneListe, "uai" | "criteres">,
  lisibles: ReadonlySet<string>,
  raison = "secret statistique",
): CritereDit[] {
  const lexique = lexiqueOf({ variables });
  const known = new Map(definition.regle.criteres.map((critere) => [critere.id, critere]));
  return criteres.flatMap((applique): CritereDit[] => {
    const critere = known.get(applique.id);
    if (!critere) return [];
    const phrase = direLisible(critere, applique, uai, { variables, lexique, lisibles, raison });
    return [{ id: applique.id, phrase: nommer(critere, phrase) }];
  });
}

function direLisible(
  critere: Critere,
  applique: CritereApplique,
  uai: string,
  of: Pick<EntreeCalcul, "variables"> & {
    readonly lexique: Lexique;
    readonly lisibles: ReadonlySet<string>;
    readonly raison: string;
  },
): string {
  if (critere.genre !== "indicateur") return direCritereApplique(critere, applique, of.lexique);
  const cle = cleOf(critere.code, Number(critere.annee));
  if (of.lisibles.has(`${uai}|${cle}`)) return direCritereApplique(critere, applique, of.lexique);
  const variable = of.variables.find((one) => one.cle === cle);
  const libelle = variable?.libelle ?? critere.code;
  if (variable?.diffusion !== "ouverte") return `${libelle} : réservé aux personnes habilitées`;
  return `${libelle} : valeur non affichée (${of.raison}) : ${applique.rempli ? "rempli" : "non rempli"}`;
}

function nommer({ nom, role }: Critere, phrase: string): string {
  const named = nom === "" ? phrase : `« ${nom} » : ${phrase}`;
  return role === "exclusion" ? `Écarte : ${named}` : named;
}

/** Labels of the variables that were completed for a structure. */
export function direImputees(
  { variables }: Pick<EntreeCalcul, "variables">,
  imputees: readonly string[],
): string {
  return imputees.map((cle) => variables.find((variable) => variable.cle === cle)?.libelle ?? cle).join(", ");
}

/** The same, of the variables that a person reads of it: that a value is missing is already something of it. */
export function direImputeesLisibles(
  entree: Pick<EntreeCalcul, "variables">,
  { uai, imputees }: Pick<LigneListe, "uai" | "imputees">,
  lisibles: ReadonlySet<string>,
): string {
  return direImputees(
    entree,
    imputees.filter((cle) => lisibles.has(`${uai}|${cle}`)),
  );
}

/** Labels of the indicators that the rule reads and that their notice calls weak: small numbers, bias, break of series. */
export function direFragiles({
  definition,
  variables,
}: Pick<EntreeCalcul, "definition" | "variables">): string[] {
  const { criteres, composite } = definition.regle;
  const read = [...criteres.filter((critere) => critere.genre === "indicateur"), ...(composite ?? [])];
  const cles = new Set(read.map(({ code, annee }) => cleOf(code, Number(annee))));
  return variables.flatMap(({ cle, libelle, faiblesses }) =>
    cles.has(cle) && faiblesses.length > 0 ? [libelle] : [],
  );
}
