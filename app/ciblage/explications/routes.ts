import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/explications/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "ciblage.pourquoi",
    path: "structures/:uai/ciblage",
    file: `${PAGES}/pourquoi.tsx`,
    permission: "ciblage.comprendre",
    objet: "structure",
  },
  {
    id: "ciblage.pourquoi_pdf",
    path: "structures/:uai/ciblage/pourquoi.pdf",
    file: `${PAGES}/pourquoi-pdf.tsx`,
    permission: "ciblage.comprendre",
    objet: "structure",
  },
];
