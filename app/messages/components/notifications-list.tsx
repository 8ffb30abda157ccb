import { formatDateHeure } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import type { NotificationLue } from "../queries.server.ts";
import { GENRES_NOTIFICATION } from "../rules.ts";

/** What a person was told, each with its way to where to act, and a way to have it read without going there. */
export function NotificationsList({ notifications }: { notifications: readonly NotificationLue[] }) {
  return (
    <ul className="anc-messages">
      {notifications.map(({ id, genre, titre, texte, creeLe, lueLe }) => (
        <li key={id} className={lueLe === null ? "anc-messages__nouveau" : undefined}>
          <p className="anc-messages__titre">
            {lueLe === null && (
              <>
                <Badge tone="new">À lire</Badge>{" "}
              </>
            )}
            <a href={`/messages/${id}`}>{titre}</a>
          </p>
          {texte && <p>{texte}</p>}
          <p className="anc-messages__pied">
            {GENRES_NOTIFICATION[genre]?.libelle ?? genre}, le{" "}
            <time dateTime={new Date(creeLe).toISOString()}>
              {formatDateHeure(new Date(creeLe), "Europe/Paris")}
            </time>
          </p>
          {lueLe === null && (
            <form method="post">
              <input type="hidden" name="notification" value={id} />
              <button type="submit" className="fr-btn fr-btn--tertiary fr-btn--sm">
                Marquer comme lu<span className="fr-sr-only"> : {titre}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
