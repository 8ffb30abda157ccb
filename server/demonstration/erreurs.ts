import { applyRecette, isAnnee, type Recette, set } from "./fichiers/alterations.ts";
import type { FichierTabulaire } from "./fichiers/csv.ts";
import { findQpv } from "./fichiers/education-prioritaire.ts";
import type { Monde } from "./monde.ts";
import type { Structure } from "./population/structures.ts";

/** An error that a statistician should find after the import of the demonstration. */
export interface ErreurATrouver {
  readonly fichier: string;
  // As the file writes it; empty when no structure is concerned.
  readonly uai: string;
  readonly nature: string;
  readonly explication: string;
}

const CLE_PAR_DEFAUT = "uai";
const DNB = "fr-en-dnb-par-etablissement.csv";

/** The nth ordinary structure of a list: the places of the cast keep clean data. */
function nth(liste: readonly { structure: Structure }[], rang: number): Structure | undefined {
  const ordinaires = liste.filter(
    ({ structure }) =>
      !structure.orpheline && !structure.fermeture && !structure.ouverture && structure.contrat === "public",
  );
  return ordinaires[rang]?.structure;
}

const RECETTES: readonly Recette[] = [
  {
    fichier: "liste-des-rep-et-rep-rentree-2022.csv",
    cle: "NUMERO",
    nature: "uai_minuscules",
    explication: "La lettre de contrôle est en minuscule.",
    choisir: ({ ecoles }) =>
      nth(
        ecoles.filter(({ educationPrioritaire }) => educationPrioritaire),
        3,
      ),
    ecrire: (uai) => uai.toLowerCase(),
  },
  {
    fichier: "fr-en-ips-ecoles-ap2022_2022-2023.csv",
    cle: CLE_PAR_DEFAUT,
    nature: "uai_zero_perdu",
    explication: "Un zéro du numéro s'est perdu dans un tableur : sept caractères au lieu de huit.",
    choisir: ({ ecoles }) =>
      nth(
        ecoles.filter(
          (e) => e.niveaux.elementaire && !e.isSecretStatistique && e.structure.uai.indexOf("0") > 2,
        ),
        7,
      ),
    ecrire: (uai) => uai.slice(0, 3) + uai.slice(3).replace("0", ""),
  },
  {
    fichier: "college-qpv-proche.csv",
    cle: "NUMERO_UAI",
    nature: "uai_neuf_caracteres",
    explication: "Un chiffre est tapé deux fois : neuf caractères au lieu de huit.",
    choisir: ({ colleges }) =>
      nth(
        colleges.filter(({ structure }) => (findQpv(structure)?.distanceMetres ?? 999) < 300),
        1,
      ),
    ecrire: (uai) => uai.slice(0, 5) + uai.slice(4),
  },
  {
    fichier: "fr-en-lycee_pro-effectifs-niveau-sexe-lv.csv",
    cle: "UAI",
    nature: "uai_espace",
    explication: "Une espace coupe le numéro après le département.",
    choisir: ({ lycees }) =>
      nth(
        lycees.filter(({ structure }) => structure.nature.code === "320"),
        4,
      ),
    ecrire: (uai) => `${uai.slice(0, 3)} ${uai.slice(3)}`,
  },
  {
    fichier: "fr-en-evaluations_nationales_6eme_par_etablissement.csv",
    cle: "UAI",
    nature: "uai_lettres_deplacees",
    explication: "Chiffres et lettres sont intervertis à la fin du numéro.",
    choisir: ({ colleges }) => nth(colleges, 11),
    ecrire: (uai) => `${uai.slice(0, 6)}S${uai.slice(7)}`,
  },
  {
    fichier: "fr-en-lycee_gt-effectifs-niveau-sexe-lv.csv",
    cle: "UAI",
    nature: "uai_lettre_fausse",
    explication: "La lettre de contrôle est un O, qui n'est la lettre d'aucun numéro.",
    choisir: ({ lycees }) =>
      nth(
        lycees.filter(({ structure }) => structure.nature.code === "300"),
        6,
      ),
    ecrire: (uai) => `${uai.slice(0, 7)}O`,
  },
  {
    fichier: "liste-des-rep-et-rep-rentree-2022.csv",
    cle: "NUMERO",
    nature: "uai_absent",
    explication: "La ligne d'une école du réseau n'a pas de numéro.",
    choisir: ({ ecoles }) =>
      nth(
        ecoles.filter(({ educationPrioritaire }) => educationPrioritaire),
        9,
      ),
    ecrire: () => "",
  },
  {
    fichier: "fr-en-college-effectifs-niveau-sexe-lv.csv",
    cle: "UAI",
    nature: "pseudo_ligne",
    explication: "Une ligne de total s'est glissée parmi les établissements.",
    choisir: ({ colleges }) => nth(colleges, 2),
    ajouter: (ligne, colonne) =>
      set(set(ligne, colonne("UAI"), "Total Académie PORT-AMARRE"), colonne("nombre_eleves_total"), 49_871),
  },
  {
    fichier: DNB,
    cle: "numero_d_etablissement",
    nature: "valeur_impossible",
    explication: "Le taux de réussite dépasse 100 %.",
    choisir: ({ colleges }) => nth(colleges, 17),
    alterer: (ligne, colonne) =>
      isAnnee(ligne, colonne, "session", 2022)
        ? [set(ligne, colonne("taux_de_reussite"), "134,0%")]
        : [ligne],
  },
  {
    fichier: "fr-en-college-effectifs-niveau-sexe-lv.csv",
    cle: "UAI",
    nature: "saut",
    explication: "L'effectif est multiplié par dix à la rentrée 2024, puis retrouve son niveau.",
    // Small enough for ten times its pupils to be plausible for a collège.
    choisir: ({ colleges }) =>
      nth(
        colleges.filter(({ effectif }) => effectif > 150 && effectif < 260),
        1,
      ),
    alterer: (ligne, colonne) => {
      const rang = colonne("nombre_eleves_total");
      return isAnnee(ligne, colonne, "Rentrée scolaire", 2024)
        ? [set(ligne, rang, Number(ligne[rang]) * 10)]
        : [ligne];
    },
  },
  {
    fichier: "fr-en-ips-lycees-ap2022.csv",
    cle: CLE_PAR_DEFAUT,
    nature: "secteur_contradictoire",
    explication: "Le lycée est public dans l'annuaire, privé sous contrat ici.",
    choisir: ({ lycees }) => nth(lycees, 8),
    alterer: (ligne, colonne) => [set(ligne, colonne("secteur"), "privé sous contrat")],
  },
  {
    fichier: "fr-en-ips-ecoles-ap2022_2022-2023.csv",
    cle: CLE_PAR_DEFAUT,
    nature: "commune_contradictoire",
    explication: "La commune n'est pas celle de l'annuaire.",
    choisir: ({ ecoles }) =>
      nth(
        ecoles.filter(
          (e) =>
            e.niveaux.elementaire && !e.isSecretStatistique && e.structure.commune.code.startsWith("963"),
        ),
        15,
      ),
    alterer: (ligne, colonne) => [
      set(
        set(ligne, colonne("code_insee_de_la_commune"), "96301"),
        colonne("nom_de_la_commune"),
        "ESTRAN LA VILLE",
      ),
    ],
  },
  {
    fichier: "fr-en-ips-colleges-ap2023.csv",
    cle: "UAI",
    nature: "fermee_avec_donnees",
    explication: "Le collège a fermé le 31 août 2024 et porte encore un IPS en 2025-2026.",
    choisir: ({ colleges }) => colleges.find(({ structure }) => structure.fermeture === 2024)?.structure,
    ajouter: (ligne, colonne) => set(ligne, colonne("Année scolaire"), "2025-2026"),
  },
  {
    fichier: "fr-en-ips-colleges-ap2022.csv",
    cle: CLE_PAR_DEFAUT,
    nature: "doublon_divergent",
    explication: "Le collège a deux lignes, avec deux valeurs différentes.",
    choisir: ({ colleges }) =>
      nth(
        colleges.filter(({ isSecretStatistique }) => !isSecretStatistique),
        33,
      ),
    alterer: (ligne, colonne) => [
      ligne,
      set(ligne, colonne("ips"), (Number(ligne[colonne("ips")]) + 12.5).toFixed(1)),
    ],
  },
  {
    fichier: "fr-en-indice_eloignement_lycee_ap2020.csv",
    cle: CLE_PAR_DEFAUT,
    nature: "departement_mal_ecrit",
    explication: "Le code du département a quatre chiffres.",
    choisir: ({ lycees }) => nth(lycees, 5),
    alterer: (ligne, colonne) => [
      set(ligne, colonne("code_departement"), `0${ligne[colonne("code_departement")]}`),
    ],
  },
  {
    fichier: "fr-en-annuaire-education.csv",
    cle: "identifiant_de_l_etablissement",
    nature: "coordonnees_inversees",
    explication: "Latitude et longitude sont échangées : l'école tombe dans l'océan Indien.",
    choisir: ({ ecoles }) => nth(ecoles, 60),
    alterer: (ligne, colonne) => {
      const [lat, lon] = [colonne("latitude"), colonne("longitude")];
      return [set(set(ligne, lat, ligne[lon] ?? ""), lon, ligne[lat] ?? "")];
    },
  },
];

const JEU_PERIME: ErreurATrouver = {
  fichier: DNB,
  uai: "",
  nature: "jeu_perime",
  explication: "La dernière session est 2023, alors que la valeur ajoutée des collèges va jusqu'à 2024.",
};

/** Every error of this population, as its files write them. */
export function listErreurs(monde: Monde): ErreurATrouver[] {
  const erreurs = RECETTES.flatMap(({ fichier, nature, explication, choisir, ecrire, ajouter }) => {
    const uai = choisir(monde)?.uai;
    if (uai === undefined) return [];
    if (nature === "pseudo_ligne")
      return [{ fichier, uai: "Total Académie PORT-AMARRE", nature, explication }];
    return [{ fichier, uai: ecrire && !ajouter ? ecrire(uai) : uai, nature, explication }];
  });
  return [...erreurs, JEU_PERIME];
}

export function applyErreurs(monde: Monde, fichiers: readonly FichierTabulaire[]): FichierTabulaire[] {
  return fichiers.map((fichier) =>
    RECETTES.filter((recette) => recette.fichier === fichier.nom).reduce((altere, recette) => {
      const uai = recette.choisir(monde)?.uai;
      return uai === undefined ? altere : applyRecette(altere, recette, uai);
    }, fichier),
  );
}
