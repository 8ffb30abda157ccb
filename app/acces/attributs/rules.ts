import { checkUai } from "#app/referentiel/rules.ts";
import type { Fonction, PorteeType } from "../fonctions/rules.ts";

/**
 * The attributes by which the ministry says what an agent does. They are lines of text made for other software: read
 * here as a proposal of function that a person accepts or not, never as a right.
 * Source: references §1.8, after the parsers of betagouv/aplypro and of Orion; ProConnect carries them in `custom`.
 */
const ATTRIBUTS = ["FrEduFonctAdm", "FrEduRne", "FrEduRneResp", "FrEduResDel", "FrEduGestResp"] as const;
type Attribut = (typeof ATTRIBUTS)[number];

export interface FonctionProposee {
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  /** First day, included. Absent: from the day when somebody gives the function. */
  readonly debut?: string;
  /** First day when it no longer holds. */
  readonly fin?: string;
  /** The attribute that says so. */
  readonly origine: Attribut;
}

/** Beyond, the attributes were not made by a directory: an agent works in a few places. */
const LIGNES_MAX = 200;
const LIGNE_MAX = 500;

/**
 * The known attributes among what a provider sent, as lists of lines: what is worth keeping, and nothing else of it.
 * Takes claims themselves (FIM) or an object that holds them under `custom` (ProConnect); `X` and blanks mean none.
 */
export function readAttributs(sent: unknown): Readonly<Partial<Record<Attribut, readonly string[]>>> {
  const claims = asRecord(sent);
  const custom = asRecord(claims.custom);
  const found = ATTRIBUTS.map(
    (name) => [name, linesOf(attributeOf(custom, name) ?? attributeOf(claims, name))] as const,
  );
  return Object.fromEntries(found.filter(([, lines]) => lines.length > 0));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Directories write the names of attributes in any case. */
function attributeOf(claims: Readonly<Record<string, unknown>>, name: Attribut): unknown {
  const key = Object.keys(claims).find((written) => written.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : claims[key];
}

/** A single value may come as a bare string. */
function linesOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .slice(0, LIGNES_MAX)
    .filter((line) => typeof line === "string")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "X" && line.length <= LIGNE_MAX);
}

/** Heads are heads of a school or of an establishment by its type. Source: BCN, N_TYPE_UAI. */
const DIRECTIONS: Readonly<Record<string, "chef_etablissement" | "directeur_ecole">> = {
  CLG: "chef_etablissement",
  LYC: "chef_etablissement",
  LP: "chef_etablissement",
  SEP: "chef_etablissement",
  SES: "chef_etablissement",
  EREA: "chef_etablissement",
  "1ORD": "directeur_ecole",
  "1SPE": "directeur_ecole",
};

/**
 * The functions that the attributes of an agent suggest on a civil day, without twins. Whatever is malformed, of an
 * unknown type or outside of its dates suggests nothing.
 * Source: references §1.8; default deny, a delegation holds inside its dates only.
 */
export function proposeFonctions(attributs: unknown, jour: string): FonctionProposee[] {
  const lus = readAttributs(attributs);
  const directeur = lus.FrEduFonctAdm?.includes("DIR") ?? false;
  const found: FonctionProposee[] = [
    ...(directeur ? (lus.FrEduRneResp ?? []).flatMap((line) => proposeDirection(line)) : []),
    ...(lus.FrEduGestResp ?? []).flatMap((line) => proposeDasen(line)),
    ...(lus.FrEduResDel ?? []).flatMap((line) => proposeDelegation(line, jour)),
    ...(lus.FrEduRne ?? []).flatMap((line) => proposeEquipe(line)),
  ];
  return found.filter((proposee, rank) => {
    // Who directs a structure is of its team already.
    const same = (other: FonctionProposee) =>
      other.porteeCode === proposee.porteeCode &&
      (other.fonction === proposee.fonction || proposee.fonction === "equipe");
    return !found.slice(0, rank).some(same);
  });
}

interface Structure {
  readonly uai: string;
  readonly direction: "chef_etablissement" | "directeur_ecole";
}

/** `uai$type$category$activity$tna_sym$tty_code$tna_code`, or with `$uaj` in the middle: the type is told by its place. */
function readStructure(line: string, typeAt: number): Structure | undefined {
  const parts = line.split("$");
  const check = checkUai(parts[0] ?? "");
  const type = parts[typeAt] ?? "";
  const direction = Object.hasOwn(DIRECTIONS, type) ? DIRECTIONS[type] : undefined;
  return check.ok && direction ? { uai: check.uai, direction } : undefined;
}

function proposeDirection(line: string): FonctionProposee[] {
  const structure = readStructure(line, 5);
  if (!structure) return [];
  const { uai, direction } = structure;
  return [{ fonction: direction, porteeType: "structure", porteeCode: uai, origine: "FrEduRneResp" }];
}

/** `uai$type$category$function$uaj$tna_sym$tty_code$tna_code`: where the agent works. */
function proposeEquipe(line: string): FonctionProposee[] {
  const structure = readStructure(line, 6);
  if (!structure) return [];
  return [{ fonction: "equipe", porteeType: "structure", porteeCode: structure.uai, origine: "FrEduRne" }];
}

/** Nature 805: the departmental services of the ministry, which the IA-DASEN directs. Source: BCN, N_NATURE_UAI. */
function proposeDasen(line: string): FonctionProposee[] {
  const parts = line.split("$");
  const check = checkUai(parts[0] ?? "");
  if (!check.ok || !parts.slice(1).includes("805")) return [];
  const departement = departementOf(check.uai);
  if (!departement) return [];
  return [
    { fonction: "dasen", porteeType: "departement", porteeCode: departement, origine: "FrEduGestResp" },
  ];
}

/** The first three digits of an UAI are those of its département, Corse having kept its own. Source: BCN, N_UAI. */
function departementOf(uai: string): string | undefined {
  const prefix = uai.slice(0, 3);
  if (prefix === "620") return "2A";
  if (prefix === "720") return "2B";
  if (/^97[1-8]$/.test(prefix)) return prefix;
  return /^0(?!00)\d\d$/.test(prefix) ? prefix.slice(1) : undefined;
}

/** `name|url|begin|end|user|responsibilities|server|module`; both days, written 31/12/2026, are included. */
function proposeDelegation(line: string, jour: string): FonctionProposee[] {
  const [, , begin = "", end = "", , responsibilities = ""] = line.split("|");
  const debut = readJour(begin);
  const fin = readJour(end);
  if (!debut || !fin || jour < debut || fin < jour || !responsibilities.startsWith("FrEduRneResp="))
    return [];
  const structures = responsibilities
    .slice("FrEduRneResp=".length)
    .split(";")
    .map((text) => readStructure(text, 5))
    .filter((structure) => structure !== undefined);
  return structures.map(({ uai }) => ({
    fonction: "adjoint",
    porteeType: "structure",
    porteeCode: uai,
    debut,
    fin: dayAfter(fin),
    origine: "FrEduResDel",
  }));
}

function readJour(text: string): string | undefined {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim()) ?? [];
  if (!day || !month || !year) return undefined;
  const iso = `${year}-${month}-${day}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : undefined;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
