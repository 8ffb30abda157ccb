import { formatDate } from "#app/platform/format/format.ts";
import { FONCTIONS } from "../../../fonctions/rules.ts";
import type { Tenue } from "../queries.server.ts";
import type { Mouvement } from "../rules.ts";

export interface ApercuRentreeProps {
  mouvements: readonly Mouvement[];
  tenues: readonly Tenue[];
  jour: string;
}

/** What applying would do, in sentences, before anything is written. */
export function ApercuRentree({ mouvements, tenues, jour }: ApercuRentreeProps) {
  return (
    <section className="fr-callout" aria-labelledby="apercu">
      <h2 className="fr-callout__title" id="apercu">
        Ce qui se fera le {formatDate(jour)}
      </h2>
      <ul>
        {mouvements.map(({ id, part, arrive }) => {
          const tenue = tenues.find((found) => found.id === id);
          if (!tenue) return null;
          return (
            <li key={id}>
              {FONCTIONS[tenue.fonction]}, {tenue.portee} :{" "}
              {[
                part && `${tenue.nomComplet} part`,
                arrive && `${arrive.prenom} ${arrive.nom} (${arrive.courriel}) arrive`,
              ]
                .filter(Boolean)
                .join(" ; ")}
              .
            </li>
          );
        })}
      </ul>
      <p>Les personnes qui arrivent sans compte reçoivent une invitation. Rien n’est encore écrit.</p>
      <button type="submit" className="fr-btn" name="intention" value="appliquer">
        Appliquer
      </button>
    </section>
  );
}
