/** Types of structure, in the order of schooling. */
export const TYPES = {
  maternelle: "École maternelle",
  elementaire: "École élémentaire",
  primaire: "École primaire",
  ecole_specialisee: "École spécialisée",
  college: "Collège",
  lgt: "Lycée général et technologique",
  lpo: "Lycée polyvalent",
  lp: "Lycée professionnel",
  erea: "EREA",
  segpa: "SEGPA",
  sep: "Section d'enseignement professionnel",
  autre: "Autre structure",
} as const;
export type TypeStructure = keyof typeof TYPES;

/** The same, for a group: « collèges, secteur public ». */
export const TYPES_PLURIEL: Readonly<Record<TypeStructure, string>> = {
  maternelle: "écoles maternelles",
  elementaire: "écoles élémentaires",
  primaire: "écoles primaires",
  ecole_specialisee: "écoles spécialisées",
  college: "collèges",
  lgt: "lycées généraux et technologiques",
  lpo: "lycées polyvalents",
  lp: "lycées professionnels",
  erea: "EREA",
  segpa: "SEGPA",
  sep: "sections d'enseignement professionnel",
  autre: "autres structures",
};

export const SECTEURS = {
  public: "Public",
  prive_sous_contrat: "Privé sous contrat",
  prive_hors_contrat: "Privé hors contrat",
  prive: "Privé (contrat non précisé)",
} as const;
export type Secteur = keyof typeof SECTEURS;

export const STATUTS_EP = { hors_ep: "Hors éducation prioritaire", rep: "REP", rep_plus: "REP+" } as const;
export type StatutEp = keyof typeof STATUTS_EP;

export const ETATS_STRUCTURE = {
  ouvert: "Ouvert",
  a_ouvrir: "À ouvrir",
  a_fermer: "À fermer",
  ferme: "Fermé",
  inconnu: "Non précisé",
} as const;
export type EtatStructure = keyof typeof ETATS_STRUCTURE;

/** The two families of the académie de Grenoble (webinaire CLA, 14 September 2022), and results, which it kept apart. */
export const FAMILLES = {
  etablissement: "Caractéristiques de l'établissement",
  eleves: "Caractéristiques des élèves",
  resultats: "Résultats aux examens et aux évaluations",
} as const;
export type Famille = keyof typeof FAMILLES;

export const STATUTS_VALEUR = {
  ok: "Publiée",
  ns: "Non significatif (effectif trop faible)",
  manquant: "Non publiée",
  sans_objet: "Sans objet",
  masque: "Masquée (secret statistique)",
} as const;
export type StatutValeur = keyof typeof STATUTS_VALEUR;

const UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** Check letter of an UAI: rank of its seven digits modulo 23 in an alphabet without I, O, Q. Source: BCN, ministère. */
function uaiLetter(digits: string): string {
  return UAI_LETTERS.charAt(Number(digits) % 23);
}

export type UaiCheck =
  | { readonly ok: true; readonly uai: string }
  | { readonly ok: false; readonly raison: string; readonly proposition?: string };

/**
 * Reads an UAI: seven digits and the letter that checks them. A wrong one is explained, with a proposal where one is
 * evident, and never repaired in silence: a person decides.
 */
export function checkUai(text: string): UaiCheck {
  const uai = text.trim();
  if (uai === "") return { ok: false, raison: "L'UAI est vide." };
  if (/^\d{7}[A-Z]$/.test(uai)) return checkLetter(uai);
  const compact = uai.replace(/\s/g, "").toUpperCase();
  const proposition = [compact, `0${compact}`].find(isUai) ?? nearUai(compact);
  if (proposition) {
    return {
      ok: false,
      raison: `« ${uai} » n'a pas la forme d'un UAI (sept chiffres et une lettre majuscule) ; s'agit-il de ${proposition} ? Corrigez la cellule si c'est bien lui.`,
      proposition,
    };
  }
  if (/total|ensemble|acad[eé]mie|moyenne/i.test(uai)) {
    return {
      ok: false,
      raison: `« ${uai} » est une ligne de total, pas une structure : elle est laissée de côté.`,
    };
  }
  return {
    ok: false,
    raison: `« ${uai} » n'a pas la forme d'un UAI : sept chiffres suivis d'une lettre, comme 0720902P.`,
  };
}

function isUai(text: string): boolean {
  return /^\d{7}[A-Z]$/.test(text) && checkLetter(text).ok;
}

/** The one valid code from which a zero was lost, or into which a digit slipped; undefined when there are several. */
function nearUai(compact: string): string | undefined {
  const places = Array.from({ length: 8 }, (_, place) => place);
  const candidates = /^\d{6}[A-Z]$/.test(compact)
    ? places.slice(0, 7).map((place) => `${compact.slice(0, place)}0${compact.slice(place)}`)
    : /^\d{8}[A-Z]$/.test(compact)
      ? places.map((place) => compact.slice(0, place) + compact.slice(place + 1))
      : [];
  const valid = new Set(candidates.filter(isUai));
  return valid.size === 1 ? [...valid][0] : undefined;
}

function checkLetter(uai: string): UaiCheck {
  const expected = uaiLetter(uai.slice(0, 7));
  if (uai[7] === expected) return { ok: true, uai };
  return {
    ok: false,
    raison: `La lettre de contrôle de « ${uai} » ne correspond pas à ses chiffres : on attendait ${expected}. Un chiffre ou la lettre est erroné ; vérifiez le code dans l'annuaire.`,
  };
}

/** Département code as Insee writes it: "059" and "59" are 59, "02A" is 2A, "961" stays. Undefined when unreadable. */
export function normalizeDepartement(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (/^0(\d{2}|2[AB])$/.test(code)) return code.slice(1);
  if (/^\d$/.test(code)) return `0${code}`;
  return /^(\d{2}|2[AB]|9\d{2})$/.test(code) ? code : undefined;
}

/** Words to search by: lower case, no accent, no punctuation; "Collège de l'Étang" is "college de l etang". */
export function normalizeSearch(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** 2024 is the school year 2024-2025. */
export function libelleAnnee(annee: number): string {
  return `${annee}-${annee + 1}`;
}

/** First and last rentrée (included) of the stretch of comparable years around `annee`. Source: breaks of the dictionary. */
export function serieComparable(annee: number, ruptures: readonly number[]): { de: number; a: number } {
  const before = ruptures.filter((rupture) => rupture <= annee);
  const after = ruptures.filter((rupture) => rupture > annee);
  return { de: Math.max(-Infinity, ...before), a: Math.min(Infinity, ...after) - 1 };
}
