import { LIEUX } from "#tests/cast.ts";

/** Where the pilot goes, from the nation down to a commune. */
export const CHEMIN = {
  academie: { nom: "Port-Amarre", titre: "Académie : Port-Amarre" },
  departement: { nom: "Haute-Amarre (961)", adresse: `/territoires/departement/${LIEUX.departement}` },
  commune: { adresse: "/territoires/commune/96101" },
} as const;
