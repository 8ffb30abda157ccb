import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as analyses } from "./analyses/routes.ts";
import { routes as calculs } from "./calculs/routes.ts";
import { routes as campagnes } from "./campagnes/routes.ts";
import { routes as populations } from "./populations/routes.ts";
import { routes as scenarios } from "./scenarios/routes.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  ...analyses,
  ...calculs,
  ...campagnes,
  ...populations,
  ...scenarios,
];
