import type { RouteEntry } from "#app/platform/http/route-entry.ts";

export const routes: readonly RouteEntry[] = [
  {
    id: "pieces.fichier",
    path: "pieces/:piece/fichier",
    file: "pieces/pages/fichier.tsx",
    permission: "connecte",
    objet: "piece",
  },
  {
    id: "pieces.piece",
    path: "pieces/:piece",
    file: "pieces/pages/piece.tsx",
    permission: "connecte",
    audit: "piece.retirer",
    objet: "piece",
  },
];
