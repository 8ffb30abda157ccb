import { direRegle, type Lexique } from "../../regles/lecture/rules.ts";
import type { Regle } from "../../regles/rules.ts";

/** The rule in sentences, as one would read it to a colleague. */
export function RegleLue({
  regle,
  lexique,
  seuils,
}: {
  regle: Regle;
  lexique: Lexique;
  seuils?: Readonly<Record<string, number>>;
}) {
  const { tete, requis, compte, exclusions, composite } = direRegle(regle, lexique, seuils);
  return (
    <>
      <p>{tete}</p>
      <Phrases phrases={requis} />
      {compte && <p>{compte.tete}</p>}
      {compte && <Phrases phrases={compte.criteres} />}
      {exclusions.length > 0 && (
        <p>Elle est écartée, quoi qu’elle remplisse, si l’un de ces cas est le sien :</p>
      )}
      <Phrases phrases={exclusions} />
      {composite && <p>{composite.tete}</p>}
      {composite && <Phrases phrases={composite.termes} />}
    </>
  );
}

function Phrases({ phrases }: { phrases: readonly string[] }) {
  if (phrases.length === 0) return null;
  return (
    <ul>
      {phrases.map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
  );
}
