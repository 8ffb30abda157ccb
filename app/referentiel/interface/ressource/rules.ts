import { SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";

/**
 * The words in which a resource of the reading interface is declared, column by column. Pages answer from these
 * declarations and the OpenAPI description is made of them, so that they cannot say two things.
 */
export type Genre = "texte" | "nombre" | "entier" | "date" | "instant" | "textes";

export interface Colonne {
  readonly nom: string;
  readonly genre: Genre;
  readonly description: string;
  /** Whether a row may have none: null in JSON, an empty cell in CSV. Never 0 for an absence. */
  readonly vide: boolean;
  /** Every value it takes, where the list is closed. */
  readonly valeurs?: readonly string[];
}

export interface Parametre {
  readonly nom: string;
  readonly description: string;
  readonly exemple: string;
  readonly forme: Forme;
  readonly obligatoire?: boolean;
}

/** What a parameter accepts, and the French sentence for whoever gives something else. */
export type Forme =
  | { readonly genre: "choix"; readonly valeurs: readonly string[] }
  | { readonly genre: "code"; readonly motif: string; readonly attendu: string }
  | { readonly genre: "entier"; readonly minimum: number; readonly maximum: number; readonly attendu: string }
  | { readonly genre: "date"; readonly attendu: string }
  | { readonly genre: "instant"; readonly attendu: string };

export interface Ressource {
  readonly chemin: string;
  readonly titre: string;
  readonly description: string;
  readonly parametres: readonly Parametre[];
  readonly colonnes: readonly Colonne[];
  /** Columns that tell a row from all others, in the order in which rows are given. */
  readonly cle: readonly string[];
}

type Faite = (nom: string, description: string, valeurs?: readonly string[]) => Colonne;
const faite =
  (genre: Genre, vide: boolean): Faite =>
  (nom, description, valeurs) => ({ nom, genre, description, vide, ...(valeurs ? { valeurs } : {}) });

/** Columns by kind: always filled, or (`…OuVide`) sometimes empty. */
export const texte = faite("texte", false);
export const texteOuVide = faite("texte", true);
export const nombre = faite("nombre", false);
export const nombreOuVide = faite("nombre", true);
export const entier = faite("entier", false);
export const entierOuVide = faite("entier", true);
export const date = faite("date", false);
export const dateOuVide = faite("date", true);
export const instant = faite("instant", false);
export const textes = faite("textes", false);

export const choix = (valeurs: readonly string[]): Forme => ({ genre: "choix", valeurs });
export const code = (motif: string, attendu: string): Forme => ({ genre: "code", motif, attendu });

const CODE_TERRITOIRE = code("^[0-9A-Za-z_-]{1,60}$", "attend un code de territoire.");

export const NIVEAUX_REFERENCE = ["nation", "academie", "departement", "circonscription", "bassin"] as const;
export const NIVEAUX_TERRITOIRE = [
  "academie",
  "departement",
  "circonscription",
  "bassin",
  "commune",
] as const;

export const P = {
  uai: {
    nom: "uai",
    description: "Une structure.",
    exemple: "9610315V",
    forme: code("^[0-9]{7}[A-Z]$", "attend sept chiffres et une lettre, comme 0720902P."),
  },
  annee: {
    nom: "annee",
    description: "Année de rentrée : 2024 pour 2024-2025.",
    exemple: "2024",
    forme: {
      genre: "entier",
      minimum: 1980,
      maximum: 2100,
      attendu: "attend une année de rentrée, de 1980 à 2100, comme 2024.",
    },
  },
  academie: {
    nom: "academie",
    description: "Code de l'académie de la structure.",
    exemple: "96",
    forme: code("^[0-9]{2}$", "attend deux chiffres, comme 17."),
  },
  departement: {
    nom: "departement",
    description: "Code du département de la structure (59, 2A, 971).",
    exemple: "961",
    forme: code("^([0-9]{2,3}|2[AB])$", "attend un code comme 72, 2A ou 971."),
  },
  circonscription: {
    nom: "circonscription",
    description: "Code de la circonscription du premier degré.",
    exemple: "9610001A",
    forme: CODE_TERRITOIRE,
  },
  commune: {
    nom: "commune",
    description: "Code Insee de la commune.",
    exemple: "96101",
    forme: code("^[0-9][0-9AB][0-9]{3}$", "attend un code Insee de cinq caractères, comme 72181."),
  },
  type: {
    nom: "type",
    description: "Type de structure.",
    exemple: "college",
    forme: choix(Object.keys(TYPES)),
  },
  secteur: {
    nom: "secteur",
    description: "Secteur de la structure.",
    exemple: "public",
    forme: choix(Object.keys(SECTEURS)),
  },
  statutEp: {
    nom: "statut_ep",
    description: "Dernier statut d'éducation prioritaire publié.",
    exemple: "rep",
    forme: choix(Object.keys(STATUTS_EP)),
  },
  indicateur: {
    nom: "indicateur",
    description: "Code de l'indicateur, tel que /api/v1/indicateurs le donne.",
    exemple: "ips",
    forme: code("^[a-z][a-z0-9_]{1,60}$", "attend un code du dictionnaire, comme ips."),
  },
  territoire: {
    nom: "territoire",
    description: "Code du territoire, à préciser avec « niveau ».",
    exemple: "961",
    forme: CODE_TERRITOIRE,
  },
  dans: {
    nom: "dans",
    description: "Code du territoire qui les contient : académie ou département.",
    exemple: "96",
    forme: CODE_TERRITOIRE,
  },
  depuis: {
    nom: "depuis",
    description:
      "Seulement ce qui a été enregistré à cet instant ou après. Une date seule vaut minuit, heure de Paris ; un instant s'écrit en UTC.",
    exemple: "2020-01-01T00:00:00Z",
    forme: {
      genre: "instant",
      attendu: "attend une date (2026-11-01) ou un instant en UTC (2026-11-01T08:00:00Z).",
    },
  },
} as const satisfies Record<string, Parametre>;

/** Rows given at once by default and at most: a page stays near a megabyte. */
export const LIMITE_PAR_DEFAUT = 500;
const LIMITE_MAX = 5_000;

/** Parameters that every resource has. */
export const PAGINATION: readonly Parametre[] = [
  {
    nom: "limite",
    description: `Lignes par page ; ${LIMITE_PAR_DEFAUT} si rien n'est dit, ${LIMITE_MAX} au plus.`,
    exemple: String(LIMITE_PAR_DEFAUT),
    forme: {
      genre: "entier",
      minimum: 1,
      maximum: LIMITE_MAX,
      attendu: `attend un nombre entier de lignes, de 1 à ${LIMITE_MAX}.`,
    },
  },
  {
    nom: "apres",
    description:
      "Repère de la page suivante, tel que la page précédente le donne dans son adresse « suivante ».",
    exemple: "",
    forme: code(
      "^[0-9A-Za-z_-]{1,1200}$",
      "reprend le repère donné par la page précédente, sans le changer.",
    ),
  },
  {
    nom: "format",
    description: "json si rien n'est dit, ou csv (UTF-8, séparateur « ; », virgule décimale).",
    exemple: "json",
    forme: choix(["json", "csv"]),
  },
];
