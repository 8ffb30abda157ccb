import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BarChart } from "./bar-chart.tsx";
import { CircleChart } from "./circle-chart.tsx";
import { ColumnChart } from "./column-chart.tsx";
import { DistributionChart } from "./distribution-chart.tsx";
import { EvolutionChart } from "./evolution-chart.tsx";
import { MapChart } from "./map-chart.tsx";
import { placePlane } from "./plane.ts";
import { PlaneChart } from "./plane-chart.tsx";
import { PointMap } from "./point-map.tsx";
import { ScatterChart } from "./scatter-chart.tsx";

const axe = (libelle: string) => ({ libelle, unite: "", decimales: 1 });
const contour = {
  type: "Polygon" as const,
  coordinates: [
    [
      [-8, 47],
      [-7, 47],
      [-7, 48],
      [-8, 47],
    ],
  ],
};
const COMMON = { titre: "Un titre", source: "DEPP", unite: "%", decimales: 1 };
const CHARTS: readonly (readonly [string, ReactElement])[] = [
  [
    "distribution",
    <DistributionChart
      {...COMMON}
      key=""
      bornes={[0, 10, 20]}
      effectifs={[3, 4]}
      valeur={12}
      libelleValeur="cette structure"
      quartiles={[4, 9, 12]}
      n={7}
    />,
  ],
  [
    "evolution",
    <EvolutionChart
      {...COMMON}
      key=""
      series={[
        { libelle: "Ce collège", points: [{ annee: 2022, valeur: 12, intervalle: [8, 15] }] },
        { libelle: "Académie", points: [{ annee: 2023, valeur: null }] },
      ]}
      ruptures={[{ annee: 2023, motif: "nouvelle échelle" }]}
    />,
  ],
  [
    "bars",
    <BarChart
      {...COMMON}
      key=""
      libelleBarres="Département"
      libelleValeur="Part"
      libelleRepere="moyenne"
      groupes={[{ titre: "Public", barres: [{ libelle: "Ain", valeur: 12, repere: 11, n: 40 }] }]}
    />,
  ],
  [
    "scatter",
    <ScatterChart
      {...COMMON}
      key=""
      axeX={axe("IPS")}
      axeY={axe("Réussite")}
      classes={[{ libelle: "Public", points: [{ x: 1, y: 2 }] }]}
      misEnAvant={[{ libelle: "Ce collège", x: 2, y: 3 }]}
      reperes={[{ axe: "y", valeur: 2, libelle: "moyenne" }]}
    />,
  ],
  [
    "plane",
    <PlaneChart
      {...COMMON}
      key=""
      legende="Couleur : classe"
      plot={placePlane({
        ...{ axeX: "Axe 1", axeY: "Axe 2" },
        groupes: [
          { libelle: "Classe 1", allure: { serie: 4 }, points: [{ x: 1, y: 2 }] },
          { libelle: "Bas", allure: { ton: 1 }, points: [{ x: 0, y: 1 }] },
          { libelle: "Non connu", allure: "inconnu", points: [{ x: 0, y: 0 }] },
          { libelle: "Autres", allure: "discret", points: [{ x: -1, y: -2 }] },
        ],
        vedette: { libelle: "Ce collège", x: 0, y: 1 },
      })}
    />,
  ],
  [
    "circle",
    <CircleChart
      {...COMMON}
      key=""
      axeX="Axe 1"
      axeY="Axe 2"
      variables={[
        { libelle: "IPS", x: 0.8, y: 0.2, supplementaire: false },
        { libelle: "Effectif", x: -0.1, y: null, supplementaire: true },
      ]}
    />,
  ],
  [
    "columns",
    <ColumnChart
      {...COMMON}
      key=""
      libelleColonnes="Axe"
      libelleValeur="Part"
      colonnes={[{ libelle: "1", valeur: 60, cumul: 60 }]}
      marquees={{ libelle: "Conservé", colonnes: ["1"] }}
      repere={{ libelle: "Moyenne", valeur: 50 }}
    />,
  ],
  [
    "map",
    <MapChart
      {...COMMON}
      key=""
      zones={[{ code: "1", libelle: "Ain", contour, valeur: null }]}
      valeurs={{ libelle: "Part", unite: "%", decimales: 1 }}
      misEnAvant={{ libelle: "Ce collège", lon: -7.5, lat: 47.5 }}
    />,
  ],
];

describe.each(CHARTS)("%s, as the server sends it", (_name, chart) => {
  const html = renderToStaticMarkup(chart);
  it("names and describes its picture", () => {
    const [, ids = ""] = html.match(/<svg[^>]*role="img" aria-labelledby="([^"]+)"/) ?? [];
    expect(ids.split(" ").map((id) => html.includes(`id="${id}"`))).toEqual([true, true]);
    expect(html).toMatch(/<figcaption>.*Un titre.*<\/figcaption>/);
    expect(html).toContain("Source : DEPP");
  });
  it("has its table, with a heading for each column and each line", () => {
    expect(html).toMatch(/<details.*<table>.*<th scope="col".*<th scope="row">.*<\/table>.*<\/details>/s);
  });
  it("shows nothing that would be dead without JavaScript, and no style that the policy refuses", () => {
    expect(html).not.toContain("<button");
    expect(html).not.toContain("Télécharger");
    expect(html).not.toMatch(/ style=/);
    expect(html).not.toContain("NaN");
  });
});

it("the interactive map shows nothing without JavaScript", () => {
  const html = renderToStaticMarkup(
    <PointMap titre="Carte" donnees="/points" categories={[]} lien="/structures/" />,
  );
  expect(html.replace(/<[^>]+>/g, "")).toBe("");
  expect(html).not.toMatch(/button|style=/);
});
