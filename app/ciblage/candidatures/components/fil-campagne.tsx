import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";

export interface FilPagesProps {
  readonly campagne: { readonly id: string; readonly nom: string };
  readonly titre: string;
  /** Between the campaign and this page. */
  readonly etapes?: readonly { readonly label: string; readonly href: string }[];
}

/** The way back from a page below the campaign. */
export function FilPages({ campagne, titre, etapes = [] }: FilPagesProps) {
  return (
    <Breadcrumb
      steps={[
        { label: "Accueil", href: "/" },
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        ...etapes,
        { label: titre },
      ]}
    />
  );
}
