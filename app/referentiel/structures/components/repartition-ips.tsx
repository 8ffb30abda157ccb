import { DistributionChart } from "#app/platform/charts/distribution-chart.tsx";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { TYPES_PLURIEL } from "../../rules.ts";
import type { RepartitionTerritoire } from "../../territoires/queries.server.ts";

export interface RepartitionIpsProps {
  repartition: RepartitionTerritoire;
  /** Threshold of the filter « IPS au plus », marked on the picture. */
  seuil: number | undefined;
}

/** How the index is spread among comparable structures, to choose a threshold knowingly. */
export function RepartitionIps({ repartition, seuil }: RepartitionIpsProps) {
  const { territoire, type, annee, n, bornes, effectifs, quartiles } = repartition;
  return (
    <DistributionChart
      titre={`Répartition de l’IPS ${formatAnneeScolaire(annee)} : ${TYPES_PLURIEL[type]}, ${territoire.toLowerCase()}`}
      unite=""
      decimales={1}
      bornes={[...bornes]}
      effectifs={[...effectifs]}
      quartiles={[...quartiles]}
      n={n}
      valeur={seuil ?? null}
      libelleValeur={seuil === undefined ? "" : "seuil choisi"}
    />
  );
}
