/** Printed wherever data are listed. Source: Licence Ouverte 2.0, which asks for the source and the date. */
export const ATTRIBUTION =
  "Source : ministère de l’Éducation nationale (DEPP, DGESCO), data.education.gouv.fr, Licence Ouverte 2.0 — INSEE COG 2026, IGN Admin Express, La Poste";

const MOIS = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
];

/** When the producer is expected to publish next, in words: a month, of this year or of the next. Source: calendar of the DEPP. */
export function prochainePublication(moisPublication: number | undefined, jour: string): string {
  if (moisPublication === undefined) return "Pas de calendrier connu";
  const [annee = 0, mois = 0] = jour.split("-").map(Number);
  return `${MOIS[moisPublication - 1]} ${mois < moisPublication ? annee : annee + 1}`;
}

/** How to get a dataset that was never imported: the command where the portal has it, the deposit otherwise. */
export function commentObtenir(
  jeu: string,
  identifiants: readonly string[],
): { commande: string | null; adresses: string[] } {
  return {
    commande: identifiants.length > 0 ? `npm run telecharger -- --jeu ${jeu}` : null,
    adresses: identifiants.map((id) => `https://data.education.gouv.fr/explore/dataset/${id}/`),
  };
}
