import { clamp, drawInteger, drawNormal, makeTirageFor, round } from "../tirage.ts";
import type { College } from "./colleges.ts";
import { computeEffectifs, mix } from "./colleges.ts";

/** Results of one session of the brevet, as IVAC counts them. */
export interface ResultatsCollege {
  candidats: number;
  taux: number;
  valeurAjoutee: number;
  note: number;
  valeurAjouteeNote: number;
  candidatsPro: number;
  tauxPro: number;
  notePro: number;
  acces: number;
  presents: number;
  presentsSegpa: number | undefined;
  mentions: { assezBien: number; bien: number; tresBien: number };
}

// Measured on the 20 053 lines of IVAC 2022–2024: expected rate 90 ± 6 in the public sector, 95 ± 2.6 in the private
// one; value added −0.9 ± 5.4, that keeps half of itself from one session to the next (r = 0.48) and leans against
// the IPS within each sector (r = −0.2), not across them.
const ATTENDU = {
  public: { moyenne: 90.6, ecart: 5.8, lien: 0.84, valeurAjoutee: { moyenne: -1.1, ecart: 5.4 } },
  sous_contrat: { moyenne: 95.4, ecart: 2.6, lien: 0.8, valeurAjoutee: { moyenne: 0.9, ecart: 3.4 } },
};
const LIEN_VA_IPS = -0.2;
const PERSISTANCE = 0.7;
const NOTE = { moyenne: 11.35, pente: 1.17, propre: 0.55, valeurAjoutee: 0.73 };

/** Pass rates of one session; a large public collège with a SEGPA also enters candidates in the série pro. */
export function computeResultats(graine: number, college: College, session: number): ResultatsCollege {
  const { uai, contrat, hasSegpa } = college.structure;
  const loi = ATTENDU[contrat === "public" ? "public" : "sous_contrat"];
  const annuel = makeTirageFor(graine, `brevet ${uai} ${session}`);
  const { propres } = college;
  const effet = mix(PERSISTANCE, propres.effet, drawNormal(annuel));
  const attendu = loi.moyenne + loi.ecart * mix(loi.lien, college.reduit, propres.attendu);
  const va = loi.valeurAjoutee.moyenne + loi.valeurAjoutee.ecart * mix(LIEN_VA_IPS, college.reduit, effet);
  const taux = Math.round(clamp(attendu + va, 45, 100));
  const vaNote = NOTE.valeurAjoutee * mix(0.5, effet, drawNormal(annuel));
  const note =
    NOTE.moyenne + NOTE.pente * ((college.ips - 103) / 15.7) + NOTE.propre * propres.attendu + vaNote;
  const effectifs = computeEffectifs(graine, college, session - 1);
  const candidats = Math.round((effectifs.total - effectifs.segpa) * 0.236);
  const candidatsPro = hasSegpa || annuel() < 0.12 ? drawInteger(annuel, 5, 22) : 0;
  const part = (moyenne: number, pente: number) =>
    Math.round(
      candidats * clamp(moyenne + pente * (college.ips - 103) + 0.03 * drawNormal(annuel), 0.02, 0.6),
    );
  return {
    candidats,
    taux,
    valeurAjoutee: Math.round(clamp(va, -28, 26)),
    note: round(clamp(note, 6, 17), 1),
    valeurAjouteeNote: round(vaNote, 1),
    candidatsPro,
    tauxPro: Math.round(clamp(73 + 18 * drawNormal(annuel), 0, 100)),
    notePro: round(clamp(7.6 + 1.8 * drawNormal(annuel), 2.5, 14), 1),
    acces: Math.round(clamp(90.6 + 5 * mix(0.3, college.reduit, drawNormal(annuel)), 62, 100)),
    presents: Math.round(clamp(96.7 + 2.6 * mix(0.25, college.reduit, drawNormal(annuel)), 80, 100)),
    presentsSegpa: hasSegpa ? Math.round(clamp(66 + 26 * drawNormal(annuel), 0, 100)) : undefined,
    mentions: {
      assezBien: part(0.2, -0.0008),
      bien: part(0.24, 0.0012),
      tresBien: part(0.29, 0.0058),
    },
  };
}
