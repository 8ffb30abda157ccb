const SERVICE = "Ancrage";

/**
 * The document title that goes with an `<h1>`: a page exports `meta` with the very words of its `PageTitle`.
 *
 * @example export const meta = () => documentTitle("Dossiers");
 */
export function documentTitle(title: string): [{ title: string }] {
  return [{ title: `${title} — ${SERVICE}` }];
}

export interface PageTitleProps {
  /** Same words as the document title. */
  children: string;
  /** Short line above the title: what kind of object this is, or where it belongs. */
  overline?: React.ReactNode;
  /** One or two sentences under the title. */
  lead?: React.ReactNode;
  /** Main links or buttons of the page, at the right where there is room. */
  actions?: React.ReactNode;
}

export function PageTitle({ children, overline, lead, actions }: PageTitleProps) {
  return (
    <div className="anc-titre">
      <div>
        {overline && <p className="anc-titre__surtitre">{overline}</p>}
        <h1>{children}</h1>
        {lead && <p className="anc-titre__chapeau">{lead}</p>}
      </div>
      {actions && <div className="anc-titre__actions">{actions}</div>}
    </div>
  );
}
