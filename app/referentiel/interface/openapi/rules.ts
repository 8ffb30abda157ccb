import {
  type Colonne,
  type Forme,
  type Genre,
  PAGINATION,
  type Parametre,
  type Ressource,
} from "../ressource/rules.ts";
import { RESSOURCES } from "../rules.ts";

const TYPES_JSON: Readonly<Record<Genre, { readonly type: string; readonly format?: string }>> = {
  texte: { type: "string" },
  nombre: { type: "number" },
  entier: { type: "integer" },
  date: { type: "string", format: "date" },
  instant: { type: "string", format: "date-time" },
  textes: { type: "array" },
};

const REPONSES: Readonly<Record<number, string>> = {
  400: "Paramètre inconnu, absent ou mal formé : la phrase dit lequel et ce qui est attendu.",
  401: "Jeton absent, inconnu, expiré ou révoqué, ou fonction qui a pris fin.",
  403: "Données fermées à la fonction de la personne.",
  429: "Trop de demandes en une minute : attendez le nombre de secondes de « Retry-After ».",
};

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
        "Lecture seule. Chaque jeton agit avec les droits, du moment, de la personne qui l'a créé ; le secret statistique y est le même qu'à l'écran. Les réponses portent un ETag : « If-None-Match » évite de relire ce qui n'a pas changé. Chaque ligne dit le fichier d'où elle vient ; les jeux ouverts du ministère se citent avec leur producteur et leur date.",
      license: { name: "Licence Ouverte 2.0, pour les données ouvertes", identifier: "etalab-2.0" },
    },
    servers: [{ url: origin }],
    security: [{ jeton: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { jeton: { type: "http", scheme: "bearer", description: "Jeton créé à /jetons." } },
      schemas: { Probleme: PROBLEME },
    },
  };
}

const PROBLEME = {
  type: "object",
  description: "RFC 9457.",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "Ce qui ne va pas et que faire, en français." },
  },
};

function operationOf({ chemin, titre, description, parametres, colonnes }: Ressource): object {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Probleme" } } };
  const problemes = Object.entries(REPONSES).map(([status, said]) => [
    status,
    status === "429"
      ? { description: said, headers: { "Retry-After": { schema: { type: "integer" } } }, content }
      : { description: said, content },
  ]);
  return {
    operationId: chemin,
    summary: titre,
    description,
    parameters: [...parametres, ...PAGINATION].map(parameterOf),
    responses: {
      200: {
        description: "Une page de lignes.",
        headers: {
          ETag: { schema: { type: "string" }, description: "Empreinte de la réponse." },
          Link: {
            schema: { type: "string" },
            description: "Adresse de la page suivante, rel=next ; absente sur la dernière page.",
          },
        },
        content: {
          "application/json": { schema: pageSchema(colonnes) },
          "text/csv": { schema: { type: "string" } },
        },
      },
      304: { description: "Rien n'a changé depuis l'ETag présenté." },
      ...Object.fromEntries(problemes),
    },
  };
}

function parameterOf({ nom, description, exemple, obligatoire, forme }: Parametre): object {
  return {
    name: nom,
    in: "query",
    required: obligatoire ?? false,
    description,
    schema: formeSchema(forme),
    ...(exemple === "" ? {} : { example: forme.genre === "entier" ? Number(exemple) : exemple }),
  };
}

function formeSchema(forme: Forme): object {
  switch (forme.genre) {
    case "choix":
      return { type: "string", enum: forme.valeurs };
    case "code":
      return { type: "string", pattern: forme.motif };
    case "entier":
      return { type: "integer", minimum: forme.minimum, maximum: forme.maximum };
    case "date":
      return { type: "string", format: "date" };
    case "instant":
      return {
        anyOf: [
          { type: "string", format: "date-time" },
          { type: "string", format: "date" },
        ],
      };
  }
}

function pageSchema(colonnes: readonly Colonne[]): object {
  return {
    type: "object",
    required: ["donnees", "suivante"],
    properties: {
      donnees: {
        type: "array",
        items: {
          type: "object",
          required: colonnes.map(({ nom }) => nom),
          properties: Object.fromEntries(colonnes.map((colonne) => [colonne.nom, columnSchema(colonne)])),
          additionalProperties: false,
        },
      },
      suivante: {
        type: ["string", "null"],
        format: "uri",
        description: "Adresse de la page suivante, ou null sur la dernière.",
      },
    },
  };
}

function columnSchema({ genre, vide, valeurs, description }: Colonne): object {
  const { type, ...rest } = TYPES_JSON[genre];
  return {
    type: vide ? [type, "null"] : type,
    ...rest,
    ...(genre === "textes" ? { items: { type: "string" } } : {}),
    ...(valeurs ? { enum: vide ? [...valeurs, null] : valeurs } : {}),
    description,
  };
}
