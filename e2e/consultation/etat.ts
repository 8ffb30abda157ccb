import type { Page } from "playwright-core";
import { expect } from "vitest";
import { formatNombre } from "#app/platform/format/format.ts";
import { ACADEMIE_DEMONSTRATION } from "#server/demonstration/academie.ts";
import { readAcademie } from "#server/demonstration/relecture.ts";
import { LIEUX } from "#tests/cast.ts";

/** What the person of this journey looks for, and what they must find. */
export const COLLEGE = { recherche: "salicornes", nom: "Collège des Salicornes" };
export const IPS = "Indice de position sociale (IPS)";
export const ORIGINE = "D’où vient ce chiffre";

/** What the file says of the collège this year, and on which line: read apart from the product. */
export const FICHIER_IPS = "fr-en-ips-colleges-ap2023.csv";
const lignes = readAcademie(ACADEMIE_DEMONSTRATION).lignes(FICHIER_IPS);
const rank = lignes.findIndex(
  (ligne) => ligne.UAI === LIEUX.college && ligne["Année scolaire"] === "2025-2026",
);
export const LU = { valeur: formatNombre(Number(lignes[rank]?.IPS), 1), ligne: rank + 2 };

/** Presses Tab until the focus is on what `name` says, and checks at each step that one sees where it is. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(readFocus);
    seen.push(focus.name);
    expect(focus.visible, `the focus is seen on « ${focus.name} »`).toBe(true);
    if (name.test(focus.name)) return;
  }
  throw new Error(`Tab never reached ${name}: ${seen.join(" | ")}`);
}

function readFocus(): { name: string; visible: boolean } {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body)
    return { name: "(body)", visible: true };
  const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null;
  const name = (label ?? element).textContent?.replace(/\s+/g, " ").trim() ?? "";
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0;
  const box = element.getBoundingClientRect();
  const within = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  return { name, visible: outlined && within };
}
