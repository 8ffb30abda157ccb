import { formatDate, formatDateHeure } from "#app/platform/format/format.ts";
import type { JetonVu } from "../queries.server.ts";

interface JetonsListProps {
  readonly titre: string;
  readonly jetons: readonly (JetonVu & { readonly valide: boolean })[];
}

/** Tokens in force, or those that are over; nothing when there are none. */
export function JetonsList({ titre, jetons }: JetonsListProps) {
  if (jetons.length === 0) return null;
  return (
    <section>
      <h2>{titre}</h2>
      <ul className="anc-jetons">
        {jetons.map((jeton) => (
          <li key={jeton.id}>
            <p className="anc-jetons__libelle">{jeton.libelle}</p>
            <p>
              Créé le {formatDate(jeton.creeLe, "Europe/Paris")}, {etatOf(jeton)}.{" "}
              {jeton.utiliseLe
                ? `Dernier usage le ${formatDateHeure(jeton.utiliseLe, "Europe/Paris")}.`
                : "Jamais utilisé."}
            </p>
            {jeton.valide && (
              <p>
                <a className="fr-link" href={`/jetons/${jeton.id}/revocation`}>
                  Révoquer<span className="fr-sr-only"> le jeton {jeton.libelle}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function etatOf({ revoqueLe, expireLe, valide }: JetonsListProps["jetons"][number]): string {
  if (revoqueLe) return `révoqué le ${formatDate(revoqueLe, "Europe/Paris")}`;
  return `${valide ? "en vigueur jusqu’au" : "expiré depuis le"} ${formatDate(expireLe, "Europe/Paris")}`;
}
