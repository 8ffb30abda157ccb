import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Permission } from "../droits/rules.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "passations.liste",
    path: "passations",
    file: "acces/passations/pages/liste.tsx",
    permission: "connecte",
  },
  {
    id: "passations.page",
    path: "passations/:passation",
    file: "acces/passations/pages/passation.tsx",
    permission: "connecte",
    objet: "passation",
  },
  {
    id: "passations.pdf",
    path: "passations/:passation/pdf",
    file: "acces/passations/pages/resume-pdf.tsx",
    permission: "connecte",
    objet: "passation",
  },
  {
    id: "passations.mot",
    path: "passations/:passation/mot",
    file: "acces/passations/pages/mot.tsx",
    permission: "connecte",
    audit: "passation.ecrire",
    objet: "passation",
  },
  {
    id: "passations.cloture",
    path: "passations/:passation/cloture",
    file: "acces/passations/pages/cloture.tsx",
    permission: "connecte",
    audit: "passation.clore",
    objet: "passation",
  },
  {
    id: "passations.reprise",
    path: "passations/:passation/reprise",
    file: "acces/passations/pages/reprise.tsx",
    permission: "connecte",
    audit: "delegation.renouveler",
    objet: "passation",
  },
];
