import { formatDate } from "#app/platform/format/format.ts";
import { GENRES_ARGUMENT, type GenreArgument } from "../motivations/rules.ts";

interface ArgumentMontre {
  readonly id: string;
  readonly genre: GenreArgument;
  readonly texte: string;
  readonly choc: string | null;
  readonly chocLe: string | null;
  readonly preuve: string | null;
  readonly qui: string;
  readonly le: string;
  readonly retireLe: string | null;
  readonly retirePar: string | null;
}

export interface MotifsArgumentsProps {
  readonly candidatureId: string;
  readonly motivations: readonly ArgumentMontre[];
  /** Whether this person writes and withdraws here. */
  readonly ecrit: boolean;
}

/** Grounds of the national text and qualitative arguments, each with its author and its proof; withdrawn ones apart. */
export function MotifsArguments({ candidatureId, motivations, ecrit }: MotifsArgumentsProps) {
  const base = `/ciblage/candidatures/${candidatureId}/argument`;
  const tenus = motivations.filter(({ retireLe }) => retireLe === null);
  const retires = motivations.filter(({ retireLe }) => retireLe !== null);
  return (
    <section aria-labelledby="motifs">
      <h2 id="motifs">Motifs et arguments</h2>
      {tenus.length === 0 && <p>Aucun motif ni argument n’est écrit.</p>}
      {tenus.map((argument) => (
        <article key={argument.id} className="anc-candidature__argument">
          <Argument {...argument} />
          {ecrit && (
            <p>
              <a className="fr-link fr-link--sm" href={`${base}/retrait?argument=${argument.id}`}>
                Retirer
                <span className="fr-sr-only"> : {argument.texte.slice(0, 80)}</span>
              </a>
            </p>
          )}
        </article>
      ))}
      {ecrit && (
        <p>
          <a className="fr-btn fr-btn--secondary" href={base}>
            Écrire un motif ou un argument
          </a>
        </p>
      )}
      {retires.length > 0 && (
        <details>
          <summary>Retirés, gardés dans l’histoire</summary>
          {retires.map((argument) => (
            <article key={argument.id} className="anc-candidature__argument">
              <Argument {...argument} />
              <p className="fr-hint-text">
                Retiré le {jour(argument.retireLe ?? argument.le)} par {argument.retirePar}
              </p>
            </article>
          ))}
        </details>
      )}
    </section>
  );
}

const jour = (instant: string) => formatDate(new Date(instant), "Europe/Paris");

function Argument({ genre, texte, choc, chocLe, preuve, qui, le }: ArgumentMontre) {
  return (
    <>
      <h3 className="fr-h6">{GENRES_ARGUMENT[genre]}</h3>
      {choc && (
        <p>
          {choc}
          {chocLe && `, le ${formatDate(chocLe)}`}
        </p>
      )}
      <p className="anc-texte-saisi">{texte}</p>
      {preuve && <p>Établi par : {preuve}</p>}
      <p className="fr-hint-text">
        {qui}, le {jour(le)}
      </p>
    </>
  );
}
