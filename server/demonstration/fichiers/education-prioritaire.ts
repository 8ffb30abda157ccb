import type { College } from "../modeles/colleges.ts";
import { listOuverts } from "../modeles/colleges.ts";
import type { Ecole } from "../modeles/ecoles.ts";
import type { Territoires } from "../population/circonscriptions.ts";
import type { Commune } from "../population/communes.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE, QUARTIERS } from "../population/territoire-fictif.ts";
import { drawAmong, makeTirageFor } from "../tirage.ts";
import { describeAdresse } from "./adresses.ts";
import { DOMAINE, slugify } from "./annuaire.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE, VIRGULES } from "./csv.ts";
import { formatDenomination } from "./identite.ts";

/** Rentrée 2022; two of its headers end with a space. */
const ENTETES_REP =
  "ACADEMIE;N°Département;DEPARTEMENT;COMMUNE;UAI tête de réseau;NUMERO;NOM DE L'ETABLISSEMENT;TYPE_DETABLISSEMENT;EP;circonscription ;contact collège ou circonscription ";

const ENTETES_QPV =
  "NUMERO_UAI,Région,Département,Code_commune_Insee,Libellé Commune,Dénomination établissement,Patromyne établissement,Adresse_établissement,Code_postal,Type_établissement,Rep+,Rep,DISTANCE_QPV le plus proche,QPV,Qualité";

const RENTREE_LISTE = 2022;

function listLigneRep(structure: Structure, ep: string, tete: Structure, circonscription: string): Cellule[] {
  const { commune, nature, type, uai, patronyme } = structure;
  const genre = nature.code === "101" ? "ECOLE MATERNELLE" : "ECOLE ELEMENTAIRE OU PRIMAIRE";
  return [
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    formatCommune(commune.nom),
    tete.uai,
    uai,
    formatCommune(patronyme),
    type === "college" ? "COLLEGE" : genre,
    ep,
    circonscription && `IEN ${formatMajuscules(circonscription)}`,
    circonscription ? `ien.${slugify(circonscription)}@${DOMAINE}` : `ce.${uai.toLowerCase()}@${DOMAINE}`,
  ];
}

/** Each network: its collège, head of the network, then its écoles. */
export function makeListeRep(
  colleges: readonly College[],
  ecoles: readonly Ecole[],
  territoires: Territoires,
): FichierTabulaire {
  const parTete = Map.groupBy(
    listOuverts(ecoles, RENTREE_LISTE).filter(({ educationPrioritaire }) => educationPrioritaire),
    ({ college }) => college,
  );
  return makeFichier("liste-des-rep-et-rep-rentree-2022.csv", TECHNIQUE, ENTETES_REP, function* () {
    for (const college of listOuverts(colleges, RENTREE_LISTE)) {
      const { structure: tete, educationPrioritaire: ep } = college;
      if (!ep) continue;
      yield listLigneRep(tete, ep, tete, "");
      for (const { structure } of parTete.get(college) ?? []) {
        yield listLigneRep(structure, ep, tete, territoires.findCirconscription(structure)?.nom ?? "");
      }
    }
  });
}

// The districts of the port are quartiers prioritaires; the perimeter is taken as a circle.
const RAYON_QPV_METRES = 750;
const ECART_SOCIAL_QPV = -3;
const DISTANCE_MAX_METRES = 300;
const METRES_PAR_DEGRE = 111_195;

export interface Proximite {
  code: string;
  distanceMetres: number;
}

interface Qpv {
  code: string;
  longitude: number;
  latitude: number;
}

/** Quartiers prioritaires of the port, and the centre of each popular town. */
function listQpv({ taille, ecartSocial, departement, code, longitude, latitude }: Commune): Qpv[] {
  if (taille === "ville") {
    return QUARTIERS.filter((quartier) => quartier.ecartSocial <= -13).map(({ decalage }, rang) => ({
      code: `QP${departement.code}00${rang + 1}`,
      longitude: longitude + decalage.longitude,
      latitude: latitude + decalage.latitude,
    }));
  }
  if (taille === "rural" || ecartSocial > ECART_SOCIAL_QPV) return [];
  return [{ code: `QP${departement.code}1${code.slice(3)}`, longitude, latitude }];
}

/** Nearest quartier prioritaire of the commune; zero inside, undefined where there is none. */
export function findQpv({ commune, latitude, longitude }: Structure): Proximite | undefined {
  const distances = listQpv(commune).map((qpv): Proximite => {
    const dx = (longitude - qpv.longitude) * 0.677;
    const dy = latitude - qpv.latitude;
    const metres = Math.sqrt(dx * dx + dy * dy) * METRES_PAR_DEGRE - RAYON_QPV_METRES;
    return { code: qpv.code, distanceMetres: Math.max(0, metres) };
  });
  return distances.length > 0
    ? distances.reduce((a, b) => (b.distanceMetres < a.distanceMetres ? b : a))
    : undefined;
}

/** Collèges at most 300 m from a quartier prioritaire (2019); the distance has a decimal comma. */
export function makeCollegesQpv(graine: number, colleges: readonly College[]): FichierTabulaire {
  return makeFichier("college-qpv-proche.csv", VIRGULES, ENTETES_QPV, function* () {
    for (const { structure, educationPrioritaire } of listOuverts(colleges, 2019)) {
      const proximite = findQpv(structure);
      if (!proximite || proximite.distanceMetres > DISTANCE_MAX_METRES) continue;
      const { commune, uai } = structure;
      const qualite = drawAmong(makeTirageFor(graine, `qpv ${uai}`), [
        "BONNE",
        "BONNE",
        "Parfaite",
        "MOYENNE",
      ]);
      yield [
        uai,
        ACADEMIE.libelleRegion,
        commune.departement.code,
        commune.code,
        formatCommune(commune.nom),
        formatDenomination(structure),
        formatCommune(structure.patronyme),
        formatMajuscules(describeAdresse(graine, structure).adresse),
        commune.codePostal,
        "COLLEGE",
        educationPrioritaire === "REP+" ? "Oui" : "Non",
        educationPrioritaire === "REP" ? "Oui" : "Non",
        proximite.distanceMetres === 0 ? 0 : proximite.distanceMetres.toFixed(7).replace(".", ","),
        proximite.code,
        qualite,
      ];
    }
  });
}
