import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/extensions/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "extensions.avancement",
    path: "ciblage/extension",
    file: `${PAGES}/avancement.tsx`,
    permission: "ciblage.suivre",
  },
  {
    id: "extensions.export",
    path: "ciblage/extension/export",
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.suivre",
  },
  {
    id: "extensions.nouvelle",
    path: "ciblage/extension/nouvelle",
    file: `${PAGES}/nouvelle.tsx`,
    permission: "ciblage.etendre",
    audit: "extension_dispositif.decider",
  },
];
