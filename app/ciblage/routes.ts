import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as campagnes } from "./campagnes/routes.ts";
import { routes as populations } from "./populations/routes.ts";

export const routes: readonly RouteEntry<Permission>[] = [...campagnes, ...populations];
