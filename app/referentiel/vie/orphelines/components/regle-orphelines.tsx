import { formatAnneeScolaire, formatNombre, pluriel } from "#app/platform/format/format.ts";
import type { MedianeEp } from "../queries.server.ts";
import { REGLE, SOURCE_REGLE } from "../rules.ts";

/** The rule and the figures it used: whoever reads the list may check it. */
export function RegleOrphelines({ mediane }: { mediane: MedianeEp | undefined }) {
  return (
    <details className="anc-details">
      <summary>Comment ces écoles sont-elles repérées ?</summary>
      <p>{REGLE}</p>
      <p>
        {mediane
          ? `En ${formatAnneeScolaire(mediane.annee)}, la médiane est de ${formatNombre(mediane.mediane, 1)} pour ${pluriel(mediane.ecoles, "école publique", "écoles publiques")} en REP et REP+ dont l’IPS est publié.`
          : "Aucune médiane n’est connue pour l’instant : elle le sera quand l’IPS des écoles et la liste de l’éducation prioritaire auront été importés."}
      </p>
      <p>
        Le calcul propose, une personne décide : une décision a un auteur et un motif, et reste lisible une
        fois retirée.
      </p>
      <p className="fr-hint-text">{SOURCE_REGLE}</p>
    </details>
  );
}
