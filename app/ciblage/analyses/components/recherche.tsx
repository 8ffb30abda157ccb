import { Notification } from "#app/platform/ui/notification.tsx";
import { tableHref } from "#app/platform/ui/table-query.ts";

export interface Trouvee {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
}

export interface RechercheProps {
  readonly cherche: string;
  readonly trouvees: readonly Trouvee[];
  readonly total: number;
  readonly params: URLSearchParams;
}

/** What the search found: one is pointed at, several are proposed, none is said. */
export function ResultatRecherche({ cherche, trouvees, total, params }: RechercheProps) {
  const [first] = trouvees;
  if (cherche === "") return null;
  if (!first) {
    return (
      <Notification tone="info">
        {`Aucune structure de l’analyse ne répond à « ${cherche} ». Essayez une partie du nom, la commune ou l’UAI ; elle peut aussi être hors de la population ou de votre périmètre.`}
      </Notification>
    );
  }
  if (total === 1) {
    return (
      <p role="status">
        {`${first.nom}, ${first.commune}, est entourée d’un cercle. `}
        <a href={`/structures/${first.uai}`}>Ouvrir sa fiche</a>
      </p>
    );
  }
  return (
    <div role="status">
      <p>
        {`${total} structures répondent à « ${cherche} »${total > trouvees.length ? `, dont les ${trouvees.length} premières` : ""} : choisissez celle que vous cherchez.`}
      </p>
      <ul>
        {trouvees.map(({ uai, nom, commune }) => (
          <li key={uai}>
            <a href={tableHref(params, { cherche: uai })}>{`${nom}, ${commune}`}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
