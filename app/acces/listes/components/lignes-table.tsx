import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { COLONNES } from "../entete/rules.ts";
import type { LigneLue, Probleme } from "../lignes/rules.ts";
import { SUITES, type Suite } from "../verdicts/rules.ts";

const TONS: Readonly<Record<Suite, BadgeTone>> = {
  nouvelle: "new",
  ajout: "info",
  deja: "neutral",
  refusee: "warning",
};

export interface LigneMontree extends LigneLue {
  readonly suite: Suite;
  readonly problemes: readonly Probleme[];
  readonly agentId?: string | undefined;
}

/** What each line would do, or did: its number in the file, who, and what to repair. */
export function LignesTable({ lignes, legende }: { lignes: readonly LigneMontree[]; legende: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-label={legende} tabIndex={0}>
      <table>
        <caption className="fr-sr-only">{legende}</caption>
        <thead>
          <tr>
            <th scope="col">Ligne</th>
            <th scope="col">Personne</th>
            <th scope="col">Fonction et périmètre</th>
            <th scope="col">Suite</th>
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ ligne, cellules, suite, problemes, agentId }) => (
            <tr key={ligne}>
              <td className="anc-nombre">{ligne}</td>
              <th scope="row">
                {agentId ? (
                  <a href={`/personnes/${agentId}`}>
                    {cellules.prenom} {cellules.nom}
                  </a>
                ) : (
                  `${cellules.prenom} ${cellules.nom}`
                )}
                <span className="fr-hint-text">{cellules.courriel}</span>
              </th>
              <td>
                {cellules.fonction}
                <span className="fr-hint-text">{cellules.perimetre}</span>
              </td>
              <td>
                <Badge tone={TONS[suite]}>{SUITES[suite]}</Badge>
                {problemes.length > 0 && (
                  <ul className="anc-fonctions">
                    {problemes.map(({ colonne, phrase }) => (
                      <li key={colonne + phrase}>
                        <strong>{COLONNES[colonne].titre}</strong> : {phrase}
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
