import { DistributionChart } from "../../platform/charts/distribution-chart.tsx";
import { Section } from "./section.tsx";

const IPS = {
  titre: "Indice de position sociale",
  unite: "",
  decimales: 1,
  bornes: [75, 80, 85, 90, 95, 100, 105, 110, 115, 120],
  effectifs: [1, 2, 4, 7, 11, 9, 8, 4, 2],
  libelleValeur: "cette structure",
  quartiles: [92.1, 99.8, 107.3] as const,
  n: 48,
};

export function Charts() {
  return (
    <Section id="distributions" title="Distributions">
      <div className="anc-vitrine__grille">
        <DistributionChart {...IPS} valeur={86.4} />
        <DistributionChart {...IPS} titre="Une valeur au-delà des autres" valeur={128.2} />
        <DistributionChart {...IPS} titre="Une valeur non connue" valeur={null} />
        <DistributionChart
          titre="Élèves dont les deux parents sont sans emploi"
          unite="%"
          decimales={1}
          bornes={[0, 5, 10, 15, 20, 25]}
          effectifs={[310, 120, 60, 14, 3]}
          valeur={24.1}
          libelleValeur="Collège des Tilleuls"
          quartiles={[2.4, 4.1, 8.7]}
          n={507}
        />
      </div>
    </Section>
  );
}
