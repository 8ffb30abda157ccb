import type { Permission } from "#app/acces/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const IMPORTS = "referentiel/imports/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "imports.liste", path: "imports", file: `${IMPORTS}/liste.tsx`, permission: "import.lire" },
  {
    id: "imports.depot",
    path: "imports/depot",
    file: `${IMPORTS}/depot.tsx`,
    permission: "import.deposer",
    audit: "import.deposer",
  },
  {
    id: "imports.page",
    path: "imports/:import",
    file: `${IMPORTS}/import.tsx`,
    permission: "import.lire",
    objet: "import",
  },
  {
    id: "imports.previsualisation",
    path: "imports/:import/previsualisation",
    file: `${IMPORTS}/decision.tsx`,
    permission: "import.deposer",
    audit: "import.previsualiser",
    objet: "import",
  },
  {
    id: "imports.application",
    path: "imports/:import/application",
    file: `${IMPORTS}/decision.tsx`,
    permission: "import.deposer",
    audit: "import.demander_application",
    objet: "import",
  },
  {
    id: "imports.abandon",
    path: "imports/:import/abandon",
    file: `${IMPORTS}/decision.tsx`,
    permission: "import.deposer",
    audit: "import.abandonner",
    objet: "import",
  },
  {
    id: "imports.arret",
    path: "imports/:import/arret",
    file: `${IMPORTS}/decision.tsx`,
    permission: "import.deposer",
    audit: "import.arreter",
    objet: "import",
  },
  {
    id: "imports.rejets",
    path: "imports/:import/fichiers/:fichier/rejets",
    file: `${IMPORTS}/rejets.tsx`,
    permission: "import.lire",
    objet: "import",
  },
];
