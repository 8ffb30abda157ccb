import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const IMPORTS = "referentiel/imports/pages";
const CORRESPONDANCES = "referentiel/imports/correspondances/pages";

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
    id: "imports.codes",
    path: "imports/codes",
    file: `${CORRESPONDANCES}/codes.tsx`,
    permission: "import.deposer",
    audit: "import.retirer_code",
  },
  {
    id: "imports.lectures",
    path: "imports/lectures",
    file: `${CORRESPONDANCES}/lectures.tsx`,
    permission: "import.deposer",
    audit: "import.retirer_lecture",
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
    id: "imports.codes_import",
    path: "imports/:import/codes",
    file: `${CORRESPONDANCES}/codes-import.tsx`,
    permission: "import.deposer",
    audit: "import.decider_code",
    objet: "import",
  },
  {
    id: "imports.colonnes",
    path: "imports/:import/fichiers/:fichier/colonnes",
    file: `${CORRESPONDANCES}/colonnes.tsx`,
    permission: "import.deposer",
    audit: "import.pointer_colonnes",
    objet: "import",
  },
  {
    id: "imports.description",
    path: "imports/:import/fichiers/:fichier/description",
    file: `${CORRESPONDANCES}/description.tsx`,
    permission: "import.deposer",
    audit: "import.decrire_fichier",
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
