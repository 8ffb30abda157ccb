import { useRef } from "react";
import { useLocation, useNavigation } from "react-router";
import { Header, type HeaderProps, hasMenu, helpHref } from "./header.tsx";
import { useLinkNavigation } from "./link-navigation.ts";
import { usePageChange } from "./page-change.ts";

export interface LayoutProps extends HeaderProps {
  /** Wording required by RGAA on every page: « non conforme », « partiellement conforme » or « totalement conforme ». */
  accessibility: string;
  version: string;
  /** How to reach the service; what the operator did not fill in is left out. */
  contact?: { readonly courriel?: string | undefined; readonly telephone?: string | undefined } | undefined;
  children: React.ReactNode;
}

/**
 * Frame of every page. Written by hand on the `fr-` classes: the header of react-dsfr always prints Marianne and takes
 * longer to render than the page itself.
 */
export function Layout(props: LayoutProps) {
  const frame = useRef<HTMLDivElement>(null);
  const announcement = usePageChange(frame);
  useLinkNavigation(frame);
  return (
    <div className="anc-page" ref={frame}>
      <SkipLinks withMenu={hasMenu(props)} />
      <Header {...props} />
      <main id="contenu" tabIndex={-1} className="anc-contenu">
        <div className="fr-container">{props.children}</div>
      </main>
      <Footer {...props} />
      <p className="fr-sr-only" role="status" ref={announcement} />
      <Waiting />
    </div>
  );
}

function SkipLinks({ withMenu }: { withMenu: boolean }) {
  return (
    <div className="fr-skiplinks">
      <nav className="fr-container" aria-label="Accès rapide">
        <ul className="fr-skiplinks__list">
          <li>
            <a className="fr-link" href="#contenu">
              Contenu
            </a>
          </li>
          {withMenu && (
            <li>
              <a className="fr-link" href="#menu">
                Menu
              </a>
            </li>
          )}
          <li>
            <a className="fr-link" href="#pied">
              Pied de page
            </a>
          </li>
        </ul>
      </nav>
    </div>
  );
}

function Footer({ accessibility, version, contact, aide }: LayoutProps) {
  const { pathname } = useLocation();
  return (
    <footer id="pied" tabIndex={-1} className="anc-pied">
      <div className="fr-container anc-pied__ligne">
        <div>
          <p>Ancrage — du diagnostic au bilan, la vie des contrats locaux d’accompagnement.</p>
          {contact && <Contact {...contact} />}
        </div>
        <ul>
          {aide && (
            <li>
              <a href={helpHref(aide, pathname)}>Aide sur cette page</a>
            </li>
          )}
          <li>
            <a href="/presentation">Présentation</a>
          </li>
          <li>
            <a href="/plan-du-site">Plan du site</a>
          </li>
          <li>
            <a href="/droits">Qui peut faire quoi</a>
          </li>
          <li>
            <a href="/accessibilite">Accessibilité : {accessibility}</a>
          </li>
          <li>
            <a href="/mentions-legales">Mentions légales</a>
          </li>
          <li>
            <a href="/vie-privee">Données personnelles</a>
          </li>
          <li>
            <a href="/affichage">Affichage</a>
          </li>
          <li>
            <a href="/nouveautes">Version {version}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}

function Contact({ courriel, telephone }: NonNullable<LayoutProps["contact"]>) {
  if (!courriel && !telephone) return null;
  return (
    <p>
      {courriel ? (telephone ? "Écrire ou appeler : " : "Écrire : ") : "Appeler : "}
      {courriel && <a href={`mailto:${courriel}`}>{courriel}</a>}
      {courriel && telephone && ", "}
      {telephone && <a href={`tel:${telephone.replaceAll(" ", "")}`}>{telephone}</a>}
    </p>
  );
}

/** A thin line while the next page is being fetched, for those whose browser no longer shows its own. */
function Waiting() {
  return useNavigation().state === "idle" ? null : <div className="anc-attente" aria-hidden="true" />;
}
