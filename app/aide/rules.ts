/** A guide of `docs/guide`, by the name of its file without `.md`. */
export interface Repere {
  readonly guide: string;
  /** Anchor of a heading; absent: the beginning. */
  readonly section?: string;
}

/**
 * What helps on a page, by the beginning of its address: the longest that fits wins. An address that nothing fits is
 * helped by the list of guides.
 */
export const REPERES: Readonly<Record<string, Repere>> = {
  "/": { guide: "premiers-pas", section: "s-orienter" },
  "/connexion": { guide: "premiers-pas", section: "se-connecter-a-la-demonstration" },
  "/structures": { guide: "premiers-pas", section: "chercher-une-structure" },
  "/imports": { guide: "importer" },
  "/jetons": { guide: "interface" },
  "/donnees": { guide: "donnees" },
  "/indicateurs": { guide: "donnees" },
  "/anomalies": { guide: "donnees" },
  "/corrections": { guide: "donnees" },
  "/territoires": { guide: "donnees" },
  "/nation": { guide: "donnees" },
  "/comparer": { guide: "donnees" },
  "/orphelines": { guide: "donnees" },
  "/reseaux": { guide: "donnees" },
  "/reglages": { guide: "donnees" },
  "/personnes": { guide: "administrer", section: "inviter" },
  "/personnes/rentree": { guide: "administrer", section: "la-rentree-de-septembre" },
  "/demandes-acces": { guide: "administrer", section: "decider-une-demande-d-acces" },
  "/demande-acces": { guide: "administrer", section: "decider-une-demande-d-acces" },
  "/delegations": { guide: "administrer", section: "deleguer" },
  "/passations": { guide: "administrer", section: "la-passation" },
  "/assistance": { guide: "administrer", section: "aider-une-personne" },
  "/second-facteur": { guide: "administrer", section: "le-second-facteur" },
  "/confirmation": { guide: "administrer", section: "le-second-facteur" },
  "/mon-compte": { guide: "administrer", section: "entrer-dans-le-service" },
  "/courriels": { guide: "administrer", section: "suivre-les-courriels" },
  "/journal": { guide: "administrer", section: "lire-le-journal" },
  "/conservation": { guide: "administrer", section: "garder-effacer-eliminer" },
  "/archives": { guide: "administrer", section: "garder-effacer-eliminer" },
  "/mes-donnees": { guide: "administrer", section: "garder-effacer-eliminer" },
  "/bandeau": { guide: "administrer", section: "parler-a-tous" },
  "/publications": { guide: "administrer", section: "parler-a-tous" },
  "/textes": { guide: "administrer", section: "parler-a-tous" },
};

/** The guide that helps on a page, undefined when none does in particular. */
export function findRepere(chemin: string): Repere | undefined {
  const fits = Object.keys(REPERES).filter(
    (debut) => chemin === debut || (debut !== "/" && chemin.startsWith(`${debut}/`)),
  );
  const longest = fits.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : REPERES[longest];
}

/** Where the guide is read. */
export function cheminAide({ guide, section }: Repere): string {
  return section ? `/aide/${guide}#${section}` : `/aide/${guide}`;
}
