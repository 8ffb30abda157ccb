import type { College } from "../modeles/colleges.ts";
import { hasUlis } from "../modeles/colleges.ts";
import type { Ecole } from "../modeles/ecoles.ts";
import type { Circonscription, Territoires } from "../population/circonscriptions.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { drawInteger, makeTirageFor } from "../tirage.ts";
import { CONTRATS, describeAdresse } from "./adresses.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";

/** 2026-08, 71 technical columns. */
const ENTETES_ANNUAIRE =
  "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;adresse_2;adresse_3;code_postal;code_commune;nom_commune;code_departement;code_academie;code_region;ecole_maternelle;ecole_elementaire;voie_generale;voie_technologique;voie_professionnelle;telephone;fax;web;mail;restauration;hebergement;ulis;apprentissage;segpa;section_arts;section_cinema;section_theatre;section_sport;section_internationale;section_europeenne;lycee_agricole;lycee_militaire;lycee_des_metiers;post_bac;appartenance_education_prioritaire;greta;siren_siret;fiche_onisep;position;type_contrat_prive;libelle_departement;libelle_academie;libelle_region;coordx_origine;coordy_origine;epsg_origine;nom_circonscription;latitude;longitude;precision_localisation;date_ouverture;date_maj_ligne;etat;ministere_tutelle;multi_uai;rpi_concentre;rpi_disperse;code_nature;libelle_nature;code_type_contrat_prive;pial;etablissement_mere;type_rattachement_etablissement_mere;code_circonscription;code_zone_animation_pedagogique;libelle_zone_animation_pedagogique;code_bassin_formation;libelle_bassin_formation";

type Fiche = Partial<Record<string, Cellule>>;

const DATE_EXTRACTION = "2026-08-24";
const TYPES = { ecole: "Ecole", college: "Collège", segpa: "Collège", lycee: "Lycée", erea: "EREA" } as const;
// The real file keeps about 150 lines of 68 925 for structures that stand twice.
const DEUX_LIGNES = 3;
const A_FERMER = 2;

export const DOMAINE = "port-amarre.exemple";

/** Numbers that Arcep keeps for fiction: 02 61 91 xx xx. Source: Arcep decision 2018-0881. */
function formatTelephone(uai: string): string {
  const tirage = makeTirageFor(0, `telephone ${uai}`);
  const paire = () => String(drawInteger(tirage, 0, 99)).padStart(2, "0");
  return `02 61 91 ${paire()} ${paire()}`;
}

/** « Circonscription … de Port-Amarre Rade » → « port-amarre-rade » */
export function slugify(texte: string): string {
  return texte
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}

function describeNiveaux(graine: number, structure: Structure): Fiche {
  const { type, nature, contrat, hasSegpa, uai } = structure;
  const tirage = makeTirageFor(graine, `annuaire ${uai}`);
  const flag = (part: number) => Number(tirage() < part);
  if (type === "ecole") {
    return {
      ecole_maternelle: Number(nature.code === "101" || nature.appellation === "Ecole primaire"),
      ecole_elementaire: Number(nature.code !== "101"),
      restauration: Number(tirage() < 0.97),
      hebergement: 0,
      ulis: Number(makeTirageFor(graine, `ulis ${uai}`)() < 0.16),
      rpi_concentre: 0,
    };
  }
  if (type === "segpa") return { segpa: 1, restauration: 1, hebergement: 0 };
  if (type === "college") {
    return {
      restauration: 1,
      hebergement: flag(contrat === "public" ? 0.05 : 0.2),
      ulis: Number(hasUlis(graine, structure)),
      segpa: Number(hasSegpa),
      section_sport: flag(0.3),
      section_europeenne: flag(0.25),
    };
  }
  const isGt = nature.code !== "320" && type === "lycee";
  return {
    voie_generale: Number(isGt),
    voie_technologique: Number(isGt && tirage() < 0.8),
    voie_professionnelle: Number(nature.code !== "300"),
    restauration: 1,
    hebergement: flag(0.4),
    ulis: flag(0.4),
    apprentissage: flag(0.2),
    segpa: 0,
    section_arts: flag(0.15),
    section_sport: flag(0.2),
    section_europeenne: flag(0.5),
    lycee_des_metiers: Number(nature.code !== "300" && tirage() < 0.3),
    post_bac: Number(makeTirageFor(graine, `sans post-bac ${uai}`)() >= 0.47),
    greta: flag(0.1),
  };
}

