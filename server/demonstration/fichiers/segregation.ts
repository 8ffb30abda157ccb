import type { College } from "../modeles/colleges.ts";
import { computeEffectifs, computeIps, listOuverts } from "../modeles/colleges.ts";
import { computeOrigines } from "../modeles/lois.ts";
import { formatMajuscules } from "../population/noms-fictifs.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";

const ENTETES =
  "annee;acad;nom_academie;dep;nom_departement;nb_coll_calcul;nb_coll_PU_calcul;nb_coll_PR_calcul;poids_prive_calcul;p_tfav;p_fav;p_moy;p_defav;p_tfav_pu;p_fav_pu;p_moy_pu;p_defav_pu;p_tfav_pr;p_fav_pr;p_moy_pr;p_defav_pr;i_entropie_tot;i_entropie_pu;i_entropie_pr;i_entropie_interPUPR;contrib_pu;contrib_pr;contrib_interPUPR;num_ligne";

const ANNEES = [2021, 2022, 2023, 2024];

interface Groupe {
  eleves: number;
  parts: readonly [number, number, number, number];
}

function sumGroupes(groupes: readonly Groupe[]): Groupe {
  const eleves = groupes.reduce((somme, groupe) => somme + groupe.eleves, 0);
  const weigh = (rang: 0 | 1 | 2 | 3) =>
    groupes.reduce((somme, groupe) => somme + groupe.parts[rang] * groupe.eleves, 0) / (eleves || 1);
  return { eleves, parts: [weigh(0), weigh(1), weigh(2), weigh(3)] };
}

const computeEntropie = ({ parts }: Groupe) =>
  parts.reduce((somme, part) => (part > 0 ? somme - (part / 100) * Math.log(part / 100) : somme), 0);

/** Normalised exclusion of Theil's H: 0 when every part looks like the whole. Source: DEPP, note 22-26. */
function computeIndice(groupes: readonly Groupe[]): number {
  const tout = sumGroupes(groupes);
  const entropie = computeEntropie(tout);
  if (tout.eleves === 0 || entropie === 0) return 0;
  return groupes.reduce(
    (somme, groupe) => somme + (groupe.eleves / tout.eleves) * (1 - computeEntropie(groupe) / entropie),
    0,
  );
}

function listLigne(publics: readonly Groupe[], prives: readonly Groupe[]): Cellule[] {
  const [pu, pr] = [sumGroupes(publics), sumGroupes(prives)];
  const tout = sumGroupes([pu, pr]);
  const total = computeIndice([...publics, ...prives]);
  const [indicePu, indicePr] = [computeIndice(publics), computeIndice(prives)];
  const inter = computeIndice([pu, pr]);
  const entropie = computeEntropie(tout);
  const contribution = (groupe: Groupe, indice: number) =>
    ((groupe.eleves / tout.eleves) * (computeEntropie(groupe) / entropie) * indice * 100) / total;
  const hasPrive = prives.length > 0;
  const orVide = (valeur: string) => (hasPrive ? valeur : "");
  const parts = (groupe: Groupe) => groupe.parts.map((part) => part.toFixed(1));
  return [
    publics.length + prives.length,
    publics.length,
    prives.length,
    ((pr.eleves / tout.eleves) * 100).toFixed(1),
    ...parts(tout),
    ...parts(pu),
    ...parts(pr).map(orVide),
    total.toFixed(3),
    indicePu.toFixed(3),
    orVide(indicePr.toFixed(3)),
    orVide(inter.toFixed(3)),
    contribution(pu, indicePu).toFixed(1),
    orVide(contribution(pr, indicePr).toFixed(1)),
    orVide(((inter * 100) / total).toFixed(1)),
  ];
}

/** Social segregation between collèges, computed on their pupils as the ministry does, by département and académie. */
export function makeSegregation(graine: number, colleges: readonly College[]): FichierTabulaire {
  return makeFichier("fr-en-indicateur_segregation_sociale_colleges.csv", TECHNIQUE, ENTETES, function* () {
    let numero = 0;
    for (const annee of ANNEES) {
      const ouverts = listOuverts(colleges, annee);
      const parDepartement = Map.groupBy(ouverts, ({ structure }) => structure.commune.departement);
      const read = (college: College): Groupe => {
        const { tfav, fav, moy, defav } = computeOrigines(computeIps(graine, college, annee));
        return { eleves: computeEffectifs(graine, college, annee).total, parts: [tfav, fav, moy, defav] };
      };
      const write = (liste: readonly College[], dep: string, nom: string): Cellule[] => {
        const [publics, prives] = [true, false].map((isPublic) =>
          liste.filter(({ structure }) => (structure.contrat === "public") === isPublic).map(read),
        ) as [Groupe[], Groupe[]];
        numero += 1;
        const debut = [annee, ACADEMIE.code, formatMajuscules(ACADEMIE.libelle), dep, nom];
        return [...debut, ...listLigne(publics, prives), numero];
      };
      yield write(ouverts, "", "Ensemble de l'académie");
      for (const [{ code, libelle }, liste] of parDepartement) {
        yield write(liste, code, formatMajuscules(libelle));
      }
    }
  });
}
