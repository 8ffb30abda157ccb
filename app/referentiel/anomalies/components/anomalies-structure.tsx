import type { AnomalieResumee } from "../queries.server.ts";
import { GENRES } from "../rules.ts";

/** What nobody has explained yet in the data of a structure; nothing when all is plain. */
export function AnomaliesStructure({
  anomalies,
}: {
  anomalies: readonly Pick<AnomalieResumee, "id" | "genre" | "constat">[];
}) {
  if (anomalies.length === 0) return null;
  return (
    <section aria-labelledby="anomalies">
      <h2 id="anomalies">Données à examiner</h2>
      <ul>
        {anomalies.map(({ id, genre, constat }) => (
          <li key={id}>
            <a href={`/anomalies/${id}`}>{GENRES[genre]}</a> : {constat}
          </li>
        ))}
      </ul>
    </section>
  );
}
