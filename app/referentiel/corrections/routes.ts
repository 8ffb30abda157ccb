import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const CORRECTIONS = "referentiel/corrections/pages";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "corrections.liste",
    path: "corrections",
    file: `${CORRECTIONS}/liste.tsx`,
    permission: "indicateur.lire",
  },
  {
    id: "corrections.export",
    path: "corrections/export",
    file: `${CORRECTIONS}/export.tsx`,
    permission: "indicateur.lire",
  },
  {
    id: "corrections.valeur",
    path: "structures/:uai/valeurs/:valeur/correction",
    file: `${CORRECTIONS}/correction.tsx`,
    permission: "valeur.corriger",
    audit: "correction.proposer",
    objet: "structure",
  },
  {
    id: "corrections.absente",
    path: "structures/:uai/corrections/nouvelle",
    file: `${CORRECTIONS}/absente.tsx`,
    permission: "valeur.corriger",
    audit: "correction.proposer",
    objet: "structure",
  },
  {
    id: "corrections.retrait",
    path: "structures/:uai/corrections/:correction/retrait",
    file: `${CORRECTIONS}/retrait.tsx`,
    permission: "valeur.corriger",
    audit: "correction.retirer",
    objet: "correction",
  },
];
