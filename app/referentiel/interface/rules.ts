/**
 * The reading interface: what each resource gives, column by column. The pages answer from these declarations and the
 * OpenAPI description is made of them, so that they cannot say two things.
 */

export type Genre = "texte" | "nombre" | "entier" | "date" | "instant" | "textes";

export interface Colonne {
  readonly nom: string;
  readonly genre: Genre;
  readonly description: string;
}

export interface Parametre {
  readonly nom: string;
  readonly description: string;
  readonly exemple: string;
  readonly obligatoire?: boolean;
}

export interface Ressource {
  readonly chemin: string;
  readonly titre: string;
  readonly description: string;
  readonly parametres: readonly Parametre[];
  readonly colonnes: readonly Colonne[];
}

const texte = (nom: string, description: string): Colonne => ({ nom, genre: "texte", description });
const nombre = (nom: string, description: string): Colonne => ({ nom, genre: "nombre", description });
const entier = (nom: string, description: string): Colonne => ({ nom, genre: "entier", description });
const date = (nom: string, description: string): Colonne => ({ nom, genre: "date", description });
const instant = (nom: string, description: string): Colonne => ({ nom, genre: "instant", description });

const UAI: Parametre = { nom: "uai", description: "Une structure.", exemple: "9610315V" };
const ANNEE: Parametre = {
  nom: "annee",
  description: "Année de rentrée : 2024 pour 2024-2025.",
  exemple: "2024",
};
const ACADEMIE: Parametre = { nom: "academie", description: "Code académie.", exemple: "17" };
const DEPARTEMENT: Parametre = {
  nom: "departement",
  description: "Code département (59, 2A, 971).",
  exemple: "72",
};
const TYPE: Parametre = {
  nom: "type",
  description: "Type de structure (college, lp, primaire…).",
  exemple: "college",
};
const SECTEUR: Parametre = {
  nom: "secteur",
  description: "Secteur (public, prive_sous_contrat…).",
  exemple: "public",
};

