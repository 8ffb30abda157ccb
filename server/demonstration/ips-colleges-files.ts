import type { College } from "./colleges.ts";
import { computeEcartType, computeEffectifs, computeIps, listPetitsColleges } from "./colleges.ts";
import type { Cellule, FichierGenere } from "./csv.ts";
import { makeFichier } from "./csv.ts";
import { formatCommune, formatMajuscules } from "./noms-fictifs.ts";
import { ACADEMIE } from "./territoire-fictif.ts";
import { makeTirageFor } from "./tirage.ts";

/** 2021-22, comma separated, without effectifs, on the scale before the break. */
const ENTETES_IPS_2021 =
  "rentree_scolaire,academie,code_du_departement,departement,uai,nom_de_l_etablissment,code_insee_de_la_commune,nom_de_la_commune,secteur,ips";

/** 2022-23, the only vintage with effectifs. */
const ENTETES_IPS_2022 =
  "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips;ecart_type_de_l_ips";

/** 2026-09 labels, three school years in one file. */
const ENTETES_IPS_2023 =
  "Année scolaire;Code région;Code région Insee;Libellé région académique;Code académie;Libellé académie;Code département;Libellé département;Code commune Insee;Libellé commune;UAI;Nom de l'établissement;Secteur;IPS;Ecart type de l'IPS;IPS national privé;IPS national public;IPS national;IPS académique privé;IPS académique public;IPS académique;IPS départemental privé;IPS départemental public;IPS départemental;Latitude et longitude WGS84";

const RENTREES_AP2023 = [2023, 2024, 2025];

function formatAnnee(rentree: number): string {
  return `${rentree}-${rentree + 1}`;
}

function formatNom({ structure }: College): string {
  const prive = structure.contrat === "public" ? "" : " PRIVE";
  return `COLLEGE${prive} ${formatMajuscules(structure.patronyme)}`.replaceAll("'", " ");
}

function formatSecteur({ structure }: College): string {
  return structure.contrat === "public" ? "public" : "privé sous contrat";
}

function listIdentite(college: College, rentree: number): Cellule[] {
  const { commune, uai } = college.structure;
  return [
    formatAnnee(rentree),
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    uai,
    formatNom(college),
    commune.code,
    formatCommune(commune.nom),
    formatSecteur(college),
  ];
}

export function makeIps2021(graine: number, colleges: readonly College[]): FichierGenere {
  return makeFichier(
    "fr-en-ips_colleges.csv",
    { separateur: ",", finDeLigne: "\n", bom: false },
    ENTETES_IPS_2021,
    function* () {
      for (const college of colleges) {
        const ips = college.isSecretStatistique ? "" : computeIps(graine, college, 2021).toFixed(1);
        yield [...listIdentite(college, 2021), ips];
      }
    },
  );
}

export function makeIps2022(graine: number, colleges: readonly College[]): FichierGenere {
  const [plusPetit] = listPetitsColleges(colleges);
  return makeFichier(
    "fr-en-ips-colleges-ap2022.csv",
    { separateur: ";", finDeLigne: "\r\n", bom: false },
    ENTETES_IPS_2022,
    function* () {
      for (const college of colleges) {
        const effectif = computeEffectifs(graine, college, 2022).total.toFixed(1);
        const publie = [
          computeIps(graine, college, 2022).toFixed(1),
          computeEcartType(graine, college, 2022).toFixed(1),
        ];
        // One « NS » among numbers: the form that IPS of écoles use, which importers must not take for zero.
        const indices = college === plusPetit ? ["NS", ""] : publie;
        yield [...listIdentite(college, 2022), effectif, ...indices];
      }
    },
  );
}

/** Mean weighted by pupils, as the ministry publishes it; undefined where no collège of the sector is published. */
function makeMoyennes(
  graine: number,
  colleges: readonly College[],
  rentree: number,
): (cle: string) => string {
  const sommes = new Map<string, { points: number; eleves: number }>();
  for (const college of colleges) {
    if (college.isSecretStatistique) continue;
    const ips = computeIps(graine, college, rentree);
    const { total } = computeEffectifs(graine, college, rentree);
    const secteur = college.structure.contrat === "public" ? "public" : "prive";
    const departement = college.structure.commune.departement.code;
    for (const cle of ["tout", secteur, `${departement} tout`, `${departement} ${secteur}`]) {
      const somme = sommes.get(cle) ?? { points: 0, eleves: 0 };
      sommes.set(cle, { points: somme.points + ips * total, eleves: somme.eleves + total });
    }
  }
  return (cle) => {
    const somme = sommes.get(cle);
    return somme ? (somme.points / somme.eleves).toFixed(1) : "";
  };
}

// This vintage prints a whole number without its decimal: « 27 », not « 27.0 ».
function* listLignes2023(
  graine: number,
  colleges: readonly College[],
  rentree: number,
): Generator<Cellule[]> {
  const moyenne = makeMoyennes(graine, colleges, rentree);
  // The nation of the demonstration is its single académie.
  const academiques = [moyenne("prive"), moyenne("public"), moyenne("tout")];
  for (const college of colleges) {
    const { commune, uai, latitude, longitude } = college.structure;
    const departement = commune.departement.code;
    const secret = college.isSecretStatistique;
    yield [
      formatAnnee(rentree),
      ACADEMIE.codeRegion,
      ACADEMIE.codeRegion,
      formatMajuscules(ACADEMIE.libelleRegion),
      ACADEMIE.code,
      formatMajuscules(ACADEMIE.libelle),
      departement,
      formatMajuscules(commune.departement.libelle),
      commune.code,
      formatCommune(commune.nom),
      uai,
      formatNom(college),
      formatSecteur(college),
      secret ? "" : computeIps(graine, college, rentree),
      secret ? "" : computeEcartType(graine, college, rentree),
      ...academiques,
      ...academiques,
      moyenne(`${departement} prive`),
      moyenne(`${departement} public`),
      moyenne(`${departement} tout`),
      makeTirageFor(graine, `wgs84 ${uai}`)() < 0.02 ? "" : `${latitude}, ${longitude}`,
    ];
  }
}

export function makeIps2023(graine: number, colleges: readonly College[]): FichierGenere {
  return makeFichier(
    "fr-en-ips-colleges-ap2023.csv",
    { separateur: ";", finDeLigne: "\r\n", bom: true },
    ENTETES_IPS_2023,
    function* () {
      for (const rentree of RENTREES_AP2023) yield* listLignes2023(graine, colleges, rentree);
    },
  );
}
