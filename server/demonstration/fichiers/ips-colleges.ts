import type { College } from "../modeles/colleges.ts";
import {
  computeEcartType,
  computeEffectifs,
  computeIps,
  listOuverts,
  listPetitsColleges,
} from "../modeles/colleges.ts";
import { makeMoyennes } from "../modeles/moyennes.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { makeTirageFor } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier, TECHNIQUE, VIRGULES } from "./csv.ts";
import { formatAnnee, formatNom, formatSecteur, listIdentiteIps } from "./identite.ts";

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

export function makeIps2021(graine: number, colleges: readonly College[]): FichierTabulaire {
  return makeFichier("fr-en-ips_colleges.csv", VIRGULES, ENTETES_IPS_2021, function* () {
    for (const college of listOuverts(colleges, 2021)) {
      const ips = college.isSecretStatistique ? "" : computeIps(graine, college, 2021).toFixed(1);
      yield [...listIdentiteIps(college.structure, 2021), ips];
    }
  });
}

export function makeIps2022(graine: number, colleges: readonly College[]): FichierTabulaire {
  const ouverts = listOuverts(colleges, 2022);
  const [plusPetit] = listPetitsColleges(ouverts);
  return makeFichier("fr-en-ips-colleges-ap2022.csv", TECHNIQUE, ENTETES_IPS_2022, function* () {
    for (const college of ouverts) {
      const effectif = computeEffectifs(graine, college, 2022).total.toFixed(1);
      const publie = [
        computeIps(graine, college, 2022).toFixed(1),
        computeEcartType(graine, college, 2022).toFixed(1),
      ];
      // One « NS » among numbers: the form that IPS of écoles use, which importers must not take for zero.
      const indices = college === plusPetit ? ["NS", ""] : publie;
      yield [...listIdentiteIps(college.structure, 2022), effectif, ...indices];
    }
  });
}

// This vintage prints a whole number without its decimal: « 27 », not « 27.0 ».
function* listLignes2023(graine: number, tous: readonly College[], rentree: number): Generator<Cellule[]> {
  const colleges = listOuverts(tous, rentree);
  const moyenne = makeMoyennes(
    colleges
      .filter(({ isSecretStatistique }) => !isSecretStatistique)
      .map((college) => ({
        structure: college.structure,
        valeur: computeIps(graine, college, rentree),
        eleves: computeEffectifs(graine, college, rentree).total,
      })),
  );
  // The nation of the demonstration is its single académie.
  const academiques = [moyenne("prive"), moyenne("public"), moyenne("tout")];
  for (const college of colleges) {
    const { structure, isSecretStatistique } = college;
    const { commune, uai, latitude, longitude } = structure;
    const departement = commune.departement.code;
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
      formatNom(structure, rentree),
      formatSecteur(structure),
      isSecretStatistique ? "" : computeIps(graine, college, rentree),
      isSecretStatistique ? "" : computeEcartType(graine, college, rentree),
      ...academiques,
      ...academiques,
      moyenne(`${departement} prive`),
      moyenne(`${departement} public`),
      moyenne(`${departement} tout`),
      makeTirageFor(graine, `wgs84 ${uai}`)() < 0.02 ? "" : `${latitude}, ${longitude}`,
    ];
  }
}

export function makeIps2023(graine: number, colleges: readonly College[]): FichierTabulaire {
  return makeFichier("fr-en-ips-colleges-ap2023.csv", ETIQUETTES, ENTETES_IPS_2023, function* () {
    for (const rentree of RENTREES_AP2023) yield* listLignes2023(graine, colleges, rentree);
  });
}
