import type { Population } from "../population/population.ts";
import type { Structure } from "../population/structures.ts";
import { natureAt } from "../population/structures.ts";
import { clamp, drawBetween, drawNormal, makeTirageFor, round } from "../tirage.ts";
import { mix } from "./colleges.ts";
import type { Loi } from "./lois.ts";
import { applyLoi, findEcartSocial } from "./lois.ts";

type TypeLycee = "LEGT" | "LPO" | "LP";
const TYPES: Readonly<Record<string, TypeLycee>> = { "300": "LEGT", "306": "LPO", "320": "LP" };

/** One of the two voies of a lycée. */
export interface Voie {
  ips: number;
  reduit: number;
  ecartType: number;
  effectif: number;
}

export interface Lycee {
  structure: Structure;
  gt: Voie;
  pro: Voie;
  pente: number;
}

interface LoiVoie {
  ips: Loi;
  ecartType: Loi;
  // Link of the standard deviation with the IPS.
  lien: number;
  effectif: Loi;
}

const loi = (moyenne: number, ecart: number, min: number, max: number): Loi => ({ moyenne, ecart, min, max });

// Measured on fr-en-ips-lycees-ap2022 by type and sector (3 598 lycées).
const LOIS: Record<
  "public" | "sous_contrat",
  Record<"gt" | "gtPolyvalent" | "pro" | "proPolyvalent", LoiVoie>
> = {
  public: {
    gt: {
      ips: loi(112.8, 13.8, 74, 158),
      ecartType: loi(33.8, 2.9, 22, 42),
      lien: 0.4,
      effectif: loi(893, 330, 150, 2_100),
    },
    gtPolyvalent: {
      ips: loi(106.2, 12.3, 68, 146),
      ecartType: loi(32.3, 3.2, 20, 42),
      lien: 0.58,
      effectif: loi(632, 340, 60, 1_900),
    },
    pro: {
      ips: loi(85.5, 7.4, 66, 120),
      ecartType: loi(25.1, 2.9, 15, 36),
      lien: 0.3,
      effectif: loi(353, 160, 55, 1_200),
    },
    proPolyvalent: {
      ips: loi(87.5, 8.5, 62, 130),
      ecartType: loi(25.7, 3.2, 15, 38),
      lien: 0.3,
      effectif: loi(265, 140, 30, 1_000),
    },
  },
  sous_contrat: {
    gt: {
      ips: loi(126, 11.9, 84, 160),
      ecartType: loi(26.6, 3.4, 12, 36),
      lien: -0.59,
      effectif: loi(412, 260, 40, 1_600),
    },
    gtPolyvalent: {
      ips: loi(119, 10.4, 94, 146),
      ecartType: loi(27.5, 2.4, 17, 35),
      lien: -0.14,
      effectif: loi(343, 250, 30, 1_300),
    },
    pro: {
      ips: loi(103.1, 9.7, 77, 133),
      ecartType: loi(25.8, 2.8, 12, 34),
      lien: 0,
      effectif: loi(190, 115, 25, 850),
    },
    proPolyvalent: {
      ips: loi(106.3, 9.2, 83, 131),
      ecartType: loi(26.2, 2.5, 17, 33),
      lien: 0,
      effectif: loi(214, 130, 25, 900),
    },
  },
};
// The two voies of one lycée are near each other (r = 0.75); the town brings a part of the IPS.
const LIEN_VOIES = 0.75;
const LIEN_TERRITOIRE = 0.45;

export function typeAt(structure: Structure, rentree: number): TypeLycee {
  return TYPES[natureAt(structure, rentree).code] ?? "LPO";
}

function drawVoie(graine: number, cle: string, lois: LoiVoie, reduit: number): Voie {
  const tirage = makeTirageFor(graine, cle);
  return {
    ips: applyLoi(lois.ips, reduit, 2),
    reduit,
    ecartType: applyLoi(lois.ecartType, mix(lois.lien, reduit, drawNormal(tirage))),
    effectif: applyLoi(lois.effectif, mix(0.2, reduit, drawNormal(tirage)), 0),
  };
}

export function listLycees(graine: number, { structures, fermees }: Population): Lycee[] {
  return [...structures, ...fermees]
    .filter(({ type, contrat }) => type === "lycee" && contrat !== "hors_contrat")
    .map((structure): Lycee => {
      const { uai, nature } = structure;
      const tirage = makeTirageFor(graine, `lycee ${uai}`);
      const lois = LOIS[structure.contrat === "public" ? "public" : "sous_contrat"];
      const isPolyvalent = nature.code === "306";
      const social = clamp(findEcartSocial(structure) / 14, -1.5, 1.5);
      const reduit = mix(LIEN_TERRITOIRE, social, drawNormal(tirage));
      const reduitPro = isPolyvalent ? mix(LIEN_VOIES, reduit, drawNormal(tirage)) : reduit;
      return {
        structure,
        gt: drawVoie(graine, `gt ${uai}`, isPolyvalent ? lois.gtPolyvalent : lois.gt, reduit),
        pro: drawVoie(graine, `pro ${uai}`, isPolyvalent ? lois.proPolyvalent : lois.pro, reduitPro),
        pente: drawBetween(tirage, -0.015, 0.01),
      };
    })
    .sort((a, b) => (a.structure.uai < b.structure.uai ? -1 : 1));
}

interface LyceeAnnuel {
  type: TypeLycee;
  /** Absent where the lycée does not offer the voie. */
  gt: Voie | undefined;
  pro: Voie | undefined;
  ensemble: number;
  ecartTypeEnsemble: number;
  effectif: number;
}

/** What a lycée is in one rentrée: its type may have changed, its IPS moves within 1.5 point. */
export function computeLycee(graine: number, lycee: Lycee, rentree: number): LyceeAnnuel {
  const type = typeAt(lycee.structure, rentree);
  const tirage = makeTirageFor(graine, `lycee ${lycee.structure.uai} ${rentree}`);
  const evolution = 1 + lycee.pente * (rentree - 2022);
  const move = (voie: Voie): Voie => ({
    ...voie,
    ips: round(voie.ips + drawBetween(tirage, -1.5, 1.5), 1),
    ecartType: round(voie.ecartType + drawBetween(tirage, -0.6, 0.6), 1),
    effectif: Math.round(voie.effectif * (evolution + drawBetween(tirage, -0.02, 0.02))),
  });
  const gt = type === "LP" ? undefined : move(lycee.gt);
  const pro = type === "LEGT" ? undefined : move(lycee.pro);
  const voies = [gt, pro].filter((voie) => voie !== undefined);
  const effectif = voies.reduce((somme, voie) => somme + voie.effectif, 0);
  const weigh = (cle: "ips" | "ecartType") =>
    round(voies.reduce((somme, voie) => somme + voie[cle] * voie.effectif, 0) / effectif, 1);
  return { type, gt, pro, ensemble: weigh("ips"), ecartTypeEnsemble: weigh("ecartType"), effectif };
}
