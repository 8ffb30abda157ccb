import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "conservation/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "conservation.registre",
    path: "conservation",
    file: `${PAGES}/registre.tsx`,
    permission: "connecte",
  },
  {
    id: "conservation.export",
    path: "conservation/export",
    file: `${PAGES}/registre-export.tsx`,
    permission: "connecte",
  },
  {
    id: "conservation.purges",
    path: "conservation/purges",
    file: `${PAGES}/purges.tsx`,
    permission: "journal.verifier",
  },
  {
    id: "archives.liste",
    path: "archives",
    file: `${PAGES}/archives.tsx`,
    permission: "journal.verifier",
    audit: "elimination.preparer",
  },
  {
    id: "archives.elimination",
    path: "archives/:elimination",
    file: `${PAGES}/elimination.tsx`,
    permission: "journal.verifier",
    objet: "elimination",
  },
  {
    id: "archives.bordereau",
    path: "archives/:elimination/bordereau.pdf",
    file: `${PAGES}/bordereau.tsx`,
    permission: "journal.verifier",
    objet: "elimination",
  },
  {
    id: "archives.visa",
    path: "archives/:elimination/visa",
    file: `${PAGES}/visa.tsx`,
    permission: "journal.verifier",
    audit: "elimination.viser",
    objet: "elimination",
    renforce: true,
  },
  {
    id: "archives.piece",
    path: "archives/:elimination/visa/fichier",
    file: `${PAGES}/visa-fichier.tsx`,
    permission: "journal.verifier",
    audit: "piece.deposer",
    objet: "elimination",
    renforce: true,
  },
  {
    id: "archives.execution",
    path: "archives/:elimination/execution",
    file: `${PAGES}/execution.tsx`,
    permission: "journal.verifier",
    audit: "elimination.executer",
    objet: "elimination",
    renforce: true,
  },
  {
    id: "archives.abandon",
    path: "archives/:elimination/abandon",
    file: `${PAGES}/abandon.tsx`,
    permission: "journal.verifier",
    audit: "elimination.abandonner",
    objet: "elimination",
  },
  {
    id: "mes_donnees.page",
    path: "mes-donnees",
    file: `${PAGES}/mes-donnees.tsx`,
    permission: "connecte",
  },
  {
    id: "mes_donnees.export",
    path: "mes-donnees/export",
    file: `${PAGES}/mes-donnees-export.tsx`,
    permission: "connecte",
  },
];
