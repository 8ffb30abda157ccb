import {
  checkUai,
  normalizeDepartement,
  normalizeSearch,
  type Secteur,
  type StatutValeur,
} from "../../rules.ts";
import type { Converted, Converter } from "./dataset.ts";

function ok<T>(value: T): Converted<T> {
  return { ok: true, value };
}

function refuse(raison: string): Converted<never> {
  return { ok: false, raison };
}

/**
 * « 2024-2025 », « 2024 » (rentrée) or « 2024-09-01 »: the year of the rentrée. The portal's API and parquet exports
 * write a plain year as its first of January: « 2024-01-01 » is 2024.
 */
export const anneeRentree: Converter<number> = (text) => {
  const years = /^(\d{4})(?:\s*[-/]\s*(\d{4}))?$/.exec(text.trim());
  const date = /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim());
  const rentree = date && (Number(date[2]) >= 8 || `${date[2]}-${date[3]}` === "01-01");
  const [first, second] = years
    ? [Number(years[1]), years[2] ? Number(years[2]) : undefined]
    : date
      ? [rentree ? Number(date[1]) : Number(date[1]) - 1]
      : [];
  if (first === undefined || first < 1980 || first > 2100) {
    return refuse(
      `« ${text} » n'est pas une année scolaire : on attend 2024-2025, ou 2024 pour la rentrée 2024.`,
    );
  }
  if (second !== undefined && second !== first + 1) {
    return refuse(
      `« ${text} » ne couvre pas une année scolaire : on attend deux années qui se suivent, comme 2024-2025.`,
    );
  }
  return ok(first);
};

/** « 2024 » or « 2024-06-01 », the session of an exam: the school year began the year before. */
export const anneeSession: Converter<number> = (text) => {
  const session = /^(\d{4})(-\d{2}-\d{2}.*)?$/.exec(text.trim());
  const annee = Number(session?.[1]) - 1;
  if (session && annee >= 1980 && annee <= 2100) return ok(annee);
  if (/^\d{4}\s*[-/]\s*\d{4}$/.test(text.trim())) return anneeRentree(text);
  return refuse(`« ${text} » n'est pas une session d'examen : on attend une année, comme 2024.`);
};

/** The school year that a day belongs to. */
export function anneeDuJour(jour: string): number {
  return Number(jour.slice(0, 4)) - (Number(jour.slice(5, 7)) >= 8 ? 0 : 1);
}

/** « s » and « c » mark what statistical secrecy covers. Source: Insee and DEPP, reading conventions. */
const MARKERS: Readonly<Record<string, StatutValeur>> = {
  "": "manquant",
  nd: "manquant",
  "n.d.": "manquant",
  nc: "manquant",
  ".": "manquant",
  "..": "manquant",
  "…": "manquant",
  na: "manquant",
  "n/a": "manquant",
  none: "manquant",
  null: "manquant",
  "-": "manquant",
  ns: "ns",
  "n.s.": "ns",
  s: "ns",
  c: "ns",
  so: "sans_objet",
  "s.o.": "sans_objet",
};

const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

export interface NumericReading {
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/**
 * A number as the files write it: dot or comma, thin or plain spaces, sign, percent. « NS » and its like are a
 * status, never 0.
 */
export const nombre: Converter<NumericReading> = (text) => {
  // Nearly every cell is a plain number already: nothing to strip.
  if (PLAIN_NUMBER.test(text)) return ok({ valeur: Number(text), statut: "ok" });
  const marker = MARKERS[text.trim().toLowerCase()];
  if (marker) return ok({ valeur: null, statut: marker });
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/%$/, "")
    .replace(",", ".");
  if (!PLAIN_NUMBER.test(plain)) {
    return refuse(
      `« ${text} » n'est pas un nombre. Corrigez la cellule, ou laissez-la vide si la valeur n'est pas connue.`,
    );
  }
  return ok({ valeur: Number(plain), statut: "ok" });
};

export const nombreOuRien: Converter<number | undefined> = (text) => {
  const reading = nombre(text);
  return reading.ok ? ok(reading.value.valeur ?? undefined) : reading;
};

/** A coordinate in degrees, at most `limite` away from zero, that may be absent. */
export function degresOuRien(limite: number): Converter<number | undefined> {
  return (text) => {
    const reading = nombreOuRien(text);
    if (!reading.ok || Math.abs(reading.value ?? 0) <= limite) return reading;
    return refuse(
      `« ${text} » n'est pas une coordonnée en degrés : on attend un nombre de -${limite} à ${limite}.`,
    );
  };
}

