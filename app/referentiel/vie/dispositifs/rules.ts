import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { checkUai } from "../../rules.ts";

/** First day included, first day when it no longer holds; null while it does. ISO civil days. */
export interface Periode {
  readonly debut: string;
  readonly fin: string | null;
}

function isChevauchant(a: Periode, b: Periode): boolean {
  return (b.fin === null || a.debut < b.fin) && (a.fin === null || b.debut < a.fin);
}

/** A scheme holds once at a time for a structure, and ends after it began. Source: constraint structure_dispositif_sans_doublon. */
export function canAttribuer(periode: Periode, connues: readonly Periode[], libelle: string): Decision {
  if (periode.fin !== null && periode.fin <= periode.debut)
    return no(
      "periode",
      "La fin vient après le début : c’est le premier jour où le dispositif ne vaut plus.",
    );
  if (connues.some((connue) => isChevauchant(periode, connue)))
    return no(
      "chevauchement",
      `« ${libelle} » est déjà noté pour cette structure à ces dates : changez les dates, ou retirez d’abord l’ancienne mention.`,
    );
  return yes;
}

/** A line of a pasted list: what it says of one structure, or why it cannot be read. */
export interface LigneListe {
  readonly numero: number;
  readonly texte: string;
  readonly uai?: string;
  readonly raison?: string;
}

export const LISTE_MAX = 2_000;

/** One UAI a line, first word of the line; blank lines are left out, repetitions are named. */
export function readListe(texte: string): LigneListe[] {
  const seen = new Map<string, number>();
  return texte.split(/\r?\n/).flatMap((line, index): LigneListe[] => {
    const written = line.trim();
    if (written === "") return [];
    const numero = index + 1;
    const [first = ""] = written.split(/[\s;,\t]+/);
    const check = checkUai(first);
    if (!check.ok) return [{ numero, texte: written.slice(0, 80), raison: check.raison }];
    const before = seen.get(check.uai);
    if (before !== undefined)
      return [
        {
          numero,
          texte: written.slice(0, 80),
          raison: `Cet UAI est déjà à la ligne ${before} : retirez l’une des deux.`,
        },
      ];
    seen.set(check.uai, numero);
    return [{ numero, texte: written.slice(0, 80), uai: check.uai }];
  });
}
