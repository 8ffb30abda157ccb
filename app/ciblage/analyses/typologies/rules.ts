import { formatNombre } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

export interface ClasseNommee {
  readonly numero: number;
  /** Empty where nobody named it. */
  readonly nom: string;
  readonly description: string;
}

/** Classes of a run that somebody named and described: the numbers stay those of the run, which does not change. */
export interface TypologieNommee {
  readonly nom: string;
  readonly classes: readonly ClasseNommee[];
  readonly version: number;
}

/** Names by number, as the pages of a run hand them on; empty without a typology. */
export type NomsClasses = Readonly<Record<number, string>>;

export function nomsOf(typologie: Pick<TypologieNommee, "classes"> | null): NomsClasses {
  return Object.fromEntries(
    (typologie?.classes ?? []).filter(({ nom }) => nom !== "").map(({ numero, nom }) => [numero, nom]),
  );
}

/** « Classe 2 : collèges ruraux isolés », or its number alone. */
export function direClasse(noms: NomsClasses, numero: number): string {
  const nom = noms[numero];
  return nom ? `Classe ${formatNombre(numero)}\u00a0: ${nom}` : `Classe ${formatNombre(numero)}`;
}

/** A name tells one class from another. Source: idea of the typology, issue « Ciblage ». */
export function canNommer(classes: readonly ClasseNommee[]): Decision {
  const seen = new Map<string, number>();
  for (const { nom, numero } of classes) {
    const key = nom.toLocaleLowerCase("fr");
    const other = seen.get(key);
    if (nom !== "" && other !== undefined)
      return no(
        "nom_de_classe_repris",
        `Les classes ${other} et ${numero} portent le même nom : donnez à chacune un nom qui la distingue.`,
      );
    seen.set(key, numero);
  }
  return yes;
}

/** Whether saving would change nothing: a second click is not an edit. */
export function isMemeTypologie(
  stored: Pick<TypologieNommee, "nom" | "classes">,
  saisie: Pick<TypologieNommee, "nom" | "classes">,
): boolean {
  return (
    stored.nom === saisie.nom &&
    stored.classes.length === saisie.classes.length &&
    stored.classes.every(({ numero, nom, description }, i) => {
      const other = saisie.classes[i];
      return numero === other?.numero && nom === other.nom && description === other.description;
    })
  );
}
