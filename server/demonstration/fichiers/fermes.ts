import { formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { describeAdresse } from "./adresses.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier } from "./csv.ts";
import { formatDenomination } from "./identite.ts";

/** 2026-04, 36 columns, its typing error included. */
const ENTETES_FERMES =
  "numero_uai;appellation_officielle;denomination_principale;patronyme_uai;secteur_public_prive_libe;date_ouverture;date_fermeture;adresse_uai;lieu_dit_uai;boite_postale_uai;code_postal_uai;localite_acheminement_uai;coordonnee_x;coordonnee_y;EPSG;latitude;longitude;position;appariement;localisation;nature_uai;nature_uai_libe;code_departement;code_region;code_academie;code_commune;libelle_departement;libelle_region;libelle_academie;libelle_commune;Restauration;Herbergement;Ecole_maternelle;Ecole_elementaire;ULIS;GRETA";

function listCellules(graine: number, structure: Structure): Cellule[] {
  const { commune, quartier, nature, type, fermeture } = structure;
  const a = describeAdresse(graine, structure);
  const isMaternelle = nature.code === "101" || /primaire/.test(nature.appellation);
  const niveaux = type === "ecole" ? [Number(isMaternelle), Number(nature.code !== "101")] : ["", ""];
  return [
    structure.uai,
    a.appellation,
    formatDenomination(structure),
    formatMajuscules(structure.patronyme),
    structure.contrat === "public" ? "Public" : "Privé",
    a.ouverture,
    `${fermeture}-08-31`,
    a.adresse,
    quartier ? formatMajuscules(quartier.nom) : "",
    a.boitePostale,
    commune.codePostal,
    a.acheminement,
    ...a.projetes,
    a.position,
    ...a.qualite,
    nature.code,
    nature.libelle,
    commune.departement.code,
    ACADEMIE.codeRegion,
    ACADEMIE.code,
    commune.code,
    commune.departement.libelle,
    ACADEMIE.libelleRegion,
    ACADEMIE.libelle,
    commune.nom,
    1,
    0,
    ...niveaux,
    0,
    "",
  ];
}

export function makeFermes(graine: number, fermees: readonly Structure[]): FichierTabulaire {
  return makeFichier("fr-en-etablissements-fermes.csv", ETIQUETTES, ENTETES_FERMES, function* () {
    for (const structure of fermees) yield listCellules(graine, structure);
  });
}
