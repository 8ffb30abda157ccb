import { formatDate } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Evenement, NATURES } from "../chronologie/rules.ts";

/** What happened, latest first, each moment with where it is known from. */
export function Chronologie({ evenements }: { evenements: readonly Evenement[] }) {
  return (
    <ol className="anc-vie">
      {evenements.map(({ cle, jour, nature, phrase, detail, autreUai, source }) => (
        <li key={cle}>
          <p className="anc-vie__jour">
            <time dateTime={jour}>{formatDate(jour)}</time> <Badge>{NATURES[nature]}</Badge>
          </p>
          <p>{autreUai ? <a href={`/structures/${autreUai}/vie`}>{phrase}</a> : phrase}</p>
          {detail && <p>{detail}</p>}
          <p className="fr-hint-text">Source : {source}</p>
        </li>
      ))}
    </ol>
  );
}
