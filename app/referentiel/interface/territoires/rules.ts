import { SECTEURS, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import {
  choix,
  entier,
  entierOuVide,
  instant,
  NIVEAUX_REFERENCE,
  NIVEAUX_TERRITOIRE,
  nombre,
  nombreOuVide,
  P,
  type Ressource,
  texte,
  texteOuVide,
} from "../ressource/rules.ts";

const NIVEAUX_VALEUR = ["nation", ...NIVEAUX_TERRITOIRE];

export const references: Ressource = {
  chemin: "references",
  titre: "Références",
  description:
    "Moyennes, quantiles et nombre de structures par territoire, type et secteur, pour les indicateurs ouverts. Les cellules trop petites, et celles qui permettraient de les retrouver, ne sont pas données.",
  cle: ["indicateur", "annee", "type", "secteur", "niveau", "territoire", "base"],
  parametres: [
    { ...P.indicateur, obligatoire: true },
    P.annee,
    {
      nom: "niveau",
      description: "Niveau du territoire.",
      exemple: "departement",
      forme: choix(NIVEAUX_REFERENCE),
    },
    P.territoire,
    P.type,
    {
      ...P.secteur,
      description: "Secteur, ou « tous » pour l'ensemble.",
      exemple: "tous",
      forme: choix([...Object.keys(SECTEURS), "tous"]),
    },
  ],
  colonnes: [
    texte("indicateur", "Code de l'indicateur."),
    entier("annee", "Année de rentrée."),
    texte("niveau", "Niveau du territoire.", NIVEAUX_REFERENCE),
    texte("territoire", "Code du territoire."),
    texte("type", "Type de structure.", Object.keys(TYPES)),
    texte("secteur", "Secteur ; « tous » pour l'ensemble.", [...Object.keys(SECTEURS), "tous"]),
    entier("n", "Structures dont la valeur est publiée."),
    nombre("moyenne", "Moyenne simple des structures."),
    nombreOuVide("moyenne_ponderee", "Moyenne pondérée par les élèves, où l'indicateur a un poids."),
    nombre("d1", "Premier décile."),
    nombre("q1", "Premier quartile."),
    nombre("mediane", "Médiane."),
    nombre("q3", "Troisième quartile."),
    nombre("d9", "Neuvième décile."),
    texte("base", "complete, ou diffusable (sans les valeurs masquées).", ["complete", "diffusable"]),
  ],
};

export const territoires: Ressource = {
  chemin: "territoires",
  titre: "Territoires",
  description: "Codes et noms des territoires, avec celui qui les contient.",
  cle: ["code"],
  parametres: [
    {
      nom: "niveau",
      description: "Niveau des territoires à lire.",
      exemple: "departement",
      forme: choix(NIVEAUX_TERRITOIRE),
      obligatoire: true,
    },
    P.dans,
  ],
  colonnes: [
    texte("niveau", "Niveau.", NIVEAUX_TERRITOIRE),
    texte("code", "Code."),
    texte("nom", "Nom."),
    texte("dans", "Nation d'une académie ; académie ou département qui contient les autres."),
    entierOuVide("population", "Population municipale, pour une commune."),
    texteOuVide("typologie", "Classe de densité ou de ruralité, pour une commune."),
  ],
};

export const valeursTerritoires: Ressource = {
  chemin: "valeurs-territoires",
  titre: "Valeurs des territoires",
  description:
    "Valeurs que des fichiers ouverts publient pour un territoire lui-même, avec leur statut et leur origine. Les moyennes des structures d'un territoire sont à /api/v1/references.",
  cle: ["territoire", "indicateur", "annee"],
  parametres: [
    {
      nom: "niveau",
      description: "Niveau des territoires à lire.",
      exemple: "commune",
      forme: choix(NIVEAUX_VALEUR),
      obligatoire: true,
    },
    P.territoire,
    P.indicateur,
    P.annee,
    P.depuis,
  ],
  colonnes: [
    texte("niveau", "Niveau du territoire.", NIVEAUX_VALEUR),
    texte("territoire", "Code du territoire."),
    texte("indicateur", "Code de l'indicateur."),
    entier("annee", "Année de rentrée."),
    nombreOuVide("valeur", "Valeur dans l'unité de l'indicateur ; vide si le statut n'est pas ok."),
    texte(
      "statut",
      "ok, ns, manquant ou sans_objet.",
      Object.keys(STATUTS_VALEUR).filter((statut) => statut !== "masque"),
    ),
    texte("fichier", "Fichier d'origine."),
    texte("sha256", "Empreinte de ce fichier."),
    entier("ligne", "Ligne d'origine."),
    texte("colonne", "Colonne d'origine."),
    instant("enregistre_le", "Date d'enregistrement."),
  ],
};
