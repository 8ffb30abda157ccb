import { type EtatStructure, normalizeSearch, type StatutEp, type TypeStructure } from "../../rules.ts";
import {
  COLONNE_UAI,
  COLONNES_TERRITOIRE,
  LICENCE_OUVERTE,
  readSecteur,
  readTerritoire,
} from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type {
  CirconscriptionFacts,
  Converter,
  DatasetStructures,
  LineReader,
  StructureFacts,
} from "./dataset.ts";
import { OFFRE, readOffre } from "./offre.ts";
import { typeOfEcole, typeOfNature, typeOfNom } from "./types-structure.ts";

const COLONNES = {
  ...COLONNES_TERRITOIRE,
  uai: { alias: ["identifiant_de_l_etablissement", ...COLONNE_UAI.alias], obligatoire: true },
  nom: { alias: ["nom_etablissement"], obligatoire: true },
  type: { alias: ["type_etablissement"], obligatoire: true },
  secteur: { alias: ["statut_public_prive"], obligatoire: true },
  contrat: { alias: ["type_contrat_prive"] },
  adresse: { alias: ["adresse_1"] },
  code_postal: { alias: ["code_postal"] },
  latitude: { alias: ["latitude"], obligatoire: true },
  longitude: { alias: ["longitude"], obligatoire: true },
  maj: { alias: ["date_maj_ligne"] },
} as const;

/** The mailbox of a circonscription stands on the line of its inspection. */
function readCirconscription(line: LineReader): CirconscriptionFacts | undefined {
  const nom = line.text("nom").replace(/\s+/g, " ");
  if (!/circonscription.*(1er degre|premier degre)|^ien\b/.test(normalizeSearch(nom))) return undefined;
  return {
    code: line.text("uai"),
    nom: nom.slice(0, 200),
    departement: readTerritoire(line).departement,
    courriel: line.read("courriel", courriel),
    telephone: line.text("telephone").slice(0, 40) || undefined,
  };
}

function readIdentite(line: LineReader): StructureFacts {
  const nom = line.read("nom", convert.texteObligatoire("Le nom"));
  return {
    ...readTerritoire(line),
    nom,
    type: typeOfGenre(line.text("type"), nom),
    secteur: readSecteur(line),
    adresse: line.text("adresse").slice(0, 300) || undefined,
    codePostal: line.text("code_postal").slice(0, 10) || undefined,
    latitude: line.read("latitude", convert.degresOuRien(90)),
    longitude: line.read("longitude", convert.degresOuRien(180)),
    identiteLe: line.read("maj", convert.dateOuRien),
  };
}

/** Without the nature code: kind of the directory (« Ecole », « Collège », « Lycée »), then the name. */
function typeOfGenre(genre: string, nom: string): TypeStructure {
  const kind = normalizeSearch(genre);
  if (kind === "ecole") return typeOfEcole(nom);
  const type = typeOfNom(nom);
  if (kind === "college") return type === "segpa" || type === "erea" ? type : "college";
  if (kind === "lycee") return type === "autre" || type === "college" ? "lgt" : type;
  return type;
}

const ETATS: Readonly<Record<string, EtatStructure>> = {
  ouvert: "ouvert",
  "a ouvrir": "a_ouvrir",
  "a fermer": "a_fermer",
  ferme: "ferme",
};

/** Inspections, rectorats, guidance centres: the directory lists them beside the schools. */
function isService(line: LineReader): boolean {
  return /^(service administratif|information et orientation)/.test(normalizeSearch(line.text("type")));
}

const courriel: Converter<string | undefined> = (text) => ({
  ok: true,
  value: /^[^@\s]+@[^@\s]+$/.test(text) && text.length <= 254 ? text : undefined,
});

function readRattachements(line: LineReader): Partial<StructureFacts> {
  const circonscription = line.text("nom_circonscription").replace(/\s+/g, " ");
  const [bassin, nomBassin] = [line.text("bassin"), line.text("nom_bassin")];
  return {
    circonscription: circonscription
      ? { code: line.read("circonscription", convert.uaiOuRien), nom: circonscription.slice(0, 200) }
      : undefined,
    bassin: bassin && nomBassin ? { code: bassin.slice(0, 60), nom: nomBassin.slice(0, 200) } : undefined,
    mere: line.read("mere", convert.uaiOuRien),
  };
}

