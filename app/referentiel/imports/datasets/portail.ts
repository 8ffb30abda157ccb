/** A dataset of the ministry's portal, as the download asks for it. */
export interface JeuDuPortail {
  /** The dataset as we name it; several vintages of the portal may feed one. */
  readonly jeu: string;
  /** Identifier on data.education.gouv.fr. */
  readonly id: string;
  readonly libelle: string;
  /** Format asked for unless told otherwise. */
  readonly format: "csv" | "json";
}

const csv = (jeu: string, id: string, libelle: string): JeuDuPortail => ({ jeu, id, libelle, format: "csv" });

/**
 * The open datasets worth an import, identities first. The portal closes a series and opens another when its method
 * changes (`ap2022`, `ap2023`): both are listed, since each holds years that the other does not.
 */
export const JEUX_DU_PORTAIL: readonly JeuDuPortail[] = [
  csv("annuaire", "fr-en-annuaire-education", "Annuaire de l'éducation"),
  csv(
    "adresse_geolocalisation",
    "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre",
    "Adresse et géolocalisation des établissements",
  ),
  csv("etablissements_fermes", "fr-en-etablissements-fermes", "Établissements fermés"),
  csv("ips_ecoles", "fr-en-ips-ecoles-ap2022", "Indices de position sociale des écoles, à partir de 2022"),
  csv("ips_colleges", "fr-en-ips-colleges-ap2022", "Indices de position sociale des collèges, 2022"),
  csv(
    "ips_colleges",
    "fr-en-ips-colleges-ap2023",
    "Indices de position sociale des collèges, à partir de 2023",
  ),
  csv("ips_lycees", "fr-en-ips-lycees-ap2022", "Indices de position sociale des lycées, 2022"),
  csv("ips_lycees", "fr-en-ips-lycees-ap2023", "Indices de position sociale des lycées, à partir de 2023"),
  csv("ips_erea", "fr-en-ips-erea-ap2022", "Indices de position sociale des EREA, à partir de 2022"),
  csv("ivac", "fr-en-indicateurs-valeur-ajoutee-colleges", "Indicateurs de valeur ajoutée des collèges"),
  csv(
    "ival_gt",
    "fr-en-indicateurs-de-resultat-des-lycees-gt_v2",
    "Indicateurs de résultat des lycées généraux et technologiques",
  ),
  csv(
    "ival_pro",
    "fr-en-indicateurs-de-resultat-des-lycees-pro_v2",
    "Indicateurs de résultat des lycées professionnels",
  ),
  csv("dnb", "fr-en-dnb-par-etablissement", "Diplôme national du brevet par établissement"),
  csv("effectifs_ecoles", "fr-en-ecoles-effectifs-nb_classes", "Effectifs d'élèves et classes par école"),
  csv(
    "effectifs_college",
    "fr-en-college-effectifs-niveau-sexe-lv",
    "Effectifs d'élèves par collège, niveau, sexe et langues",
  ),
  csv(
    "effectifs_lycee_gt",
    "fr-en-lycee_gt-effectifs-niveau-sexe-lv",
    "Effectifs d'élèves par lycée général et technologique, niveau, sexe et langues",
  ),
  csv(
    "effectifs_lycee_pro",
    "fr-en-lycee_pro-effectifs-niveau-sexe-lv",
    "Effectifs d'élèves par lycée professionnel, niveau, sexe et langues",
  ),
  csv(
    "segregation_colleges",
    "fr-en-indicateur_segregation_sociale_colleges",
    "Indicateurs de ségrégation sociale entre collèges",
  ),
  csv(
    "eloignement_colleges",
    "fr-en-indice_eloignement_college_ap2022",
    "Indice d'éloignement des collèges, à partir de 2022",
  ),
  csv(
    "eloignement_lycees",
    "fr-en-indice_eloignement_lycee_ap2020",
    "Indice d'éloignement des lycées, à partir de 2020",
  ),
  csv(
    "evaluations_sixieme",
    "fr-en-evaluations_nationales_6eme_par_etablissement",
    "Évaluations nationales de sixième par établissement",
  ),
];
