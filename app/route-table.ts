import type { RouteEntry } from "./platform/http/route-entry.ts";
import { routes as vitrine } from "./vitrine/routes.ts";

/** Unknown addresses go through a page of their own, so that the guard and the layout apply to them too. */
const introuvable: RouteEntry = {
  id: "introuvable",
  path: "*",
  file: "introuvable.tsx",
  permission: "publique",
};

/** Every page and endpoint of the product. What has no line here does not exist. */
export const routeTable: readonly RouteEntry[] = [...vitrine, introuvable];
