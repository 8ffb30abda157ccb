import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

/** Public pages first, then those where they are written. */
export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "publications.presentation",
    path: "presentation",
    file: "publications/pages/presentation.tsx",
    permission: "publique",
  },
  {
    id: "publications.page",
    path: "presentation/:page",
    file: "publications/pages/page.tsx",
    permission: "publique",
  },
  {
    id: "publications.actualites",
    path: "actualites",
    file: "publications/pages/actualites.tsx",
    permission: "publique",
  },
  {
    id: "publications.actualite",
    path: "actualites/:actualite",
    file: "publications/pages/actualite.tsx",
    permission: "publique",
  },
  {
    id: "publications.mentions",
    path: "mentions-legales",
    file: "publications/pages/mentions-legales.tsx",
    permission: "publique",
  },
  {
    id: "publications.vie_privee",
    path: "vie-privee",
    file: "publications/pages/vie-privee.tsx",
    permission: "publique",
  },
  {
    id: "publications.liste",
    path: "publications",
    file: "publications/pages/liste.tsx",
    permission: "publication.gerer",
  },
  {
    id: "publications.creation",
    path: "publications/nouvelle",
    file: "publications/pages/creation.tsx",
    permission: "publication.gerer",
    audit: "publication.ecrire",
  },
  {
    id: "publications.modification",
    path: "publications/:publication",
    file: "publications/pages/modification.tsx",
    permission: "publication.gerer",
    audit: "publication.modifier",
    objet: "publication",
  },
  {
    id: "publications.etat",
    path: "publications/:publication/etat",
    file: "publications/pages/etat.tsx",
    permission: "publication.gerer",
    audit: "publication.publier",
    objet: "publication",
  },
  {
    id: "publications.bandeau",
    path: "bandeau",
    file: "publications/pages/bandeau.tsx",
    permission: "publication.gerer",
    audit: "bandeau.annoncer",
  },
  {
    id: "publications.textes",
    path: "textes",
    file: "publications/pages/textes.tsx",
    permission: "reglage.gerer",
    audit: "reglage.remplir",
  },
];
