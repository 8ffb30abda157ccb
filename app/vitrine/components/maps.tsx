import { MapChart } from "../../platform/charts/map-chart.tsx";
import { PointMap } from "../../platform/charts/point-map.tsx";
import { ScatterChart } from "../../platform/charts/scatter-chart.tsx";
import { Section } from "./section.tsx";

/** Always the same numbers, spread like real ones. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function cloud(seed: number, count: number, shift: number) {
  const next = sequence(seed);
  const bell = () => next() + next() + next() - 1.5;
  return Array.from({ length: count }, (_, index) => {
    const x = 100 + shift + 18 * bell();
    return {
      libelle: `Structure ${index + 1}`,
      x: Math.round(x * 10) / 10,
      y: index % 40 === 0 ? null : Math.round(Math.min(100, 84 + (x - 100) * 0.25 + 9 * bell()) * 10) / 10,
    };
  });
}

const AXES = {
  axeX: { libelle: "Indice de position sociale", unite: "", decimales: 1 },
  axeY: { libelle: "Taux de réussite au diplôme national du brevet", unite: "%", decimales: 1 },
};

export function Scatters() {
  return (
    <Section id="nuages" title="Nuages de points">
      <div className="anc-vitrine__grille">
        <ScatterChart
          titre="Position sociale et réussite, deux secteurs"
          source="DEPP, données de démonstration"
          {...AXES}
          libellePoints="collèges"
          classes={[
            { libelle: "Public", points: cloud(7, 900, 0) },
            { libelle: "Privé sous contrat", points: cloud(11, 250, 12) },
          ]}
          misEnAvant={[
            { libelle: "Collège des Salicornes", x: 86.9, y: 80.2, href: "#nuages" },
            { libelle: "Collège des Tilleuls", x: 87.4, y: 81.1, href: "#nuages" },
            { libelle: "Collège du Chenal", x: 122.1, y: 91.3 },
          ]}
          reperes={[
            { axe: "x", valeur: 101.1, libelle: "Moyenne de l’académie" },
            { axe: "y", valeur: 84.2, libelle: "Moyenne de l’académie" },
          ]}
        />
        <ScatterChart
          titre="Quatre classes"
          {...AXES}
          classes={["Écoles", "Collèges", "Lycées", "Autres"].map((libelle, index) => ({
            libelle,
            points: cloud(31 + index, 60, index * 8),
          }))}
        />
      </div>
    </Section>
  );
}

type Corners = [west: number, south: number, east: number, north: number];

/** A coast with bays: enough corners to look like one. */
function island(seed: number, [west, south, east, north]: Corners) {
  const next = sequence(seed);
  const ring = Array.from({ length: 40 }, (_, index) => {
    const angle = (index / 40) * 2 * Math.PI;
    const far = 0.78 + 0.22 * next();
    return [
      (west + east) / 2 + ((east - west) / 2) * far * Math.cos(angle),
      (south + north) / 2 + ((north - south) / 2) * far * Math.sin(angle),
    ];
  });
  return { type: "Polygon" as const, coordinates: [[...ring, ring[0] ?? []]] };
}

const ZONES = [
  { code: "A1", libelle: "Grève-du-Nord", valeur: 98.4, contour: island(3, [-8.9, 47.4, -7.8, 48.2]) },
  { code: "A2", libelle: "Landes-du-Large", valeur: 104.9, contour: island(5, [-7.8, 47.3, -6.6, 48.1]) },
  { code: "A3", libelle: "Archipel", valeur: null, contour: island(8, [-8.7, 46.2, -7.7, 47.1]) },
  { code: "A4", libelle: "Terres-du-Sud", valeur: 111.3, contour: island(13, [-7.6, 46.1, -6.5, 47.2]) },
];
const OUTRE_MER = [
  { code: "971", libelle: "Guadeloupe", valeur: 92.8, contour: island(21, [-61.8, 15.9, -61, 16.5]) },
  { code: "974", libelle: "La Réunion", valeur: 88.1, contour: island(22, [55.2, -21.4, 55.8, -20.9]) },
];

function spots(seed: number, count: number) {
  const next = sequence(seed);
  return Array.from({ length: count }, (_, index) => ({
    libelle: `Structure ${index + 1}`,
    lon: index === 0 ? null : -8.6 + 1.9 * next(),
    lat: index === 0 ? null : 46.4 + 1.5 * next(),
  }));
}

export function InteractiveMap() {
  return (
    <Section id="carte-interactive" title="Carte interactive">
      <PointMap
        titre="12 000 structures"
        donnees="/dev/vitrine/points"
        categories={[
          { code: "ecole", libelle: "Écoles" },
          { code: "college", libelle: "Collèges" },
          { code: "lycee", libelle: "Lycées" },
        ]}
        lien="/structures/"
        contours={{
          type: "FeatureCollection",
          features: ZONES.map(({ libelle, contour }) => ({
            type: "Feature",
            properties: { libelle },
            geometry: contour,
          })),
        }}
      />
      <PointMap
        titre="Une seule structure"
        donnees="/dev/vitrine/points?nombre=1"
        categories={[{ code: "ecole", libelle: "Écoles" }]}
        lien="/structures/"
      />
      <PointMap
        titre="Une adresse en panne"
        donnees="/dev/vitrine/absent"
        categories={[]}
        lien="/structures/"
      />
    </Section>
  );
}

export function Maps() {
  return (
    <Section id="cartes" title="Cartes">
      <div className="anc-vitrine__grille">
        <MapChart
          titre="Moyenne de l’IPS des collèges publics"
          source="DEPP, données de démonstration ; contours fictifs"
          zones={[...ZONES, ...OUTRE_MER]}
          valeurs={{ libelle: "Moyenne de l’IPS", unite: "", decimales: 1 }}
        />
        <MapChart
          titre="Structures de l’académie"
          zones={ZONES}
          categories={[
            { libelle: "Écoles", points: spots(1, 180) },
            { libelle: "Collèges", points: spots(2, 40) },
            { libelle: "Lycées", points: spots(4, 16) },
          ]}
          misEnAvant={{ libelle: "Collège des Salicornes", lon: -8.2, lat: 47.8 }}
        />
        <MapChart
          titre="Un seul point"
          categories={[
            { libelle: "Écoles", points: [{ libelle: "École des Embruns", lon: -7.9, lat: 47.2 }] },
          ]}
        />
      </div>
    </Section>
  );
}
