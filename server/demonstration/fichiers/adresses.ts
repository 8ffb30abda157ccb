import { formatMajuscules, VOIES } from "../population/noms-fictifs.ts";
import { projectLambert93 } from "../population/projection.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { Tirage } from "../tirage.ts";
import { drawAmong, drawInteger, drawWeighted, makeTirageFor } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier } from "./csv.ts";
import { formatDenomination } from "./identite.ts";

const NOM_ADRESSES = "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv";

/** 2024-12 technical vintage. */
const ENTETES_ADRESSES =
  "numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;libelle_commune;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;appariement;localisation;nature_uai;nature_uai_libe;etat_etablissement;etat_etablissement_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;position;secteur_prive_code_type_contrat;secteur_prive_libelle_type_contrat;code_ministere;libelle_ministere;date_ouverture";

export const CONTRATS = {
  public: ["99", "SANS OBJET"],
  sous_contrat: ["30", "CONTRAT D'ASSOCIATION TOUTES CLASSES"],
  hors_contrat: ["10", "HORS CONTRAT"],
} as const;

// Shares of the real file of 2024-12.
const APPARIEMENTS: readonly { appariement: string; localisation: string; poids: number }[] = [
  { appariement: "Parfaite", localisation: "Numéro de rue", poids: 76 },
  { appariement: "Correcte", localisation: "Rue", poids: 14 },
  { appariement: "MANUEL", localisation: "PLAQUE_ADRESSE", poids: 6 },
  { appariement: "MANUEL", localisation: "BATIMENT", poids: 2 },
  { appariement: "Moyenne", localisation: "Ville", poids: 2 },
];
const PART_SANS_POINT = 0.01;

function formatAppellation(structure: Structure, tirage: Tirage): string {
  const { nature, type, contrat, patronyme } = structure;
  if (type === "segpa") return `${nature.appellation} du Collège ${patronyme}`;
  // Thousands of real écoles are called « Ecole primaire » and nothing more.
  if (type === "ecole" && contrat === "public" && tirage() < 0.08) return nature.appellation;
  const genre = type === "ecole" ? "privée" : "privé";
  // Quotation marks in a cell are a trap of the real file too.
  if (contrat === "hors_contrat") return `${nature.appellation} ${genre} "${patronyme}"`;
  if (contrat === "sous_contrat") return `${nature.appellation} ${genre} ${patronyme}`;
  return `${nature.appellation} ${patronyme}`;
}

function formatAdresse(tirage: Tirage): string {
  const voie = drawAmong(tirage, VOIES);
  const forme = tirage();
  if (forme < 0.08) return voie;
  if (forme < 0.1) return `${drawInteger(tirage, 1, 90)}  ${voie} ; BATIMENT B`;
  return `${drawInteger(tirage, 1, 180)} ${voie}`;
}

function formatOuverture({ aOuvrir, ouverture }: Structure, tirage: Tirage): string {
  if (aOuvrir) return "2027-09-01";
  const mois = String(drawInteger(tirage, 1, 12)).padStart(2, "0");
  const ancienne = `${drawInteger(tirage, 1965, 2019)}-${mois}-${String(drawInteger(tirage, 1, 28)).padStart(2, "0")}`;
  return ouverture ? `${ouverture}-09-01` : ancienne;
}

interface Adresse {
  appellation: string;
  adresse: string;
  boitePostale: Cellule;
  acheminement: string;
  ouverture: string;
  /** x, y, EPSG, latitude, longitude; empty where the ministry has no point. */
  projetes: Cellule[];
  /** appariement, localisation */
  qualite: Cellule[];
  position: string;
}

/** Where a structure stands and how it is called, the same in every file. */
export function describeAdresse(graine: number, structure: Structure): Adresse {
  const tirage = makeTirageFor(graine, `adresse ${structure.uai}`);
  const { latitude, longitude, commune, aOuvrir } = structure;
  const { x, y } = projectLambert93(longitude, latitude);
  const appellation = formatAppellation(structure, tirage);
  const adresse = formatAdresse(tirage);
  const boitePostale = structure.type !== "ecole" && tirage() < 0.25 ? drawInteger(tirage, 1, 90) : "";
  const { appariement, localisation } = drawWeighted(tirage, APPARIEMENTS, ({ poids }) => poids);
  const place = !aOuvrir && (structure.orpheline || tirage() >= PART_SANS_POINT);
  return {
    appellation: aOuvrir ? "" : appellation,
    adresse: aOuvrir ? "" : adresse,
    boitePostale,
    acheminement: formatMajuscules(commune.nom)
      .replace(/[-']/g, " ")
      .replace(/\bSAINT\b/g, "ST"),
    ouverture: formatOuverture(structure, tirage),
    projetes: place ? [x.toFixed(1), y.toFixed(1), "EPSG:2154", latitude, longitude] : ["", "", "", "", ""],
    qualite: place ? [appariement, localisation] : ["", ""],
    position: place ? `${latitude}, ${longitude}` : "",
  };
}

function listCellules(graine: number, structure: Structure): Cellule[] {
  const { commune, quartier, nature } = structure;
  const { departement } = commune;
  const a = describeAdresse(graine, structure);
  return [
    structure.uai,
    a.appellation,
    formatDenomination(structure),
    formatMajuscules(structure.patronyme),
    structure.contrat === "public" ? "Public" : "Privé",
    a.adresse,
    quartier ? formatMajuscules(quartier.nom) : "",
    a.boitePostale,
    commune.codePostal,
    a.acheminement,
    commune.nom,
    ...a.projetes,
    ...a.qualite,
    nature.code,
    nature.libelle,
    ...(structure.aOuvrir ? ["3", "A OUVRIR"] : ["1", "OUVERT"]),
    departement.code,
    ACADEMIE.codeRegion,
    ACADEMIE.code,
    commune.code,
    departement.libelle,
    ACADEMIE.libelleRegion,
    ACADEMIE.libelle,
    a.position,
    ...CONTRATS[structure.contrat],
    "06",
    "MINISTERE DE L'EDUCATION NATIONALE",
    a.ouverture,
  ];
}

export function makeAdresses(graine: number, structures: readonly Structure[]): FichierTabulaire {
  return makeFichier(NOM_ADRESSES, ETIQUETTES, ENTETES_ADRESSES, function* () {
    for (const structure of structures) yield listCellules(graine, structure);
  });
}
