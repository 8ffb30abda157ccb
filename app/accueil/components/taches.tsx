import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { delaiOf, type Tache } from "../taches/rules.ts";

interface TachesProps {
  readonly taches: readonly Tache[];
  /** Civil day of reading. */
  readonly jour: string;
}

/** What is to be done, then what others hold; or, honestly, that nothing awaits. */
export function Taches({ taches, jour }: TachesProps) {
  const aFaire = taches.filter(({ attente }) => !attente);
  const enAttente = taches.filter(({ attente }) => attente);
  return (
    <section aria-labelledby="a-faire">
      <h2 id="a-faire">À faire</h2>
      {aFaire.length > 0 ? (
        <Liste taches={aFaire} jour={jour} />
      ) : (
        <EmptyState title="Rien ne vous attend pour l’instant">
          Ce qui demandera votre réponse apparaîtra ici. En attendant, vous pouvez lire ce qui vous est
          ouvert, ci-dessous.
        </EmptyState>
      )}
      {enAttente.length > 0 && (
        <>
          <h3 className="anc-taches__suivi">Entre les mains d’autres personnes</h3>
          <Liste taches={enAttente} jour={jour} />
        </>
      )}
    </section>
  );
}

function Liste({ taches, jour }: TachesProps) {
  return (
    <ol className="anc-taches">
      {taches.map((tache) => (
        <li key={`${tache.genre} ${tache.href} ${tache.titre}`}>
          <span className="anc-taches__titre">
            <a href={tache.href}>{tache.titre}</a>
          </span>
          <span>{tache.texte}</span>
          <Delai tache={tache} jour={jour} />
        </li>
      ))}
    </ol>
  );
}

function Delai({ tache, jour }: { tache: Tache; jour: string }) {
  const words = delaiOf(tache, jour);
  if (words === "") return null;
  const dated = <time dateTime={tache.echeance ?? tache.depuis}>{words}</time>;
  return (
    <span className="anc-taches__delai">{tache.retardJours > 0 ? <strong>{dated}</strong> : dated}</span>
  );
}
