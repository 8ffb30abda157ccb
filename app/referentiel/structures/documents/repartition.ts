import {
  type Distribution,
  placeDistribution,
  summarizeDistribution,
} from "#app/platform/charts/distribution.ts";
import type { FigureSvg } from "#app/platform/documents/render-pdf.server.ts";

const WIDTH = 300;
const HEIGHT = 116;
const LEFT = 6;
const TOP = 24;
const AXIS = 88;

/**
 * Where a structure stands, as a small picture for paper: bars of one colour, a labelled line for the structure, the
 * middle half and the median under the axis. Nothing rests on colour.
 */
export function drawRepartition(distribution: Distribution): FigureSvg {
  const plot = placeDistribution(distribution);
  const x = (percent: number) => round(LEFT + (percent / 100) * (WIDTH - 2 * LEFT));
  const bars = plot.bars.map((bar) => {
    const height = round(bar.height * (AXIS - TOP));
    const fill = bar.marked ? "#4a8fbd" : "#b5d2e4";
    return `<rect x="${x(bar.x)}" y="${round(AXIS - height)}" width="${round(x(bar.x + bar.width) - x(bar.x) - 1)}" height="${height}" fill="${fill}"/>`;
  });
  const ticks = plot.ticks.map((tick) => text(x(tick.x), HEIGHT - 4, tick.label, tick.anchor, "#4a4a4a"));
  const { half, marker } = plot;
  const own = marker
    ? `<line x1="${x(marker.x)}" x2="${x(marker.x)}" y1="${TOP - 4}" y2="${AXIS}" stroke="#161616" stroke-width="1.2"/>${text(x(marker.x), TOP - 7, marker.label, marker.anchor, "#161616", "bold")}`
    : "";
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">`,
    ...bars,
    `<line x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${AXIS}" y2="${AXIS}" stroke="#6a6a6a" stroke-width="0.8"/>`,
    `<line x1="${x(half.x)}" x2="${x(half.x + half.width)}" y1="${AXIS + 4}" y2="${AXIS + 4}" stroke="#6a6a6a" stroke-width="3"/>`,
    `<circle cx="${x(half.median)}" cy="${AXIS + 4}" r="3.2" fill="#ffffff" stroke="#161616"/>`,
    ...ticks,
    own,
    "</svg>",
  ].join("");
  return { svg, alt: `${distribution.titre}. ${summarizeDistribution(distribution)}` };
}

function text(x: number, y: number, label: string, anchor: string, fill: string, weight = "normal"): string {
  const escaped = label.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="Libertinus Serif" font-size="16" font-weight="${weight}" fill="${fill}">${escaped}</text>`;
}

/** Two decimals are finer than any printer. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