/** The four vocabularies of secteur met in the files. « PRIVE » alone does not tell the contract. */
export const secteur: Converter<Secteur> = (text) => {
  if (text === "Public" || text === "PUBLIC" || text === "public") return ok("public");
  const word = normalizeSearch(text);
  if (word === "public" || word === "pu") return ok("public");
  if (word.includes("hors contrat")) return ok("prive_hors_contrat");
  if (word.includes("sous contrat") || word === "pr") return ok("prive_sous_contrat");
  if (word === "prive") return ok("prive");
  if (word === "")
    return refuse("« » ne dit pas le secteur : on attend public, privé sous contrat ou privé hors contrat.");
  return refuse(
    `« ${text} » n'est pas un secteur connu : on attend public, privé sous contrat ou privé hors contrat.`,
  );
};

export const departement: Converter<string> = (text) => {
  const code = normalizeDepartement(text);
  return code
    ? ok(code)
    : refuse(`« ${text} » n'est pas un code de département : on attend 59, 059, 2A ou 971.`);
};

/** Commune code of five characters; spreadsheets lose the first zero, which is put back. */
export const communeOuRien: Converter<string | undefined> = (text) => {
  const code = text.trim().toUpperCase();
  if (code === "") return ok(undefined);
  const padded = code.padStart(5, "0");
  return /^\d[0-9AB]\d{3}$/.test(padded)
    ? ok(padded)
    : refuse(`« ${text} » n'est pas un code Insee de commune : on attend cinq caractères, comme 59350.`);
};

export const academieOuRien: Converter<string | undefined> = (text) => {
  const code = text.trim();
  if (code === "") return ok(undefined);
  return /^\d{1,2}$/.test(code)
    ? ok(code.padStart(2, "0"))
    : refuse(`« ${text} » n'est pas un code d'académie : on attend deux chiffres.`);
};

/** Up to the 28th, every month has the day: no calendar is needed. */
const DAY_OF_ANY_MONTH = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/;

export const dateOuRien: Converter<string | undefined> = (text) => {
  const value = text.trim();
  if (value === "" || DAY_OF_ANY_MONTH.test(value)) return ok(value || undefined);
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value);
  const iso = french ? `${french[3]}-${french[2]}-${french[1]}` : value.slice(0, 10);
  const day = new Date(`${iso}T00:00:00Z`);
  // Date.parse takes 31 February for 2 March, and PostgreSQL has no year 0.
  return /^[12]\d{3}-\d{2}-\d{2}$/.test(iso) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(iso)
    ? ok(iso)
    : refuse(`« ${text} » n'est pas une date : on attend 2024-09-02 ou 02/09/2024.`);
};

/** An UAI that completes a line without being its subject: a malformed one is left out, the line stays. */
export const uaiOuRien: Converter<string | undefined> = (text) => {
  const check = checkUai(text);
  return ok(check.ok ? check.uai : undefined);
};

/** 0/1, oui/non. */
export const ouiNon: Converter<boolean> = (text) => {
  const word = normalizeSearch(text);
  if (["1", "oui", "o", "true", "vrai"].includes(word)) return ok(true);
  if (["0", "non", "n", "false", "faux", "none", ""].includes(word)) return ok(false);
  return refuse(`« ${text} » n'est ni oui ni non : on attend 0 ou 1.`);
};

export function texteObligatoire(nom: string): Converter<string> {
  return (text) => {
    const value = text.trim().replace(/\s+/g, " ");
    return value === ""
      ? refuse(`${nom} manque : la ligne ne dit pas de quelle structure elle parle.`)
      : ok(value.slice(0, 200));
  };
}

export function dateObligatoire(nom: string): Converter<string> {
  return (text) => {
    const read = dateOuRien(text);
    if (!read.ok) return read;
    return read.value === undefined
      ? refuse(`${nom} manque : on attend 2024-09-02 ou 02/09/2024.`)
      : ok(read.value);
  };
}

export const communeObligatoire: Converter<string> = (text) => {
  const read = communeOuRien(text);
  if (!read.ok) return read;
  return read.value === undefined
    ? refuse("Le code de la commune manque : on attend cinq caractères.")
    : ok(read.value);
};

export const academieObligatoire: Converter<string> = (text) => {
  const read = academieOuRien(text);
  if (!read.ok) return read;
  return read.value === undefined
    ? refuse("Le code de l'académie manque : on attend deux chiffres.")
    : ok(read.value);
};
