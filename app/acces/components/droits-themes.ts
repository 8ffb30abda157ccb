/** The rights table told by theme, in the order in which people come across them. Keys: first word of a permission. */
export const THEMES: readonly { readonly titre: string; readonly objets: readonly string[] }[] = [
  { titre: "Structures et territoires", objets: ["structure", "territoire", "orpheline", "academie"] },
  {
    titre: "Indicateurs et données",
    objets: ["indicateur", "valeur", "anomalie", "donnees", "import", "jeton"],
  },
  { titre: "Ciblage", objets: ["ciblage"] },
  { titre: "Personnes et droits", objets: ["agent", "delegation", "assistance"] },
  { titre: "Service", objets: ["reglage", "journal", "archive", "courriel", "publication"] },
];

/** Theme of a permission; what no theme names comes last, under the service. */
export function themeOf(permission: string): string {
  const objet = permission.split(".")[0] ?? "";
  return THEMES.find(({ objets }) => objets.includes(objet))?.titre ?? "Service";
}
