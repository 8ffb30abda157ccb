import { useLocation } from "react-router";
import { type Assistance, AssistanceStrip } from "./assistance-strip.tsx";

export interface NavigationEntry {
  label: string;
  href: string;
}

export interface HeaderProps {
  /** The signed-in person, or null on public pages. */
  person: { name: string; role: string } | null;
  navigation: readonly NavigationEntry[];
  /** Sentence of the permanent strip of a demonstration; null on a real service. */
  demonstration: string | null;
  /** Messages that the person has not read; nothing when it is not known. */
  messages?: number | undefined;
  /** Page of help; the address of the page being read is added to it. */
  aide?: { readonly href: string } | undefined;
  /** Said to everybody, between two dates. */
  bandeau?: { readonly texte: string; readonly ton: "information" | "attention" } | undefined;
  /** Somebody of the help desk sees as a person: told to the one who looks, and to the one who is looked at. */
  assistance?: Assistance | undefined;
}

/** A person who is not signed in has nowhere else to go: no menu, rather than an empty one. */
export function hasMenu({ person, navigation }: HeaderProps): boolean {
  return person !== null || navigation.length > 0;
}

export function Header(props: HeaderProps) {
  const { demonstration, bandeau, assistance } = props;
  return (
    <header className="anc-entete">
      {assistance && <AssistanceStrip assistance={assistance} />}
      {demonstration && (
        <p className="anc-demonstration">
          <span className="fr-container">
            <strong>Démonstration</strong> {demonstration}
          </span>
        </p>
      )}
      {bandeau && (
        <p className={`anc-bandeau anc-bandeau--${bandeau.ton}`}>
          <span className="fr-container">
            <strong>{bandeau.ton === "attention" ? "Attention" : "Information"}</strong> {bandeau.texte}
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
        {hasMenu(props) ? <Menu {...props} /> : <Visitor {...props} />}
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

/** Whoever is not signed in: the help of the page, and the way in. */
function Visitor({ aide }: HeaderProps) {
  const { pathname } = useLocation();
  return (
    <ul className="anc-personne__liens">
      {aide && (
        <li>
          <a href={helpHref(aide, pathname)}>
            Aide<span className="fr-sr-only"> sur cette page</span>
          </a>
        </li>
      )}
      {pathname !== "/connexion" && (
        <li>
          <a href="/connexion">Se connecter</a>
        </li>
      )}
    </ul>
  );
}

/** A native popover: it needs no script, closes on Escape and outside clicks, and is a plain list where the screen is wide or the browser old. */
function Menu(props: HeaderProps) {
  const { person, navigation } = props;
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
        {person && <Search />}
        {person && <Account {...props} person={person} />}
        {navigation.length > 0 && <MainNavigation entries={navigation} />}
      </div>
    </div>
  );
}

function Search() {
  return (
    <search className="anc-recherche">
      <form method="get" action="/recherche">
        <label className="fr-sr-only" htmlFor="recherche">
          Rechercher une structure, un territoire, un indicateur, une page
        </label>
        <input
          className="fr-input"
          type="search"
          id="recherche"
          name="q"
          placeholder="Une école, un territoire…"
          maxLength={200}
        />
        <button type="submit" className="fr-btn fr-icon-search-line">
          Rechercher
        </button>
      </form>
    </search>
  );
}

function Account({
  person,
  messages,
  aide,
  assistance,
}: HeaderProps & { person: { name: string; role: string } }) {
  const { pathname } = useLocation();
  return (
    <div className="anc-personne">
      <p className="anc-personne__nom">
        {person.name}
        <span className="anc-personne__fonction">{person.role}</span>
      </p>
      <ul className="anc-personne__liens">
        <li>
          <a href="/messages">
            Messages
            {messages ? <Count n={messages} /> : null}
          </a>
        </li>
        <li>
          <a href="/mon-compte">Mon compte</a>
        </li>
        {aide && (
          <li>
            <a href={helpHref(aide, pathname)}>
              Aide<span className="fr-sr-only"> sur cette page</span>
            </a>
          </li>
        )}
        {/* Whoever looks as somebody else signs nobody out: they go back to their own account first. */}
        {assistance?.role !== "assistant" && (
          <li>
            <form method="post" action="/deconnexion">
              <button type="submit">Se déconnecter</button>
            </form>
          </li>
        )}
      </ul>
    </div>
  );
}

/** Help opens on what concerns the page being read. */
export function helpHref({ href }: { readonly href: string }, pathname: string): string {
  return `${href}?page=${encodeURIComponent(pathname)}`;
}

/** Above 99 the exact number tells nobody anything more. */
function Count({ n }: { n: number }) {
  return (
    <span className="anc-compteur">
      {n > 99 ? "99+" : n}
      <span className="fr-sr-only">{n > 1 ? " non lus" : " non lu"}</span>
    </span>
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
