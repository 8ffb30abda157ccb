import { listOuverts } from "../modeles/colleges.ts";
import type { Ecole } from "../modeles/ecoles.ts";
import { computeEffectifsEcole, computeIpsEcole } from "../modeles/ecoles.ts";
import { makeMoyennes } from "../modeles/moyennes.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { FichierGenere, FichierTabulaire } from "./csv.ts";
import { makeFichier, makeFichierJson, TECHNIQUE } from "./csv.ts";
import { formatAnnee, formatNom, formatSecteur, listIdentiteIps } from "./identite.ts";

/** 2022-23: with pupils, without the écoles under 25 pupils of CM2. */
const ENTETES_IPS_2022 =
  "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;effectifs;ips";

/** Écoles that have a CM2, which maternelles have not. */
function listAvecCm2(ecoles: readonly Ecole[], rentree: number): Ecole[] {
  return listOuverts(ecoles, rentree).filter(({ niveaux }) => niveaux.elementaire);
}

export function makeIpsEcoles2022(graine: number, ecoles: readonly Ecole[]): FichierTabulaire {
  return makeFichier("fr-en-ips-ecoles-ap2022_2022-2023.csv", TECHNIQUE, ENTETES_IPS_2022, function* () {
    for (const ecole of listAvecCm2(ecoles, 2022)) {
      if (ecole.isSecretStatistique) continue;
      const { total } = computeEffectifsEcole(graine, ecole, 2022);
      const ips = computeIpsEcole(graine, ecole, 2022).toFixed(1);
      yield [...listIdentiteIps(ecole.structure, 2022), total.toFixed(1), ips];
    }
  });
}

function* listObjets2024(graine: number, tous: readonly Ecole[], rentree: number): Generator<object> {
  const ecoles = listAvecCm2(tous, rentree);
  const moyenne = makeMoyennes(
    ecoles
      .filter(({ isSecretStatistique }) => !isSecretStatistique)
      .map((ecole) => ({
        structure: ecole.structure,
        valeur: computeIpsEcole(graine, ecole, rentree),
        eleves: computeEffectifsEcole(graine, ecole, rentree).elementaire,
      })),
  );
  let ligne = (rentree - 2022) * 10_000;
  for (const ecole of ecoles) {
    const { structure } = ecole;
    const { commune, uai } = structure;
    const departement = commune.departement.code;
    ligne += 1;
    yield {
      num_ligne: ligne,
      rentree_scolaire: formatAnnee(rentree),
      code_region: ACADEMIE.codeRegion,
      region: formatMajuscules(ACADEMIE.libelleRegion),
      code_de_l_academie: ACADEMIE.code,
      academie: formatMajuscules(ACADEMIE.libelle),
      code_du_departement: departement,
      departement: formatMajuscules(commune.departement.libelle),
      code_insee_de_la_commune: commune.code,
      nom_de_la_commune: formatCommune(commune.nom),
      uai,
      nom_de_l_etablissement: formatNom(structure, rentree),
      secteur: formatSecteur(structure),
      // The API gives numbers as text.
      ips: ecole.isSecretStatistique ? "NS" : String(computeIpsEcole(graine, ecole, rentree)),
      ips_national_prive: moyenne("prive"),
      ips_national_public: moyenne("public"),
      ips_national: moyenne("tout"),
      ips_academique_prive: moyenne("prive"),
      ips_academique_public: moyenne("public"),
      ips_academique: moyenne("tout"),
      ips_departemental_prive: moyenne(`${departement} prive`) || null,
      ips_departemental_public: moyenne(`${departement} public`) || null,
      ips_departemental: moyenne(`${departement} tout`) || null,
    };
  }
}

/** 2025-10 vintage, as `/exports/json` of the API v2.1 gives it; it is no longer updated since. */
export function makeIpsEcoles2024(graine: number, ecoles: readonly Ecole[]): FichierGenere {
  return makeFichierJson("fr-en-ips-ecoles-ap2022.json", function* () {
    for (const rentree of [2023, 2024]) yield* listObjets2024(graine, ecoles, rentree);
  });
}
