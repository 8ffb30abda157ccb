import { PageTitle } from "#app/platform/ui/page-title.tsx";

export interface RefusConnexionProps {
  readonly titre: string;
  readonly phrase: string;
  /** Ties the page to the log and to the journal. */
  readonly reference: string;
  /** Where the person was going: another try keeps it. */
  readonly suite: string;
}

/** Nobody was let in: why, in one sentence, and the ways that remain. */
export function RefusConnexion({ titre, phrase, reference, suite }: RefusConnexionProps) {
  const query = suite === "/" ? "" : `?suite=${encodeURIComponent(suite)}`;
  return (
    <>
      <PageTitle lead={phrase}>{titre}</PageTitle>
      <ul className="fr-btns-group fr-btns-group--inline">
        <li>
          <a className="fr-btn" href={`/connexion/proconnect${query}`} data-reload>
            Recommencer avec ProConnect
          </a>
        </li>
        <li>
          <a className="fr-btn fr-btn--secondary" href={`/connexion${query}`}>
            Voir les autres façons d’entrer
          </a>
        </li>
      </ul>
      <p>
        Si cela se répète, donnez cette référence à la personne qui administre le service :{" "}
        <code>{reference}</code>
      </p>
    </>
  );
}