function typeOfLigne(line: LineReader, nom: string): TypeStructure {
  const type = typeOfNature(line.text("nature"), nom);
  const bothLevels = line.text("ecole_maternelle") === "1" && line.text("ecole_elementaire") === "1";
  return type === "elementaire" && bothLevels ? "primaire" : type;
}

const TYPES_EP: readonly TypeStructure[] = [
  "maternelle",
  "elementaire",
  "primaire",
  "ecole_specialisee",
  "college",
];

/** An empty cell says « none » for a type that can be in a network. The status is the one of the day of the line. */
function readStatutEp(line: LineReader): { statut: StatutEp; annee: number } | undefined {
  const jour = line.read("maj", convert.dateOuRien);
  if (!line.has("ep") || jour === undefined) return undefined;
  const annee = convert.anneeDuJour(jour);
  const written = line.text("ep").replace(/\s/g, "").toUpperCase();
  if (written === "REP+") return { statut: "rep_plus", annee };
  if (written === "REP") return { statut: "rep", annee };
  return TYPES_EP.includes(typeOfLigne(line, line.text("nom"))) ? { statut: "hors_ep", annee } : undefined;
}

export const annuaire: DatasetStructures = {
  objet: "structure",
  code: "annuaire",
  libelle: "Annuaire de l'éducation",
  source: "DEPP, fr-en-annuaire-education",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 10,
  autorite: "annuaire",
  colonnes: {
    ...COLONNES,
    ...OFFRE,
    nature: { alias: ["code_nature"], obligatoire: true },
    etat: { alias: ["etat"], obligatoire: true },
    ouverture: { alias: ["date_ouverture"] },
    ecole_maternelle: { alias: ["ecole_maternelle"] },
    ecole_elementaire: { alias: ["ecole_elementaire"] },
    telephone: { alias: ["telephone"] },
    courriel: { alias: ["mail"] },
    site: { alias: ["web"] },
    ep: { alias: ["appartenance_education_prioritaire"] },
    circonscription: { alias: ["code_circonscription"] },
    nom_circonscription: { alias: ["nom_circonscription"] },
    bassin: { alias: ["code_bassin_formation"] },
    nom_bassin: { alias: ["libelle_bassin_formation"] },
    mere: { alias: ["etablissement_mere"] },
  },
  exclut: ["date_fermeture"],
  repete: true,
  circonscription: (line) => (isService(line) ? readCirconscription(line) : undefined),
  horsChamp: isService,
  structure: (line) => {
    const identite = readIdentite(line);
    return {
      ...identite,
      ...readRattachements(line),
      type: typeOfLigne(line, identite.nom),
      etat: ETATS[normalizeSearch(line.text("etat"))],
      nature: line.text("nature").slice(0, 10) || undefined,
      ouverteLe: line.read("ouverture", convert.dateOuRien),
      courriel: line.read("courriel", courriel),
      telephone: line.text("telephone").slice(0, 40) || undefined,
      site: line.text("site").slice(0, 300) || undefined,
      offre: readOffre(line),
    };
  },
  statutEp: readStatutEp,
  indicateurs: [],
  moisPublication: 9,
};

/** Extracts of the directory without the nature: positions and names, but no state, no date of opening. */
export const annuaireExtrait: DatasetStructures = {
  objet: "structure",
  code: "annuaire_extrait",
  libelle: "Extrait de l'annuaire de l'éducation",
  source: "DEPP, fr-en-annuaire-education, colonnes choisies",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 12,
  autorite: "adresse",
  colonnes: COLONNES,
  exclut: ["code_nature", "date_fermeture"],
  repete: true,
  horsChamp: isService,
  structure: (line) => ({ ...readIdentite(line), typePresume: true }),
  indicateurs: [],
};
