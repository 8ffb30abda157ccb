import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const ANOMALIES = "referentiel/anomalies/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "anomalies.liste", path: "anomalies", file: `${ANOMALIES}/liste.tsx`, permission: "anomalie.lire" },
  {
    id: "anomalies.export",
    path: "anomalies/export",
    file: `${ANOMALIES}/export.tsx`,
    permission: "anomalie.lire",
  },
  {
    id: "anomalies.en_nombre",
    path: "anomalies/justification",
    file: `${ANOMALIES}/en-nombre.tsx`,
    permission: "anomalie.traiter",
    audit: "anomalie.justifier",
  },
  {
    id: "anomalies.page",
    path: "anomalies/:anomalie",
    file: `${ANOMALIES}/anomalie.tsx`,
    permission: "anomalie.lire",
    objet: "anomalie",
  },
  {
    id: "anomalies.justification",
    path: "anomalies/:anomalie/justification",
    file: `${ANOMALIES}/justification.tsx`,
    permission: "anomalie.traiter",
    audit: "anomalie.justifier",
    objet: "anomalie",
  },
];
