import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { MarkdownText } from "#app/platform/markdown/markdown-text.tsx";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { Lien } from "../rules.ts";

export interface ArticleProps {
  readonly html: string;
  readonly minutes: number;
  readonly liens: readonly Lien[];
  readonly publieeLe: string | null;
  readonly miseAJourLe: string | null;
  readonly archiveeLe: string | null;
}

/** The body of a public page, with what tells the reader how far to trust it: reading time, dates, archive. */
export function Article({ html, minutes, liens, publieeLe, miseAJourLe, archiveeLe }: ArticleProps) {
  return (
    <article>
      <p className="anc-publication__faits">
        <span>Temps de lecture : {pluriel(minutes, "minute")}</span>
        {publieeLe && (
          <span>
            Publié le <time dateTime={publieeLe}>{formatDate(publieeLe)}</time>
          </span>
        )}
        {miseAJourLe && (
          <span>
            Mise à jour le <time dateTime={miseAJourLe}>{formatDate(miseAJourLe)}</time>
          </span>
        )}
      </p>
      {archiveeLe && (
        <Notification tone="info" title="Archive">
          <p>
            Cette page n’est plus d’actualité depuis le {formatDate(archiveeLe)}. Elle reste lisible pour
            mémoire.
          </p>
        </Notification>
      )}
      <MarkdownText html={html} />
      {liens.length > 0 && (
        <section aria-labelledby="en-savoir-plus">
          <h2 id="en-savoir-plus">En savoir plus</h2>
          <ul>
            {liens.map(({ intitule, href }) => (
              <li key={`${intitule} ${href}`}>
                <a href={href} {...(href.startsWith("https:") && { rel: "noopener" })}>
                  {intitule}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

export interface CarteProps {
  readonly href: string;
  readonly titre: string;
  readonly chapeau: string;
  readonly publieeLe: string | null;
  readonly archiveeLe: string | null;
}

/** One page of a list: its title, what it says, since when. */
export function Carte({ href, titre, chapeau, publieeLe, archiveeLe }: CarteProps) {
  return (
    <li className="anc-publication">
      <h3>
        <a href={href}>{titre}</a> {archiveeLe && <Badge>Archive</Badge>}
      </h3>
      {chapeau && <p>{chapeau}</p>}
      {publieeLe && (
        <p className="anc-publication__faits">
          <time dateTime={publieeLe}>{formatDate(publieeLe)}</time>
        </p>
      )}
    </li>
  );
}