export const RESSOURCES = {
  structures: {
    chemin: "structures",
    titre: "Structures",
    description: "Identité des structures de votre portée, avec le fichier et la ligne d'où elle vient.",
    parametres: [
      UAI,
      TYPE,
      SECTEUR,
      { nom: "etat", description: "État (ouvert, a_fermer, ferme…).", exemple: "ouvert" },
      {
        nom: "statut_ep",
        description: "Statut d'éducation prioritaire (hors_ep, rep, rep_plus).",
        exemple: "hors_ep",
      },
      ACADEMIE,
      DEPARTEMENT,
      { nom: "circonscription", description: "Code de la circonscription.", exemple: "0720075K" },
      { nom: "commune", description: "Code Insee de la commune.", exemple: "72181" },
    ],
    colonnes: [
      texte("uai", "Identifiant de la structure."),
      texte("nom", "Appellation."),
      texte("type", "Type de structure."),
      texte("secteur", "Secteur."),
      texte("etat", "État d'ouverture."),
      texte("commune", "Code Insee de la commune."),
      texte("commune_nom", "Nom de la commune."),
      texte("departement", "Code du département."),
      texte("academie", "Code de l'académie."),
      texte("circonscription", "Code de la circonscription du premier degré."),
      texte("bassin", "Code du bassin."),
      nombre("latitude", "Degrés, WGS 84."),
      nombre("longitude", "Degrés, WGS 84."),
      date("ouverte_le", "Date d'ouverture."),
      date("fermee_le", "Date de fermeture."),
      texte("statut_ep", "Dernier statut d'éducation prioritaire publié."),
      entier("statut_ep_annee", "Rentrée de ce statut."),
      texte("mere", "UAI de l'établissement de rattachement."),
      texte("reseau", "UAI du collège tête de réseau."),
      texte("secteur_college", "UAI du collège de secteur."),
      texte("fichier", "Fichier d'où vient l'identité."),
      entier("ligne", "Ligne de ce fichier."),
      instant("enregistre_le", "Date d'enregistrement."),
    ],
  },
  valeurs: {
    chemin: "valeurs",
    titre: "Valeurs",
    description:
      "Valeurs courantes des indicateurs, avec leur statut et leur origine. Une valeur couverte par le secret porte le statut « masque » et pas de nombre.",
    parametres: [
      { nom: "indicateur", description: "Code de l'indicateur ; obligatoire sans « uai ».", exemple: "ips" },
      UAI,
      ANNEE,
      TYPE,
      SECTEUR,
      ACADEMIE,
      DEPARTEMENT,
    ],
    colonnes: [
      texte("uai", "Structure."),
      texte("indicateur", "Code de l'indicateur."),
      entier("annee", "Année de rentrée."),
      nombre("valeur", "Valeur dans l'unité de l'indicateur ; vide si le statut n'est pas ok."),
      texte("statut", "ok, ns (non significatif), manquant, sans_objet ou masque."),
      nombre("valeur_locale", "Valeur proposée par l'académie à côté de l'officielle, si elle existe."),
      texte("fichier", "Fichier d'origine."),
      texte("sha256", "Empreinte de ce fichier."),
      entier("ligne", "Ligne d'origine."),
      texte("colonne", "Colonne d'origine."),
      instant("enregistre_le", "Date d'enregistrement."),
    ],
  },
  indicateurs: {
    chemin: "indicateurs",
    titre: "Indicateurs",
    description: "Dictionnaire des indicateurs, avec leur notice.",
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
      texte("unite", "Unité ; vide pour un indice."),
      texte("famille", "etablissement, eleves ou resultats."),
      texte("nature", "entree, resultat ou contexte."),
      texte("objet", "structure ou territoire."),
      texte("diffusion", "ouverte, interne ou rh."),
      {
        nom: "ruptures",
        genre: "textes",
        description: "Rentrées où la série se rompt : ne rien comparer de part et d'autre.",
      },
      texte("source", "Producteur et jeu de données."),
    ],
  },
  references: {
    chemin: "references",
    titre: "Références",
    description:
      "Moyennes, quantiles et nombre de structures par territoire, type et secteur. Les cellules de moins de trois structures, et celles qui permettraient de les retrouver, ne sont pas données.",
    parametres: [
      { nom: "indicateur", description: "Code de l'indicateur.", exemple: "ips", obligatoire: true },
      ANNEE,
      {
        nom: "niveau",
        description: "nation, academie, departement, circonscription ou bassin.",
        exemple: "departement",
      },
      { nom: "territoire", description: "Code du territoire.", exemple: "72" },
      TYPE,
      { nom: "secteur", description: "Secteur, ou « tous ».", exemple: "tous" },
    ],
    colonnes: [
      texte("indicateur", "Code de l'indicateur."),
      entier("annee", "Année de rentrée."),
      texte("niveau", "Niveau du territoire."),
      texte("territoire", "Code du territoire."),
      texte("type", "Type de structure."),
      texte("secteur", "Secteur ; « tous » pour l'ensemble."),
      entier("n", "Structures dont la valeur est publiée."),
      nombre("moyenne", "Moyenne simple des structures."),
      nombre("moyenne_ponderee", "Moyenne pondérée par les élèves, où l'indicateur a un poids."),
      nombre("d1", "Premier décile."),
      nombre("q1", "Premier quartile."),
      nombre("mediane", "Médiane."),
      nombre("q3", "Troisième quartile."),
      nombre("d9", "Neuvième décile."),
      texte("base", "complete, ou diffusable (sans les valeurs masquées)."),
    ],
  },
  territoires: {
    chemin: "territoires",
    titre: "Territoires",
    description: "Codes et noms des territoires, avec celui qui les contient.",
    parametres: [
      {
        nom: "niveau",
        description: "academie, departement, circonscription, bassin ou commune.",
        exemple: "departement",
        obligatoire: true,
      },
      { nom: "dans", description: "Code du territoire qui les contient.", exemple: "17" },
    ],
    colonnes: [
      texte("niveau", "Niveau."),
      texte("code", "Code."),
      texte("nom", "Nom."),
      texte("dans", "Code de l'académie ou du département qui le contient."),
      entier("population", "Population, pour une commune."),
      texte("typologie", "Typologie, pour une commune."),
    ],
  },
} as const satisfies Record<string, Ressource>;
export type NomRessource = keyof typeof RESSOURCES;

