import { normalizeHeader } from "#app/platform/files/headers.ts";
import { canAttribuer } from "../../personnes/rules.ts";
import type { PorteeNommee } from "../../portees/rules.ts";
import type { Actor } from "../../rules.ts";
import { type LigneLue, type PersonneDeLaLigne, type Probleme, readLigne } from "../lignes/rules.ts";

export const SUITES = {
  nouvelle: "à inviter",
  ajout: "fonction de plus pour une personne connue",
  deja: "déjà en place : rien à faire",
  refusee: "à reprendre",
} as const;
export type Suite = keyof typeof SUITES;

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
