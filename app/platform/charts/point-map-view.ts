import {
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapView,
  NavigationControl,
  Popup,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import {
  boundsOf,
  type CarteInteractive,
  type PointAnswer,
  type PointProperties,
  type Points,
  readPoints,
  summarizePoints,
} from "./point-data.ts";

// Served by us as a file: the policy lets no worker come from a blob.
setWorkerUrl(workerUrl);

const LOCALE = {
  "Map.Title": "Carte des structures",
  "NavigationControl.ZoomIn": "Agrandir",
  "NavigationControl.ZoomOut": "Réduire",
  "Popup.Close": "Fermer",
};
/** Structures of one place that a card lists before it says how many more there are. */
const MOST_LISTED = 8;

export interface OpenedMap {
  readonly summary: string;
  readonly close: () => void;
}

/** @throws when the data cannot be read, or when the device draws no WebGL. */
export async function openPointMap(place: HTMLElement, carte: CarteInteractive): Promise<OpenedMap> {
  const answer = await fetch(carte.donnees, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`points: ${answer.status}`);
  const content = (await answer.json()) as PointAnswer;
  const points = readPoints(
    content,
    carte.categories.map(({ code }) => code),
  );
  const map = new MapView({
    container: place,
    style: styleOf(points, carte, readColours(place)),
    bounds: boundsOf(points),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    maxZoom: 17,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: LOCALE,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  listen(map, carte);
  await new Promise<void>((ready, failed) => {
    map.once("load", () => ready());
    map.once("error", ({ error }) => failed(error));
  }).catch((error: unknown) => {
    map.remove();
    throw error;
  });
  return {
    summary: summarizePoints(points.features.length, content.rows.length),
    close: () => map.remove(),
  };
}

interface Colours {
  readonly ground: string;
  readonly paper: string;
  readonly edge: string;
  readonly text: string;
  readonly series: readonly string[];
}

/** The style sheet's own colours, in the theme of the moment: the drawing surface knows no variable. */
function readColours(place: HTMLElement): Colours {
  const probe = document.createElement("span");
  place.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    ground: read("--background-alt-grey"),
    paper: read("--background-default-grey"),
    edge: read("--border-plain-grey"),
    text: read("--text-title-grey"),
    series: [1, 2, 3, 4].map((rank) => read(`--anc-serie-${rank}`)),
  };
  probe.remove();
  return colours;
}

function styleOf(
  points: Points,
  { contours, categories }: CarteInteractive,
  colours: Colours,
): StyleSpecification {
  const { ground, paper, edge, text, series } = colours;
  const byClass = (values: readonly (string | number)[], otherwise: string | number) =>
    [
      "match",
      ["get", "classe"],
      ...values.slice(0, categories.length).flatMap((value, rank) => [rank, value]),
      otherwise,
    ] as never;
  return {
    version: 8,
    sources: {
      points: { type: "geojson", data: points, cluster: true, clusterRadius: 44, clusterMaxZoom: 13 },
      ...(contours === undefined ? {} : { contours: { type: "geojson", data: contours } }),
    },
    layers: [
      { id: "fond", type: "background", paint: { "background-color": ground } },
      ...(contours === undefined
        ? []
        : ([
            { id: "aires", type: "fill", source: "contours", paint: { "fill-color": paper } },
            { id: "limites", type: "line", source: "contours", paint: { "line-color": edge } },
          ] as const)),
      ...groupLayers(colours),
      {
        id: "structures",
        type: "circle",
        source: "points",
        filter: ["!", ["has", "point_count"]],
        paint: {
          // Filled, filled and ringed, hollow, hollow and larger: told apart without their colours.
          "circle-color": byClass([series[0] ?? text, series[1] ?? text, paper, paper], paper),
          "circle-radius": byClass([5, 5, 5, 7], 4),
          "circle-stroke-color": byClass([paper, text, series[2] ?? text, series[3] ?? text], edge),
          "circle-stroke-width": byClass([1, 2, 3, 2], 1),
        },
      },
    ],
  };
}

/** Structures too near to be told apart at this scale: a circle with how many they are. */
function groupLayers({ paper, text }: Colours): LayerSpecification[] {
  return [
    {
      id: "groupes",
      type: "circle",
      source: "points",
      filter: ["has", "point_count"],
      paint: {
        "circle-color": paper,
        "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 12, 4.5, 30],
        "circle-stroke-color": text,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "effectifs",
      type: "symbol",
      source: "points",
      filter: ["has", "point_count"],
      layout: {
        "text-field": ["get", "point_count_abbreviated"],
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": text },
    },
  ];
}

function listen(map: MapView, { lien }: CarteInteractive): void {
  map.on("click", "groupes", async ({ features = [], lngLat }) => {
    const cluster = features[0]?.properties.cluster_id as number | undefined;
    if (cluster === undefined) return;
    const zoom = await (map.getSource("points") as GeoJSONSource).getClusterExpansionZoom(cluster);
    map.easeTo({ center: lngLat, zoom });
  });
  map.on("click", "structures", ({ features = [], lngLat }) => {
    const found = features.map(({ properties }) => properties as PointProperties);
    new Popup({ maxWidth: "18rem" }).setLngLat(lngLat).setDOMContent(card(found, lien)).addTo(map);
  });
  for (const layer of ["groupes", "structures"]) {
    map.on("mouseenter", layer, () => {
      map.getCanvas().style.cursor = "pointer";
    });
    map.on("mouseleave", layer, () => {
      map.getCanvas().style.cursor = "";
    });
  }
}

/** Structures of one building share their place: all of them are offered. */
function card(structures: readonly PointProperties[], lien: string): HTMLElement {
  const list = document.createElement("ul");
  list.className = "anc-carte-interactive__fiche";
  for (const { uai, nom } of structures.slice(0, MOST_LISTED)) {
    const link = document.createElement("a");
    link.href = `${lien}${encodeURIComponent(uai)}`;
    link.textContent = nom;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  const more = structures.length - MOST_LISTED;
  if (more > 0) {
    const item = document.createElement("li");
    item.textContent = `et ${more} de plus au même endroit`;
    list.append(item);
  }
  return list;
}
