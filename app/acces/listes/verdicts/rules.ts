import { normalizeHeader } from "#app/platform/files/headers.ts";
import { FONCTIONS, type Fonction, PORTEES, PORTEES_PAR_FONCTION } from "../../fonctions/rules.ts";
import { canAttribuer } from "../../personnes/rules.ts";
import { acteSchema, courrielSchema, jourSchema, nomSchema } from "../../personnes/schema.ts";
import type { Portee, PorteeNommee } from "../../portees/rules.ts";
import type { Actor } from "../../rules.ts";
import type { Colonne } from "../entete/rules.ts";

/** A line of the file: its number there, and its cells as text. */
export interface LigneLue {
  readonly ligne: number;
  readonly cellules: Readonly<Record<Colonne, string>>;
}

export interface Probleme {
  readonly colonne: Colonne;
  readonly phrase: string;
}

export const SUITES = {
  nouvelle: "à inviter",
  ajout: "fonction de plus pour une personne connue",
  deja: "déjà en place : rien à faire",
  refusee: "à reprendre",
} as const;
export type Suite = keyof typeof SUITES;

export interface PersonneDeLaLigne {
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  readonly debut: string;
  readonly fin: string | null;
  readonly acte: string;
}

export interface Verdict {
  readonly ligne: number;
  readonly cellules: LigneLue["cellules"];
  readonly suite: Suite;
  readonly problemes: readonly Probleme[];
  /** What the line says, once understood; absent when it is refused. */
  readonly personne?: PersonneDeLaLigne;
  /** The person known already under that address. */
  readonly agentId?: string | undefined;
}

const LIBELLES: Readonly<Record<string, Fonction>> = {
  ...Object.fromEntries(
    (Object.keys(FONCTIONS) as Fonction[]).flatMap((code) => [
      [normalizeHeader(FONCTIONS[code]), code],
      [code, code],
    ]),
  ),
  ...{
    principal: "chef_etablissement",
    proviseur: "chef_etablissement",
    chef_d_etablissement: "chef_etablissement",
  },
  ...{
    directeur_d_ecole: "directeur_ecole",
    directrice_d_ecole: "directeur_ecole",
    directeur: "directeur_ecole",
  },
  ...{ inspecteur: "ien", inspectrice: "ien", secretaire: "secretariat", principal_adjoint: "adjoint" },
};

/** The function that a cell names, by its title, its code or a usual word. */
export function readFonction(text: string): Fonction | undefined {
  return LIBELLES[normalizeHeader(text)];
}

/** The scopes that a code may name, given the function: a code of structure for a head, of académie for a recteur. */
export function listPorteesPossibles(fonction: Fonction, code: string): Portee[] {
  const typed = code.trim();
  return PORTEES_PAR_FONCTION[fonction].map((type) => {
    if (type === "nation") return { type, code: "france" };
    return { type, code: type === "structure" || type === "circonscription" ? typed.toUpperCase() : typed };
  });
}

/** A day written the French way or the ISO way; undefined when it is neither, or no day of the calendar. */
export function readJour(text: string): string | undefined {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = french
    ? `${french[3]}-${french[2]?.padStart(2, "0")}-${french[1]?.padStart(2, "0")}`
    : text.trim().slice(0, 10);
  return jourSchema("").safeParse(iso).success ? iso : undefined;
}

export interface AgentConnu {
  readonly id: string;
  readonly ferme: boolean;
  readonly nomComplet: string;
  readonly fonctions: readonly {
    readonly fonction: string;
    readonly porteeType: string;
    readonly porteeCode: string;
    readonly debut: string;
    readonly fin: string | null;
  }[];
}

export interface Connaissances {
  readonly actor: Actor;
  /** Civil day of reading. */
  readonly jour: string;
  readonly portees: ReadonlyMap<string, PorteeNommee>;
  readonly agents: ReadonlyMap<string, AgentConnu>;
}

/** What each line of a list would do, in its order; what is refused says which column, why and how to repair it. */
export function judgeLignes(lignes: readonly LigneLue[], connu: Connaissances): Verdict[] {
  const seen = new Map<string, { ligne: number; nom: string }>();
  const asked = new Map<string, number>();
  return lignes.map((lue) => {
    const read = readLigne(lue, connu);
    if (!("personne" in read)) return { ...lue, suite: "refusee", problemes: read.problemes };
    const { personne } = read;
    const problemes = [
      ...canSuivre(lue.ligne, personne, { seen, asked }),
      ...canConfierLigne(personne, connu),
    ];
    const agent = connu.agents.get(personne.courriel);
    const deja = agent && isDejaEnPlace(agent, personne);
    if (problemes.length > 0 && !deja) return { ...lue, suite: "refusee", problemes };
    const suite = deja ? "deja" : agent ? "ajout" : "nouvelle";
    return { ...lue, suite, problemes: [], personne, agentId: agent?.id };
  });
}

