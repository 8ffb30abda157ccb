import type { Tirage } from "../tirage.ts";
import { clamp, drawBetween, drawNormal, makeTirageFor } from "../tirage.ts";
import { mix } from "./colleges.ts";
import type { Lycee } from "./lycees.ts";
import { computeLycee } from "./lycees.ts";

/** Baccalauréat of one série, percent; expected rates are absent where the ministry does not compute them. */
export interface Serie {
  presents: number;
  taux: number;
  tauxAttendu: number | undefined;
  mentions: number;
  mentionsAttendues: number | undefined;
}

export interface ResultatsLycee {
  series: ReadonlyMap<string, Serie>;
  total: Serie;
  effectifs: { seconde: number; premiere: number; terminale: number };
  /** Access rates to the baccalauréat from seconde, première, terminale, and the expected ones. */
  acces: readonly [number, number, number];
  accesAttendus: readonly [number, number, number] | undefined;
}

export const SERIES_GT = ["GNLE", "STMG", "STI2D", "STD2A", "STL", "ST2S", "S2TMD", "STHR"] as const;
/** Groups of vocational specialities; the first five are production, the others services. */
export const SPECIALITES = [
  "Spécialités pluri-techno.",
  "Transformations",
  "Génie civil, construction et bois",
  "Matériaux souples",
  "Mécanique, électricité, électronique",
  "Spécialités plurivalentes des services",
  "Échanges et gestion",
  "Communication et information",
  "Services aux personnes",
  "Services à la collectivité",
] as const;

// Share of lycées that offer a série, measured on IVAL 2024.
const OFFRE_GT = [1, 0.56, 0.25, 0.06, 0.14, 0.2, 0.01, 0.04];
const OFFRE_PRO = [0.1, 0.3, 0.3, 0.1, 0.55, 0.35, 0.65, 0.08, 0.5, 0.15];
const PART_SANS_ATTENDU = 0.05;

// Measured on ival-2024.xlsx and the API of lycées GT: link of the rate with the IPS 0.39, of the mentions 0.53.
const NIVEAUX = {
  gt: {
    taux: 96.4,
    pente: 1.9,
    va: 3,
    mentions: 64,
    penteMentions: 6.6,
    vaMentions: 6.6,
    acces: [84.5, 92.5, 96.5],
  },
  pro: { taux: 84.6, pente: 3.6, va: 7, mentions: 54, penteMentions: 5, vaMentions: 9, acces: [62, 75, 85] },
} as const;

const percent = (valeur: number, plancher: number) => Math.round(clamp(valeur, plancher, 100));

function shareSeries(
  tirage: Tirage,
  noms: readonly string[],
  offre: readonly number[],
  presents: number,
): [string, number][] {
  const ouvertes = noms.filter((_, rang) => tirage() < (offre[rang] ?? 0));
  const retenues = ouvertes.length > 0 ? ouvertes : noms.slice(0, 1);
  const poids = retenues.map((nom) => (nom === "GNLE" ? 3.4 : drawBetween(tirage, 0.5, 1.4)));
  const somme = poids.reduce((total, part) => total + part, 0);
  return retenues.map((nom, rang) => [nom, Math.max(2, Math.round((presents * (poids[rang] ?? 0)) / somme))]);
}

/** Several séries as one, weighted by the pupils present. */
export function sumSeries(series: readonly Serie[]): Serie {
  const presents = series.reduce((somme, serie) => somme + serie.presents, 0);
  const weigh = (cle: "taux" | "tauxAttendu" | "mentions" | "mentionsAttendues") =>
    Math.round(series.reduce((somme, serie) => somme + (serie[cle] ?? 0) * serie.presents, 0) / presents);
  const hasAttendus = series.every(({ tauxAttendu }) => tauxAttendu !== undefined);
  return {
    presents,
    taux: weigh("taux"),
    tauxAttendu: hasAttendus ? weigh("tauxAttendu") : undefined,
    mentions: weigh("mentions"),
    mentionsAttendues: hasAttendus ? weigh("mentionsAttendues") : undefined,
  };
}

/** Results of one session, or undefined where the lycée does not offer the voie that year. */
export function computeResultatsLycee(
  graine: number,
  lycee: Lycee,
  session: number,
  voie: "gt" | "pro",
): ResultatsLycee | undefined {
  const annuel = computeLycee(graine, lycee, session - 1)[voie];
  if (!annuel) return undefined;
  const { uai } = lycee.structure;
  const niveau = NIVEAUX[voie];
  const stable = makeTirageFor(graine, `bac ${voie} ${uai}`);
  const tirage = makeTirageFor(graine, `bac ${voie} ${uai} ${session}`);
  const presents = Math.max(6, Math.round(annuel.effectif * (voie === "gt" ? 0.315 : 0.29)));
  const parts = shareSeries(
    stable,
    voie === "gt" ? SERIES_GT : SPECIALITES,
    voie === "gt" ? OFFRE_GT : OFFRE_PRO,
    presents,
  );
  const hasAttendus = stable() >= PART_SANS_ATTENDU;
  const effet = mix(0.6, drawNormal(stable), drawNormal(tirage));
  const effetMentions = mix(0.6, drawNormal(stable), drawNormal(tirage));
  const series = parts.map(([nom, nombre]): [string, Serie] => {
    const handicap = nom === "GNLE" || voie === "pro" ? 0 : 3;
    const attendu = niveau.taux - handicap + niveau.pente * annuel.reduit;
    const mentions = niveau.mentions - 4 * handicap + niveau.penteMentions * annuel.reduit;
    return [
      nom,
      {
        presents: nombre,
        taux: percent(attendu + niveau.va * effet + 0.6 * drawNormal(tirage), 30),
        tauxAttendu: hasAttendus ? percent(attendu, 40) : undefined,
        mentions: percent(mentions + niveau.vaMentions * effetMentions + 2 * drawNormal(tirage), 5),
        mentionsAttendues: hasAttendus ? percent(mentions, 8) : undefined,
      },
    ];
  });
  const attendus = niveau.acces.map((acces, rang) => percent(acces + (3.2 - rang) * annuel.reduit, 25));
  const acces = attendus.map((attendu, rang) => percent(attendu + (5 - 1.5 * rang) * drawNormal(tirage), 20));
  const tiers = annuel.effectif / 3;
  return {
    series: new Map(series),
    total: sumSeries(series.map(([, serie]) => serie)),
    effectifs: {
      seconde: Math.round(tiers * 1.05),
      premiere: Math.round(tiers),
      terminale: Math.round(tiers * 0.95),
    },
    acces: acces as [number, number, number],
    accesAttendus: hasAttendus ? (attendus as [number, number, number]) : undefined,
  };
}
