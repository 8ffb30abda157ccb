import { useRef } from "react";
import { useLocation, useNavigation } from "react-router";
import { useLinkNavigation } from "./link-navigation.ts";
import { usePageChange } from "./page-change.ts";

export interface NavigationEntry {
  label: string;
  href: string;
}

export interface LayoutProps {
  /** The signed-in person, or null on public pages. */
  person: { name: string; role: string } | null;
  navigation: readonly NavigationEntry[];
  /** Sentence of the permanent strip of a demonstration; null on a real service. */
  demonstration: string | null;
  /** Wording required by RGAA on every page: « non conforme », « partiellement conforme » or « totalement conforme ». */
  accessibility: string;
  version: string;
  children: React.ReactNode;
}

/**
 * Frame of every page. Written by hand on the `fr-` classes: the header of react-dsfr always prints Marianne and takes
 * longer to render than the page itself. The menu is a native popover: it needs no script, closes on Escape and
 * outside clicks, and is a plain list where the screen is wide or the browser old.
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
      <Footer accessibility={props.accessibility} version={props.version} />
      <p className="fr-sr-only" role="status" ref={announcement} />
      <Waiting />
    </div>
  );
}

/** A person who is not signed in has nowhere else to go: no menu, rather than an empty one. */
function hasMenu({ person, navigation }: LayoutProps): boolean {
  return person !== null || navigation.length > 0;
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

function Header(props: LayoutProps) {
  const { demonstration } = props;
  return (
    <header className="anc-entete">
      {demonstration && (
        <p className="anc-demonstration">
          <span className="fr-container">
            <strong>Démonstration</strong> {demonstration}
          </span>
        </p>
      )}
      <div className="fr-container anc-entete__grille">
        <a className="anc-marque" href="/">
          <AnchorMark />
          <span>
            <span className="anc-marque__nom">Ancrage</span>
            <span className="anc-marque__devise">Les contrats locaux d’accompagnement</span>
          </span>
        </a>
        {hasMenu(props) && <Menu {...props} />}
      </div>
    </header>
  );
}

/** A mark of our own, drawn in the text colour: the State's emblems belong to entitled services only. */
function AnchorMark() {
  return (
    <svg
      className="anc-marque__signe"
      viewBox="0 0 32 32"
      width="32"
      height="32"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="16" cy="6.5" r="3.5" />
      <path d="M16 10v18M10.5 15h11M4.5 18.5C5 24.500 10 28 16 28s11-3.500 11.500-9.500" />
    </svg>
  );
}

function Menu({ person, navigation }: LayoutProps) {
  return (
    <div id="menu" className="anc-menu" tabIndex={-1}>
      <button
        type="button"
        className="fr-btn fr-btn--secondary fr-btn--sm fr-icon-menu-fill fr-btn--icon-left anc-menu__bouton"
        popoverTarget="menu-contenu"
      >
        Menu
      </button>
      <div id="menu-contenu" popover="auto" className="anc-menu__contenu">
        <button
          type="button"
          className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm fr-icon-close-line fr-btn--icon-right anc-menu__fermer"
          popoverTarget="menu-contenu"
          popoverTargetAction="hide"
        >
          Fermer
        </button>
        {navigation.some(({ href }) => href === SEARCHED_LIST) && <Search />}
        {person && <Account person={person} />}
        {navigation.length > 0 && <MainNavigation entries={navigation} />}
      </div>
    </div>
  );
}

/** The list that the header searches: whoever does not have it in the menu has nothing to search. */
const SEARCHED_LIST = "/structures";

function Search() {
  return (
    <search className="anc-recherche">
      <form method="get" action={SEARCHED_LIST}>
        <label className="fr-sr-only" htmlFor="recherche-structures">
          Rechercher une structure par son nom, sa commune ou son UAI
        </label>
        <input
          className="fr-input"
          type="search"
          id="recherche-structures"
          name="q"
          placeholder="Une école, un collège…"
          maxLength={200}
        />
        <button type="submit" className="fr-btn fr-icon-search-line">
          Rechercher
        </button>
      </form>
    </search>
  );
}

function Account({ person }: { person: { name: string; role: string } }) {
  return (
    <div className="anc-personne">
      <p className="anc-personne__nom">
        {person.name}
        <span className="anc-personne__fonction">{person.role}</span>
      </p>
      <form method="post" action="/deconnexion">
        <button type="submit" className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm">
          Se déconnecter
        </button>
      </form>
    </div>
  );
}

function MainNavigation({ entries }: { entries: readonly NavigationEntry[] }) {
  const { pathname } = useLocation();
  return (
    <nav className="anc-nav" aria-label="Navigation principale">
      <ul>
        {entries.map(({ label, href }) => (
          <li key={href}>
            <a href={href} aria-current={currentState(pathname, href)}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** « page » for the page itself, « true » for the section that it belongs to. */
function currentState(pathname: string, href: string): "page" | "true" | undefined {
  if (pathname === href) return "page";
  return href !== "/" && pathname.startsWith(`${href}/`) ? "true" : undefined;
}

function Footer({ accessibility, version }: { accessibility: string; version: string }) {
  return (
    <footer id="pied" tabIndex={-1} className="anc-pied">
      <div className="fr-container anc-pied__ligne">
        <p>Ancrage — du diagnostic au bilan, la vie des contrats locaux d’accompagnement.</p>
        <ul>
          <li>
            <a href="/accessibilite">Accessibilité : {accessibility}</a>
          </li>
          <li>
            <a href="/droits">Qui peut faire quoi</a>
          </li>
          <li>
            <a href="/affichage">Affichage</a>
          </li>
          <li>Version {version}</li>
        </ul>
      </div>
    </footer>
  );
}

/** A thin line while the next page is being fetched, for those whose browser no longer shows its own. */
function Waiting() {
  return useNavigation().state === "idle" ? null : <div className="anc-attente" aria-hidden="true" />;
}
