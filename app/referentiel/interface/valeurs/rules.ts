import { FAMILLES, STATUTS_VALEUR } from "../../rules.ts";
import {
  entier,
  instant,
  nombreOuVide,
  P,
  type Ressource,
  texte,
  texteOuVide,
  textes,
} from "../ressource/rules.ts";

export const valeurs: Ressource = {
  chemin: "valeurs",
  titre: "Valeurs",
  description:
    "Valeurs courantes des indicateurs des structures, avec leur statut et leur origine. Une valeur couverte par le secret porte le statut « masque » et pas de nombre.",
  cle: ["uai", "indicateur", "annee"],
  parametres: [
    { ...P.indicateur, description: `${P.indicateur.description} Obligatoire sans « uai ».` },
    P.uai,
    P.annee,
    P.type,
    P.secteur,
    P.academie,
    P.departement,
    P.depuis,
  ],
  colonnes: [
    texte("uai", "Structure."),
    texte("indicateur", "Code de l'indicateur."),
    entier("annee", "Année de rentrée."),
    nombreOuVide("valeur", "Valeur dans l'unité de l'indicateur ; vide si le statut n'est pas ok."),
    texte(
      "statut",
      "ok, ns (non significatif), manquant (non publiée), sans_objet ou masque (secret statistique).",
      Object.keys(STATUTS_VALEUR),
    ),
    nombreOuVide("valeur_locale", "Valeur que l'académie propose à côté de l'officielle, si elle existe."),
    texte("fichier", "Fichier d'origine."),
    texte("sha256", "Empreinte de ce fichier."),
    entier("ligne", "Ligne d'origine."),
    texte("colonne", "Colonne d'origine."),
    instant("enregistre_le", "Date d'enregistrement."),
  ],
};

export const indicateurs: Ressource = {
  chemin: "indicateurs",
  titre: "Indicateurs",
  description: "Dictionnaire des indicateurs, avec leur notice.",
  cle: ["code"],
  parametres: [],
  colonnes: [
    texte("code", "Code stable."),
    texte("libelle", "Nom."),
    texte("definition", "Ce que mesure l'indicateur."),
    texte("population", "Population sur laquelle il porte."),
    texte("lecture", "Comment le lire."),
    texte("bruit", "Ce que le hasard fait varier."),
    texte("biais", "Biais connus."),
    texte("comparaisons", "Comparaisons permises."),
    texte("unite", "Unité ; un texte vide pour un indice."),
    texte("famille", "etablissement, eleves ou resultats.", Object.keys(FAMILLES)),
    texte("nature", "entree, resultat ou contexte.", ["entree", "resultat", "contexte"]),
    texte("objet", "structure ou territoire.", ["structure", "territoire"]),
    texte("diffusion", "ouverte, interne ou rh.", ["ouverte", "interne", "rh"]),
    texteOuVide("academie", "Académie à qui il appartient ; vide pour tous."),
    textes("ruptures", "Rentrées où la série se rompt : ne rien comparer de part et d'autre."),
    texte("source", "Producteur et jeu de données."),
  ],
};
