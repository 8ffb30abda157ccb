import type { ActeOffert } from "../deplacements/rules.ts";

export interface ActesOuvertsProps {
  readonly campagneId: string;
  readonly candidatureId: string;
  readonly offerts: readonly ActeOffert[];
  readonly refus: readonly string[];
}

/** What this person may do now, and why the rest waits. */
export function ActesOuverts({ campagneId, candidatureId, offerts, refus }: ActesOuvertsProps) {
  if (offerts.length + refus.length === 0) return null;
  return (
    <section aria-labelledby="actes">
      <h2 id="actes">Ce que vous pouvez faire</h2>
      {offerts.length === 0 && <p>Rien pour le moment.</p>}
      {offerts.length > 0 && (
        <ul className="fr-btns-group fr-btns-group--inline">
          {offerts.map(({ acte, page, libelle }) => (
            <li key={acte}>
              <a
                className="fr-btn fr-btn--secondary"
                href={`/ciblage/${campagneId}/candidatures/${page}?c=${candidatureId}&acte=${acte}`}
              >
                {libelle}
              </a>
            </li>
          ))}
        </ul>
      )}
      {refus.length > 0 && (
        <details>
          <summary>Ce qui attend, et pourquoi</summary>
          <ul>
            {refus.map((raison) => (
              <li key={raison}>{raison}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
