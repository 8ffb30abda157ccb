import { BarChart } from "../../platform/charts/bar-chart.tsx";
import { DistributionChart } from "../../platform/charts/distribution-chart.tsx";
import { EvolutionChart } from "../../platform/charts/evolution-chart.tsx";
import { Section } from "./section.tsx";

const IPS = {
  titre: "Indice de position sociale",
  source: "DEPP, données de démonstration",
  unite: "",
  decimales: 1,
  bornes: [75, 80, 85, 90, 95, 100, 105, 110, 115, 120],
  effectifs: [1, 2, 4, 7, 11, 9, 8, 4, 2],
  libelleValeur: "cette structure",
  quartiles: [92.1, 99.8, 107.3] as const,
  n: 48,
};

export function Distributions() {
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

const years = (first: number, values: readonly (number | null)[]) =>
  values.map((valeur, index) => ({ annee: first + index, valeur }));

const CE_COLLEGE = years(2017, [78.2, 77.9, null, 78.8, 79.4, 86.1, 85.7, 86.9]);
const ACADEMIE = years(2017, [97.1, 97, 97.2, 97.4, 97.3, 101.2, 101, 101.1]);
const NATION = years(2017, [102.2, 102.4, 102.3, 102.5, 102.6, 103.8, 104, 104.1]);
const ECHELLE = { annee: 2022, motif: "l’indice de position sociale change d’échelle." };

export function Evolutions() {
  return (
    <Section id="evolutions" title="Évolutions">
      <div className="anc-vitrine__grille">
        <EvolutionChart
          titre="Indice de position sociale, avec une rupture de série"
          source="DEPP, données de démonstration"
          unite=""
          decimales={1}
          series={[
            { libelle: "Collège des Salicornes", court: "Ce collège", points: CE_COLLEGE },
            { libelle: "Moyenne de l’académie, collèges publics", court: "Académie", points: ACADEMIE },
            { libelle: "Moyenne nationale, collèges publics", court: "France", points: NATION },
          ]}
          ruptures={[ECHELLE]}
        />
        <EvolutionChart
          titre="Une valeur et son intervalle"
          unite="%"
          decimales={1}
          periode="session"
          series={[
            {
              libelle: "Taux de réussite au diplôme national du brevet",
              court: "Réussite",
              points: [
                { annee: 2021, valeur: 82.1, intervalle: [76.4, 86.9] },
                { annee: 2022, valeur: 84.3, intervalle: [79, 88.8] },
                { annee: 2023, valeur: null, mention: "Moins de 30 candidats" },
                { annee: 2024, valeur: 80.2, intervalle: [73.1, 86] },
              ],
            },
          ]}
        />
        <EvolutionChart
          titre="Une seule année"
          unite=""
          decimales={1}
          series={[{ libelle: "École des Embruns", points: [{ annee: 2024, valeur: 98.4 }] }]}
        />
        <EvolutionChart
          titre="Quatre séries voisines"
          unite="%"
          decimales={0}
          series={[
            { libelle: "Lycée des Phares", points: years(2019, [81, 83, 84, 82, 85, 86]) },
            { libelle: "Département", points: years(2019, [82, 83, 83, 84, 85, 86]) },
            { libelle: "Académie", points: years(2019, [83, 83, 84, 84, 85, 86]) },
            { libelle: "France", points: years(2019, [84, 84, 85, 85, 86, 87]) },
          ]}
        />
      </div>
    </Section>
  );
}

export function BarCharts() {
  return (
    <Section id="barres" title="Barres">
      <div className="anc-vitrine__grille">
        <BarChart
          titre="Moyenne de l’IPS par département"
          source="DEPP, données de démonstration"
          unite=""
          decimales={1}
          libelleBarres="Département"
          libelleValeur="Moyenne de l’IPS"
          libelleRepere="moyenne de l’académie"
          groupes={[
            {
              titre: "Collèges publics",
              barres: [
                { libelle: "Grève-du-Nord", valeur: 98.4, n: 41, repere: 101.1 },
                {
                  libelle: "Îles-du-Ponant-et-Terres-de-l’Archipel méridional",
                  valeur: 104.9,
                  n: 18,
                  repere: 101.1,
                },
                {
                  libelle: "Landes-du-Large",
                  valeur: null,
                  n: 3,
                  repere: 101.1,
                  mention: "Trop peu de collèges",
                },
              ],
            },
            {
              titre: "Collèges privés sous contrat",
              barres: [
                { libelle: "Grève-du-Nord", valeur: 112.2, n: 12, repere: 114.8 },
                {
                  libelle: "Îles-du-Ponant-et-Terres-de-l’Archipel méridional",
                  valeur: 116.7,
                  n: 5,
                  repere: 114.8,
                },
              ],
            },
          ]}
        />
        <BarChart
          titre="Valeurs de part et d’autre de zéro"
          unite="points"
          decimales={1}
          libelleBarres="Lycée"
          libelleValeur="Valeur ajoutée"
          groupes={[
            {
              barres: [
                { libelle: "Lycée des Phares", valeur: 3.2 },
                {
                  libelle: "Lycée polyvalent des métiers de la mer et de l’environnement littoral",
                  valeur: -4.1,
                },
                { libelle: "Lycée du Chenal", valeur: 0 },
                { libelle: "Lycée de la Passe", valeur: -0.6 },
              ],
            },
          ]}
        />
      </div>
    </Section>
  );
}