function describe(graine: number, structure: Structure, territoires: Territoires): Fiche {
  const { uai, commune, quartier, contrat, nature, type, mere } = structure;
  const a = describeAdresse(graine, structure);
  const [x, y, epsg, latitude, longitude] = a.projetes;
  const circonscription = type === "ecole" ? territoires.findCirconscription(structure) : undefined;
  const bassin = territoires.findBassin(structure);
  const boite = mere?.uai ?? uai;
  return {
    identifiant_de_l_etablissement: uai,
    nom_etablissement: a.appellation,
    type_etablissement: TYPES[type],
    statut_public_prive: contrat === "public" ? "Public" : "Privé",
    adresse_1: a.adresse,
    adresse_2: quartier?.nom,
    adresse_3: `${commune.codePostal} ${a.acheminement}`,
    ...listCommune(structure),
    ...describeNiveaux(graine, structure),
    telephone: formatTelephone(boite),
    web:
      type === "ecole" || type === "segpa"
        ? ""
        : `https://${slugify(a.appellation)}-${uai.toLowerCase()}.${DOMAINE}`,
    mail: `ce.${boite.toLowerCase()}@${DOMAINE}`,
    position: a.position,
    type_contrat_prive: CONTRATS[contrat][1],
    coordx_origine: x,
    coordy_origine: y,
    epsg_origine: epsg,
    latitude,
    longitude,
    precision_localisation: a.qualite[1],
    date_ouverture: a.ouverture,
    code_nature: nature.code,
    libelle_nature: nature.libelle,
    code_type_contrat_prive: CONTRATS[contrat][0],
    etablissement_mere: mere?.uai,
    type_rattachement_etablissement_mere: mere ? "MERE FILLE" : "",
    nom_circonscription: circonscription && formatCirconscription(circonscription),
    code_circonscription: circonscription?.code,
    code_bassin_formation: bassin?.code,
    libelle_bassin_formation: bassin?.libelle,
  };
}

function listCommune({ commune }: Pick<Structure, "commune">): Fiche {
  return {
    code_postal: commune.codePostal,
    code_commune: commune.code,
    nom_commune: commune.nom,
    code_departement: commune.departement.code,
    code_academie: ACADEMIE.code,
    code_region: ACADEMIE.codeRegion,
    libelle_departement: commune.departement.libelle,
    libelle_academie: ACADEMIE.libelle,
    libelle_region: ACADEMIE.libelleRegion,
    date_maj_ligne: DATE_EXTRACTION,
    etat: "OUVERT",
    ministere_tutelle: "MINISTERE DE L'EDUCATION NATIONALE",
    multi_uai: 0,
  };
}

const formatCirconscription = ({ nom }: Circonscription) =>
  `Circonscription d'inspection du 1er degré de ${nom}`;

/** The office of an IEN: a « service administratif », without statut nor contract. */
function describeBureau(circonscription: Circonscription): Fiche {
  const { code, nom, commune } = circonscription;
  return {
    identifiant_de_l_etablissement: code,
    nom_etablissement: formatCirconscription(circonscription),
    type_etablissement: "Service Administratif",
    adresse_3: `${commune.codePostal} ${commune.nom}`,
    ...listCommune({ commune }),
    telephone: formatTelephone(code),
    mail: `ien.${slugify(nom)}@${DOMAINE}`,
    position: `${commune.latitude}, ${commune.longitude}`,
    latitude: commune.latitude,
    longitude: commune.longitude,
    code_nature: "809",
    libelle_nature: "CIRCONSCRIPTION D'INSPECTION 1ER DEGRE",
  };
}

export function makeAnnuaire(
  graine: number,
  structures: readonly Structure[],
  territoires: Territoires,
  reseaux: readonly (College | Ecole)[],
): FichierTabulaire {
  const ep = new Map<Structure, string>(
    reseaux.map(({ structure, educationPrioritaire }) => [structure, educationPrioritaire]),
  );
  const colonnes = ENTETES_ANNUAIRE.split(";");
  const write = (fiche: Fiche) => colonnes.map((colonne) => fiche[colonne] ?? "");
  const ouvertes = structures.filter(({ aOuvrir }) => !aOuvrir);
  const doubles = new Set(ouvertes.filter(({ type }) => type === "lycee").slice(2, 2 + DEUX_LIGNES));
  const aFermer = new Set(
    ouvertes.filter(({ nature, orpheline }) => nature.code === "101" && !orpheline).slice(5, 5 + A_FERMER),
  );
  return makeFichier("fr-en-annuaire-education.csv", TECHNIQUE, ENTETES_ANNUAIRE, function* () {
    for (const structure of ouvertes) {
      const fiche = describe(graine, structure, territoires);
      fiche.appartenance_education_prioritaire = ep.get(structure) ?? ep.get(structure.mere ?? structure);
      if (aFermer.has(structure)) fiche.etat = "A FERMER";
      if (doubles.has(structure)) {
        fiche.multi_uai = 1;
        yield write({ ...fiche, adresse_1: "1 quai DES CORDIERS", voie_professionnelle: 0 });
      }
      yield write(fiche);
    }
    for (const circonscription of territoires.circonscriptions) yield write(describeBureau(circonscription));
  });
}
