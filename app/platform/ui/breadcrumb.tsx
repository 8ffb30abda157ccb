export interface BreadcrumbProps {
  /** From the home page to the current page, which has no link. */
  steps: readonly { label: string; href?: string }[];
}

/** Always unfolded: the DSFR folds it behind a button that only works with its script. */
export function Breadcrumb({ steps }: BreadcrumbProps) {
  return (
    <nav className="fr-breadcrumb" aria-label="Vous êtes ici">
      <ol className="fr-breadcrumb__list">
        {steps.map(({ label, href }) => (
          <li key={label}>
            <a className="fr-breadcrumb__link" {...(href ? { href } : { "aria-current": "page" as const })}>
              {label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
