import { formatDateHeure } from "#app/platform/format/format.ts";
import { tableHref } from "#app/platform/ui/table-query.ts";
import type { LigneJournal } from "../queries.server.ts";
import { hrefObjet, Objet, Phrase } from "./ligne.tsx";

export interface LignesTableProps {
  readonly lignes: readonly LigneJournal[];
  readonly tri: "date" | "-date";
  readonly params: URLSearchParams;
}

/** Lines in the order of time, either way; each opens on what was written before and after. */
export function LignesTable({ lignes, tri, params }: LignesTableProps) {
  const descending = tri === "-date";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby="journal-titre" tabIndex={0}>
      <table>
        <caption id="journal-titre" className="fr-sr-only">
          Lignes du journal
        </caption>
        <thead>
          <tr>
            <th scope="col" aria-sort={descending ? "descending" : "ascending"}>
              <a
                className="anc-tri"
                href={tableHref(params, { tri: descending ? "date" : "-date", apres: null })}
              >
                Quand
                <span className="fr-sr-only">
                  , trier{" "}
                  {descending
                    ? "des plus anciennes aux plus récentes"
                    : "des plus récentes aux plus anciennes"}
                </span>
              </a>
            </th>
            <th scope="col">Qui a fait quoi</th>
            <th scope="col">Sur quoi</th>
            <th scope="col">Détail</th>
          </tr>
        </thead>
        <tbody>
          {lignes.map((ligne) => (
            <Ligne key={ligne.id} ligne={ligne} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Ligne({ ligne }: { ligne: LigneJournal }) {
  const quand = formatDateHeure(new Date(ligne.survenuLe), "Europe/Paris");
  return (
    <tr>
      <td className="anc-journal__quand">{quand}</td>
      <th scope="row" className="anc-journal__acte">
        <Phrase {...ligne} />
      </th>
      <td className="anc-journal__sur">
        <Objet {...ligne} />{" "}
        <a className="fr-link fr-link--sm" href={hrefObjet(ligne)}>
          Son historique
          <span className="fr-sr-only"> dans le journal, objet {ligne.objetId}</span>
        </a>
      </td>
      <td className="anc-journal__detail">
        <a href={`/journal/${ligne.id}`}>
          {ligne.valeurs ? "Avant et après" : "La ligne"}
          <span className="fr-sr-only">
            , {quand}, ligne {ligne.id}
          </span>
        </a>
      </td>
    </tr>
  );
}
