import { makeBoursiers } from "./academiques/boursiers.ts";
import { makeEvaluationsEcoles } from "./academiques/evaluations-ecoles.ts";
import { makeIndicateursRh } from "./academiques/indicateurs-rh.ts";
import type { ClasseurGenere } from "./fichiers/classeur.ts";
import { makeMonde } from "./monde.ts";

/**
 * Files that an académie keeps to itself, in home-made forms that nobody standardised: for the generic importer, the
 * guide and the tests. They are not part of the import of the demonstration.
 *
 * @example const [boursiers] = generateFichiersAcademiques({ graine: 2026, structures: 900 }); await boursiers.octets();
 */
export function generateFichiersAcademiques({
  graine,
  structures,
}: {
  graine: number;
  structures: number;
}): ClasseurGenere[] {
  const monde = makeMonde(graine, structures);
  return [makeBoursiers(monde), makeIndicateursRh(monde), makeEvaluationsEcoles(monde)];
}
