import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import { Article, type ArticleProps } from "./article.tsx";

export interface PagePublieeProps extends ArticleProps {
  readonly titre: string;
  readonly chapeau: string;
  /** The list that the page comes from. */
  readonly liste: { readonly label: string; readonly href: string };
}

/** A public page, of whichever kind: where it stands, its title, what it says. */
export function PagePubliee({ titre, chapeau, liste, ...article }: PagePublieeProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, liste, { label: titre }]} />
      <PageTitle lead={chapeau}>{titre}</PageTitle>
      <Article {...article} />
    </>
  );
}
