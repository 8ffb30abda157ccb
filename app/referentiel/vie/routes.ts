import type { Permission } from "#app/acces/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry<Permission>[] = [];