/** Rows given at once by default and at most: a page stays under a megabyte. */
export const LIMITE_PAR_DEFAUT = 500;
export const LIMITE_MAX = 5_000;

const SCHEMAS: Readonly<Record<Genre, object>> = {
  texte: { type: ["string", "null"] },
  nombre: { type: ["number", "null"] },
  entier: { type: ["integer", "null"] },
  date: { type: ["string", "null"], format: "date" },
  instant: { type: ["string", "null"], format: "date-time" },
  textes: { type: "array", items: { type: "string" } },
};

const PAGINATION: readonly Parametre[] = [
  {
    nom: "limite",
    description: `Lignes par page, ${LIMITE_MAX} au plus.`,
    exemple: String(LIMITE_PAR_DEFAUT),
  },
  { nom: "apres", description: "Repère de la page suivante, donné par la précédente.", exemple: "" },
  {
    nom: "format",
    description: "json (par défaut) ou csv (séparateur « ; », virgule décimale).",
    exemple: "json",
  },
];

/** Description of the interface in OpenAPI 3.1. */
export function describeOpenApi(origin: string, version: string): object {
  const paths = Object.values(RESSOURCES).map((ressource: Ressource) => [
    `/api/v1/${ressource.chemin}`,
    { get: operationOf(ressource) },
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Ancrage, interface de lecture",
      version,
      description:
        "Lecture seule. Chaque jeton agit avec les droits, du moment, de la personne qui l'a créé ; le secret statistique y est le même qu'à l'écran. Les réponses portent un ETag : « If-None-Match » évite de relire ce qui n'a pas changé.",
      license: { name: "Licence Ouverte 2.0 pour les données ouvertes", identifier: "etalab-2.0" },
    },
    servers: [{ url: origin }],
    security: [{ jeton: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { jeton: { type: "http", scheme: "bearer", description: "Jeton créé à /jetons." } },
      schemas: {
        Probleme: {
          type: "object",
          properties: {
            title: { type: "string" },
            status: { type: "integer" },
            detail: { type: "string", description: "Ce qui ne va pas et que faire, en français." },
          },
        },
      },
    },
  };
}

function operationOf({ chemin, titre, description, parametres, colonnes }: Ressource): object {
  const probleme = { "application/problem+json": { schema: { $ref: "#/components/schemas/Probleme" } } };
  return {
    operationId: chemin,
    summary: titre,
    description,
    parameters: [...parametres, ...PAGINATION].map(({ nom, description: said, exemple, obligatoire }) => ({
      name: nom,
      in: "query",
      required: obligatoire ?? false,
      description: said,
      schema: { type: "string" },
      ...(exemple === "" ? {} : { example: exemple }),
    })),
    responses: {
      200: {
        description: "Une page de lignes.",
        headers: {
          ETag: { schema: { type: "string" }, description: "Empreinte de la réponse." },
          Link: { schema: { type: "string" }, description: "Adresse de la page suivante, rel=next." },
        },
        content: {
          "application/json": { schema: pageSchema(colonnes) },
          "text/csv": { schema: { type: "string" } },
        },
      },
      304: { description: "Rien n'a changé depuis l'ETag présenté." },
      400: { description: "Paramètre mal formé.", content: probleme },
      401: { description: "Jeton absent, inconnu, expiré ou révoqué.", content: probleme },
      403: { description: "Données fermées à la fonction de la personne.", content: probleme },
    },
  };
}

function pageSchema(colonnes: readonly Colonne[]): object {
  const properties = colonnes.map(({ nom, genre, description }) => [nom, { ...SCHEMAS[genre], description }]);
  return {
    type: "object",
    required: ["donnees", "suivante"],
    properties: {
      donnees: { type: "array", items: { type: "object", properties: Object.fromEntries(properties) } },
      suivante: { type: ["string", "null"], description: "Adresse de la page suivante, ou null." },
    },
  };
}
