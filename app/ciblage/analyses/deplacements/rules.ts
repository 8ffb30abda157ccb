import type { Fenetre } from "#app/platform/charts/plane.ts";
import type { Individu } from "../individus/rules.ts";

export interface Deplacement {
  readonly libelle: string;
  /** Null goes back to the whole cloud. */
  readonly fenetre: Fenetre | null;
}

/** Ways to move in the plane: links, so that they work without scripts and may be sent. */
export function listDeplacements(
  { x0, x1, y0, y1 }: Fenetre,
  { agrandi, vedette }: { readonly agrandi: boolean; readonly vedette: Individu | null },
): Deplacement[] {
  const [width, height] = [x1 - x0, y1 - y0];
  const around = (x: number, y: number, factor: number): Fenetre => ({
    x0: x - (width * factor) / 2,
    x1: x + (width * factor) / 2,
    y0: y - (height * factor) / 2,
    y1: y + (height * factor) / 2,
  });
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [
    { libelle: "Agrandir", fenetre: around(x, y, 0.5) },
    ...(vedette
      ? [{ libelle: `Agrandir autour de ${vedette.nom}`, fenetre: around(vedette.x, vedette.y, 0.4) }]
      : []),
    ...(agrandi
      ? [
          { libelle: "Réduire", fenetre: around(x, y, 2) },
          { libelle: "Vers la gauche", fenetre: around(x - width / 3, y, 1) },
          { libelle: "Vers la droite", fenetre: around(x + width / 3, y, 1) },
          { libelle: "Vers le haut", fenetre: around(x, y + height / 3, 1) },
          { libelle: "Vers le bas", fenetre: around(x, y - height / 3, 1) },
          { libelle: "Tout le nuage", fenetre: null },
        ]
      : []),
  ];
}

/** Bounds as an address writes them; `null` removes them. */
export function paramsFenetre(fenetre: Fenetre | null): Record<"x0" | "x1" | "y0" | "y1", string | null> {
  const text = (value: number | undefined) =>
    value === undefined ? null : String(Math.round(value * 1e4) / 1e4);
  return {
    x0: text(fenetre?.x0),
    x1: text(fenetre?.x1),
    y0: text(fenetre?.y0),
    y1: text(fenetre?.y1),
  };
}
