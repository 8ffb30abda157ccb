import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as dictionnaire } from "./dictionnaire/routes.ts";

export const routes: readonly RouteEntry<Permission>[] = [...dictionnaire];
