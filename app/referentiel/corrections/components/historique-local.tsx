import { formatDate } from "#app/platform/format/format.ts";
import type { CorrectionLue } from "../queries.server.ts";
import { ValeurLocale } from "./valeur-locale.tsx";

/** Local values of one indicator and year, withdrawn ones too; nothing when there never was any. */
export function HistoriqueLocal({ corrections }: { corrections: readonly CorrectionLue[] }) {
  if (corrections.length === 0) return null;
  return (
    <section aria-labelledby="locales">
      <h2 id="locales">Valeurs locales</h2>
      <ul>
        {corrections.map((correction) => (
          <li key={correction.id}>
            <ValeurLocale correction={correction} />
            {correction.retireeLe && (
              <span className="fr-hint-text">
                Retirée le {formatDate(new Date(correction.retireeLe), "Europe/Paris")}.{" "}
                {correction.retraitMotif}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
