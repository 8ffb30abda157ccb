import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/analyses/pages";
const BASE = "ciblage/calculs/:calcul";

/** How one sees a run: reading, but for the names that are given to its classes. */
const lectures: readonly RouteEntry<Permission>[] = (
  [
    ["analyses.axes", "axes", "axes.tsx"],
    ["analyses.cercle", "cercle", "cercle.tsx"],
    ["analyses.plan", "plan", "plan.tsx"],
    ["analyses.classes", "classes", "classes.tsx"],
    ["analyses.carte", "carte", "carte.tsx"],
    ["analyses.export", "analyse/export", "export.tsx"],
    ["analyses.typologie", "typologie", "typologie.tsx"],
    ["analyses.typologie_export", "typologie/export", "typologie-export.tsx"],
  ] as const
).map(([id, path, file]) => ({
  id,
  path: `${BASE}/${path}`,
  file: `${PAGES}/${file}`,
  permission: "ciblage.lire",
  objet: "calcul",
}));

export const routes: readonly RouteEntry<Permission>[] = [
  ...lectures,
  {
    id: "analyses.typologie_noms",
    path: `${BASE}/typologie/noms`,
    file: `${PAGES}/typologie-noms.tsx`,
    permission: "ciblage.preparer",
    audit: "typologie.enregistrer",
    objet: "calcul",
  },
];
