import { sequence } from "../components/maps.tsx";
import type { Route } from "./+types/points.ts";

const COUNT = 12_000;
const TYPES = ["ecole", "ecole", "ecole", "college", "lycee", "erea"];

/** Points of the interactive maps, by communes, as the page of a territory would answer them; `?nombre=1` for a lone one. */
export function loader({ request }: Route.LoaderArgs): Response {
  const lone = new URL(request.url).searchParams.get("nombre") === "1";
  const next = sequence(17);
  const communes = Array.from({ length: 80 }, () => [-8.7 + 2 * next(), 46.3 + 1.7 * next()] as const);
  const rows = Array.from({ length: lone ? 1 : COUNT }, (_, index) => {
    const [lon, lat] = communes[Math.floor(next() * communes.length)] ?? [-8, 47];
    const at = (place: number) => Math.round((place + (next() - 0.5) * 0.16) * 1e5) / 1e5;
    const uai = `099${String(index).padStart(4, "0")}A`;
    return [
      uai,
      `Structure ${index + 1}`,
      TYPES[index % TYPES.length],
      index % 500 === 499 ? null : at(lon),
      at(lat),
    ];
  });
  return Response.json(
    { columns: ["uai", "nom", "type", "lon", "lat"], rows },
    { headers: { "Cache-Control": "no-store" } },
  );
}
