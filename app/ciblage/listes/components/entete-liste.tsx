import { formatDate } from "#app/platform/format/format.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import type { Campagne } from "../../campagnes/rules.ts";
import type { ListePubliee } from "../queries.server.ts";

const VUES = {
  "": "Liste",
  ecarts: "Écarts",
  base: "Point de départ",
  comparaison: "Groupe de comparaison",
} as const;
export type VueListe = keyof typeof VUES;

/** What places a version: enough for its way back and its views. */
export type ListeSituee = Pick<ListePubliee, "id" | "numero" | "publieeLe">;

export interface EnteteListeProps {
  readonly liste: ListeSituee;
  readonly campagne: Pick<Campagne, "id" | "nom">;
  readonly vue: VueListe;
  readonly titre: string;
  readonly lead: React.ReactNode;
  /** Whether the person reads the comparison group: the others are not told that there is one. */
  readonly comparaison: boolean;
}

/** The way back to the campaign, the title, and the views of a published version. */
export function EnteteListe({ liste, campagne, vue, titre, lead, comparaison }: EnteteListeProps) {
  const base = `/ciblage/listes/${liste.id}`;
  const views = (Object.keys(VUES) as VueListe[]).filter(
    (one) => (one !== "comparaison" || comparaison) && (one !== "ecarts" || liste.numero > 1),
  );
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          ...(vue === "" ? [] : [{ label: "Liste publiée", href: base }]),
          { label: titre },
        ]}
      />
      <PageTitle
        overline={`${campagne.nom}, version ${liste.numero}, publiée le ${formatDate(new Date(liste.publieeLe), "Europe/Paris")}`}
        lead={lead}
      >
        {titre}
      </PageTitle>
      {views.length > 1 && (
        <nav aria-label="Vues de la liste">
          <ul className="anc-vues">
            {views.map((one) => (
              <li key={one}>
                <a
                  className="fr-link"
                  href={one === "" ? base : `${base}/${one}`}
                  aria-current={one === vue ? "page" : undefined}
                >
                  {VUES[one]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}
