import { listOuverts } from "../modeles/colleges.ts";
import type { Lycee, Voie } from "../modeles/lycees.ts";
import { computeLycee, typeAt } from "../modeles/lycees.ts";
import { makeMoyennes } from "../modeles/moyennes.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { isOpenAt } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";
import { formatAnnee, formatNom, formatSecteur, listIdentiteIps } from "./identite.ts";

const ENTETES_IPS_2022 =
  "rentree_scolaire;academie;code_du_departement;departement;uai;nom_de_l_etablissment;code_insee_de_la_commune;nom_de_la_commune;secteur;type_de_lycee;effectifs_voie_gt;effectifs_voie_pro;effectifs_ensemble_gt_pro;ips_voie_gt;ips_voie_pro;ips_ensemble_gt_pro;ecart_type_de_l_ips_voie_gt;ecart_type_de_l_ips_voie_pro";

/** 48 columns of the 2026-01 vintage. */
const ENTETES_IPS_2023 =
  "num_ligne;rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissement;secteur;type_de_lycee;ips_voie_gt;ips_voie_pro;ips_post_bac;ips_etab;ecart_type_voie_gt;ecart_type_voie_pro;ecart_type_etablissement;ips_national_legt;ips_national_lpo;ips_national_lp;ips_national_legt_prive;ips_national_legt_public;ips_national_lpo_prive;ips_national_lpo_public;ips_national_lp_prive;ips_national_lp_public;ips_academique_legt;ips_academique_lpo;ips_academique_lp;ips_academique_legt_prive;ips_academique_legt_public;ips_academique_lpo_prive;ips_academique_lpo_public;ips_academique_lp_prive;ips_academique_lp_public;ips_departemental_legt;ips_departemental_lpo;ips_departemental_lp;ips_departemental_legt_prive;ips_departemental_legt_public;ips_departemental_lpo_prive;ips_departemental_lpo_public;ips_departemental_lp_prive;ips_departemental_lp_public";

const ENTETES_IPS_EREA =
  "rentree_scolaire;code_region;region_academique;code_academie;academie;code_du_departement;departement;code_insee_de_la_commune;nom_de_la_commune;uai;nom_de_l_etablissment;secteur;ips;ecart_type_de_l_ips";

const RENTREES_AP2023 = [2023, 2024, 2025];
const TYPES = ["LEGT", "LPO", "LP"];
const CLES_MOYENNES = [...TYPES, ...TYPES.flatMap((type) => [`${type} prive`, `${type} public`])];
// Half of the lycées have no post-bac class; a few voies are too small.
const PART_SANS_POST_BAC = 0.47;
const PART_NS = 0.012;

const unDecimal = (valeur: number | undefined): string => valeur?.toFixed(1) ?? "";

export function makeIpsLycees2022(graine: number, lycees: readonly Lycee[]): FichierTabulaire {
  return makeFichier("fr-en-ips-lycees-ap2022.csv", TECHNIQUE, ENTETES_IPS_2022, function* () {
    for (const lycee of listOuverts(lycees, 2022)) {
      const { type, gt, pro, ensemble, effectif } = computeLycee(graine, lycee, 2022);
      yield [
        ...listIdentiteIps(lycee.structure, 2022),
        type,
        unDecimal(gt?.effectif),
        unDecimal(pro?.effectif),
        unDecimal(effectif),
        unDecimal(gt?.ips),
        unDecimal(pro?.ips),
        unDecimal(ensemble),
        unDecimal(gt?.ecartType),
        unDecimal(pro?.ecartType),
      ];
    }
  });
}

function listTerritoire({ commune, uai }: Structure, rentree: number): Cellule[] {
  return [
    formatAnnee(rentree),
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    commune.code,
    formatCommune(commune.nom),
    uai,
  ];
}

function* listLignes2023(graine: number, tous: readonly Lycee[], rentree: number): Generator<Cellule[]> {
  const lycees = listOuverts(tous, rentree);
  const moyenne = makeMoyennes(
    lycees.map((lycee) => {
      const { ensemble, effectif } = computeLycee(graine, lycee, rentree);
      return { structure: lycee.structure, valeur: ensemble, eleves: effectif };
    }),
    (structure) => typeAt(structure, rentree),
  );
  const academiques = CLES_MOYENNES.map(moyenne);
  let ligne = (rentree - 2022) * 1_000;
  for (const lycee of lycees) {
    const { structure } = lycee;
    const { type, gt, pro, ensemble, ecartTypeEnsemble } = computeLycee(graine, lycee, rentree);
    const tirage = makeTirageFor(graine, `post-bac ${structure.uai} ${rentree}`);
    const isNs = tirage() < PART_NS;
    const sansPostBac = makeTirageFor(graine, `sans post-bac ${structure.uai}`)() < PART_SANS_POST_BAC;
    const postBac = sansPostBac ? "" : isNs ? "NS" : round(ensemble + 3 + 9 * drawNormal(tirage), 1);
    const orNs = (voie: Voie | undefined, cle: "ips" | "ecartType") =>
      voie ? (isNs ? "NS" : voie[cle]) : "";
    const departement = structure.commune.departement.code;
    ligne += 1;
    yield [
      `${ligne}.0`,
      ...listTerritoire(structure, rentree),
      formatNom(structure, rentree),
      formatSecteur(structure),
      type,
      gt?.ips ?? "",
      orNs(pro, "ips"),
      postBac,
      ensemble,
      gt?.ecartType ?? "",
      orNs(pro, "ecartType"),
      ecartTypeEnsemble,
      ...academiques,
      ...academiques,
      ...CLES_MOYENNES.map((cle) => moyenne(`${departement} ${cle}`)),
    ];
  }
}

export function makeIpsLycees2023(graine: number, lycees: readonly Lycee[]): FichierTabulaire {
  return makeFichier("fr-en-ips-lycees-ap2023.csv", TECHNIQUE, ENTETES_IPS_2023, function* () {
    for (const rentree of RENTREES_AP2023) yield* listLignes2023(graine, lycees, rentree);
  });
}

/** EREA: the lowest IPS of all; this dataset keeps the typing error in the name of its column. */
export function makeIpsErea(graine: number, structures: readonly Structure[]): FichierTabulaire {
  const ereas = structures.filter(({ type }) => type === "erea");
  return makeFichier("fr-en-ips-erea-ap2022.csv", TECHNIQUE, ENTETES_IPS_EREA, function* () {
    for (const rentree of [2022, ...RENTREES_AP2023]) {
      for (const erea of ereas.filter((structure) => isOpenAt(structure, rentree))) {
        const stable = 73 + 5 * drawNormal(makeTirageFor(graine, `erea ${erea.uai}`));
        const tirage = makeTirageFor(graine, `erea ${erea.uai} ${rentree}`);
        yield [
          ...listTerritoire(erea, rentree),
          `EREA ${formatMajuscules(erea.patronyme)}`.replaceAll("'", " "),
          formatSecteur(erea),
          round(stable + drawNormal(tirage), 1),
          round(22 + drawNormal(tirage), 1),
        ];
      }
    }
  });
}