/** Two lines of a file may give one person two functions, never the same twice, nor two names to one address. */
function canSuivre(
  ligne: number,
  { courriel, prenom, nom, fonction, portee }: PersonneDeLaLigne,
  { seen, asked }: { seen: Map<string, { ligne: number; nom: string }>; asked: Map<string, number> },
): Probleme[] {
  const problemes: Probleme[] = [];
  const written = normalizeHeader(`${prenom} ${nom}`);
  const before = seen.get(courriel);
  if (before && before.nom !== written)
    problemes.push({
      colonne: "courriel",
      phrase: `La ligne ${before.ligne} donne cette adresse à un autre nom : corrigez l’une des deux.`,
    });
  if (!before) seen.set(courriel, { ligne, nom: written });
  const key = `${courriel} ${fonction} ${portee.type}:${portee.code}`;
  const same = asked.get(key);
  if (same)
    problemes.push({
      colonne: "fonction",
      phrase: `La ligne ${same} dit la même chose : gardez-en une seule.`,
    });
  else asked.set(key, ligne);
  return problemes;
}

function canConfierLigne(personne: PersonneDeLaLigne, { actor, agents }: Connaissances): Probleme[] {
  const agent = agents.get(personne.courriel);
  if (agent?.ferme)
    return [
      {
        colonne: "courriel",
        phrase: "Le compte de cette adresse est fermé : faites-le d’abord rouvrir, ou vérifiez l’adresse.",
      },
    ];
  const decision = canAttribuer(actor, { ...personne, agentId: agent?.id });
  if (!decision.ok)
    return [
      { colonne: decision.code === "hors_perimetre" ? "perimetre" : "fonction", phrase: decision.message },
    ];
  const overlaps = agent?.fonctions.some(
    (held) =>
      isSame(held, personne) &&
      !(held.fin !== null && held.fin <= personne.debut) &&
      !(personne.fin !== null && personne.fin <= held.debut),
  );
  if (overlaps)
    return [
      {
        colonne: "debut",
        phrase: `${agent?.nomComplet} exerce déjà cette fonction à une partie de ces dates : changez le premier jour, ou enlevez la ligne.`,
      },
    ];
  return [];
}

const isSame = (held: AgentConnu["fonctions"][number], { fonction, portee }: PersonneDeLaLigne) =>
  held.fonction === fonction && held.porteeType === portee.type && held.porteeCode === portee.code;

/** A list deposited again finds its people in place: the same function on the same scope, not ended before that day. */
function isDejaEnPlace(agent: AgentConnu, personne: PersonneDeLaLigne): boolean {
  return agent.fonctions.some(
    (held) => isSame(held, personne) && held.fin === personne.fin && held.debut <= personne.debut,
  );
}

type Lecture = { readonly personne: PersonneDeLaLigne } | { readonly problemes: readonly Probleme[] };

function readLigne({ cellules }: LigneLue, { jour, portees }: Connaissances): Lecture {
  const problemes: Probleme[] = [];
  const refuse = (colonne: Colonne, phrase: string) => void problemes.push({ colonne, phrase });
  for (const [colonne, schema] of TEXTES) {
    const read = schema.safeParse(cellules[colonne]);
    if (!read.success) refuse(colonne, read.error.issues[0]?.message ?? "Cette case ne se lit pas.");
  }
  const fonction = readFonction(cellules.fonction);
  if (!fonction)
    refuse(
      "fonction",
      cellules.fonction.trim() === ""
        ? "Donnez la fonction."
        : `« ${cellules.fonction.trim().slice(0, 60)} » n’est pas une fonction connue : prenez un intitulé de la liste, sous le formulaire de dépôt.`,
    );
  const portee = fonction && findPortee(fonction, cellules.perimetre, portees);
  if (fonction && !portee)
    refuse(
      "perimetre",
      `« ${cellules.perimetre.trim().slice(0, 60)} » n’est pas un code de : ${PORTEES_PAR_FONCTION[fonction].map((type) => PORTEES[type]).join(", ")}. Vérifiez-le dans la liste des structures.`,
    );
  const debut = cellules.debut.trim() === "" ? jour : readJour(cellules.debut);
  if (!debut) refuse("debut", "Écrivez le premier jour comme 01/09/2026 ou 2026-09-01.");
  const fin = cellules.fin.trim() === "" ? null : readJour(cellules.fin);
  if (fin === undefined)
    refuse("fin", "Écrivez la fin comme 31/08/2027 ou 2027-08-31, ou laissez la case vide.");
  if (debut && fin && fin <= debut) refuse("fin", "La fin vient après le premier jour.");
  if (problemes.length > 0 || !fonction || !portee || !debut || fin === undefined) return { problemes };
  const { prenom, nom, courriel, acte } = cellules;
  return {
    personne: {
      ...{
        prenom: prenom.trim(),
        nom: nom.trim(),
        courriel: courriel.trim().toLowerCase(),
        acte: acte.trim(),
      },
      ...{ fonction, portee, debut, fin },
    },
  };
}

const TEXTES = [
  ["prenom", nomSchema("le prénom")],
  ["nom", nomSchema("le nom")],
  ["courriel", courrielSchema],
  ["acte", acteSchema],
] as const;

function findPortee(
  fonction: Fonction,
  code: string,
  portees: ReadonlyMap<string, PorteeNommee>,
): PorteeNommee | undefined {
  for (const { type, code: wanted } of listPorteesPossibles(fonction, code)) {
    const found = portees.get(`${type}:${wanted}`);
    if (found) return found;
  }
  return undefined;
}
