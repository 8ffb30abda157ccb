import { CircleChart } from "../../platform/charts/circle-chart.tsx";
import { ColumnChart } from "../../platform/charts/column-chart.tsx";
import { MapChart } from "../../platform/charts/map-chart.tsx";
import { placePlane } from "../../platform/charts/plane.ts";
import { PlaneChart } from "../../platform/charts/plane-chart.tsx";
import { TreeChart } from "../../platform/charts/tree-chart.tsx";
import { sequence } from "./maps.tsx";
import { Section } from "./section.tsx";

function cloud(seed: number, count: number, [x, y]: readonly [number, number]) {
  const next = sequence(seed);
  const bell = () => 2 * (next() + next() + next() - 1.5);
  return Array.from({ length: count }, () => ({ x: x + bell(), y: y + 0.6 * bell() }));
}

const AXES = { axeX: "Axe 1 : 43,2 % de l’information", axeY: "Axe 2 : 18,1 % de l’information" };

const CLASSES = Array.from({ length: 12 }, (_, k) => ({
  libelle: `Classe ${k + 1}`,
  allure: { serie: k },
  points: cloud(40 + k, 24, [((k % 4) - 1.5) * 2.2, (Math.floor(k / 4) - 1) * 1.9]),
}));

const TEINTES = [
  "de 80,1 à 92,4",
  "de 92,5 à 99,9",
  "de 100,0 à 106,2",
  "de 106,3 à 113,8",
  "de 113,9 à 131,0",
];

/** Every shape and every tone, names that make way for one another, one structure looked for. */
function Planes() {
  return (
    <>
      <PlaneChart
        titre="Douze classes"
        legende="Couleur et forme : la classe"
        plot={placePlane({
          ...AXES,
          groupes: CLASSES,
          centres: CLASSES.map(({ libelle, points: [first] }) => ({ libelle, x: 0, y: 0, ...first })),
        })}
      />
      <PlaneChart
        titre="Une valeur, une structure cherchée, le reste en retrait"
        source="données de démonstration"
        legende="Teinte et taille : indice de position sociale"
        plot={placePlane({
          ...AXES,
          groupes: [
            { libelle: "Hors de votre choix", allure: "discret", points: cloud(3, 120, [0, 0]) },
            { libelle: "Valeur non connue", allure: "inconnu", points: cloud(4, 12, [0, 0]) },
            ...TEINTES.map((libelle, k) => ({
              libelle,
              allure: { ton: k + 1 },
              points: cloud(60 + k, 30, [k - 2, (2 - k) * 0.3]),
            })),
          ],
          etiquettes: cloud(9, 12, [0, 0]).map((point, k) => ({
            ...point,
            libelle: `Collège des Îles nº ${k + 1}`,
          })),
          vedette: { libelle: "Collège des Salicornes", x: 0.6, y: 0.4 },
        })}
      />
    </>
  );
}

const VARIABLES = [
  ["Indice de position sociale", 0.91, 0.12],
  ["Part de boursiers", -0.88, -0.2],
  ["Taux de réussite", 0.72, 0.55],
  ["Note à l’écrit", 0.74, 0.51],
  ["Valeur ajoutée", 0.1, 0.86],
  ["Éloignement", -0.2, 0.04],
] as const;

export function Analyses() {
  return (
    <Section id="analyses" title="Analyses">
      <div className="anc-vitrine__grille">
        <Planes />
        <CircleChart
          titre="Cercle des corrélations"
          source="données de démonstration"
          {...AXES}
          variables={[
            ...VARIABLES.map(([libelle, x, y]) => ({ libelle, x, y, supplementaire: false })),
            { libelle: "Effectif", x: 0.3, y: -0.4, supplementaire: true },
            { libelle: "Une constante", x: null, y: null, supplementaire: false },
          ]}
        />
        <ColumnChart
          titre="Part de l’information portée par chaque axe"
          libelleColonnes="Axe"
          libelleValeur="Part"
          unite="%"
          decimales={1}
          colonnes={[43.2, 18.1, 14.9, 10.2, 7.8, 3.9, 1.9].map((valeur, k) => ({
            ...{ libelle: String(k + 1), valeur },
          }))}
          marquees={{ libelle: "Axes conservés", colonnes: ["1", "2", "3"] }}
          repere={{ libelle: "Part de chaque axe si aucune variable n’était liée à une autre", valeur: 14.3 }}
        />
        <TreeChart
          titre="Dans quel ordre les classes se réuniraient"
          feuilles={[1, 2, 3, 4, 5].map((k) => ({ libelle: `Classe ${k}`, court: `Classe ${k}` }))}
          ordre={[0, 2, 1, 3, 4]}
          reunions={[
            { gauche: 3, droite: 4, hauteur: 5 },
            { gauche: 0, droite: 2, hauteur: 9 },
            { gauche: 1, droite: 5, hauteur: 24 },
            { gauche: 6, droite: 7, hauteur: 62 },
          ]}
          coupes={[
            { libelle: "Découpage conservé : 5 classes", groupes: 5 },
            { libelle: "Découpage proposé : 3 classes", groupes: 3 },
          ]}
        />
        <MapChart
          titre="Sept catégories"
          categories={CLASSES.slice(0, 7).map(({ libelle, points }) => ({
            libelle,
            points: points.slice(0, 6).map(({ x, y }) => ({ libelle, lon: x / 4 - 3, lat: 47 + y / 4 })),
          }))}
        />
      </div>
    </Section>
  );
}
