import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import type { Campagne } from "../rules.ts";

/** The way back from any page of a campaign. */
export function FilCampagne({ campagne, page }: { campagne: Pick<Campagne, "id" | "nom">; page?: string }) {
  return (
    <Breadcrumb
      steps={[
        { label: "Accueil", href: "/" },
        { label: "Campagnes de ciblage", href: "/ciblage" },
        ...(page
          ? [{ label: campagne.nom, href: `/ciblage/${campagne.id}` }, { label: page }]
          : [{ label: campagne.nom }]),
      ]}
    />
  );
}

/** « Contrat local d'accompagnement (CLA), entrée en 2027-2028, académie : Port-Amarre » */
export function sousTitre({ dispositifNom, annee, academieNom }: Campagne): string {
  return `${dispositifNom}, entrée en ${formatAnneeScolaire(annee)}, académie : ${academieNom}.`;
}
