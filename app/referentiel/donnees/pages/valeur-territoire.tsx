import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { findDataset } from "../../imports/datasets/catalogue.ts";
import { entriesNotice } from "../../indicateurs/components/notice-indicateur.tsx";
import { entriesOrigine } from "../../indicateurs/components/origine-fichier.tsx";
import { getActeTerritoire } from "../../indicateurs/origine/queries.server.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import type { Route } from "./+types/valeur-territoire.ts";

const TITRE = "D’où vient ce chiffre";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const acte = await getActeTerritoire(current.db, {
    niveau: params.niveau,
    code: params.code,
    id: params.valeur,
  });
  const dataset = findDataset(acte.jeu);
  return {
    acte,
    jeu: dataset && {
      code: dataset.code,
      libelle: dataset.libelle,
      source: dataset.source,
      licence: dataset.licence,
    },
    imports: hasPermission(getActor(current), "import.lire"),
  };
}

export default function PageValeurTerritoire({ loaderData: { acte, jeu, imports } }: Route.ComponentProps) {
  const { notice } = acte;
  const value =
    acte.valeur === null
      ? STATUTS_VALEUR[acte.statut]
      : `${formatNombre(acte.valeur, notice.decimales)} ${notice.unite}`.trim();
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Données", href: "/donnees" }, { label: TITRE }]}
      />
      <PageTitle overline={acte.territoire}>{TITRE}</PageTitle>
      <DescriptionList
        entries={[
          { term: notice.libelle, description: <strong>{value}</strong> },
          { term: "Période", description: formatAnneeScolaire(acte.annee) },
          ...entriesOrigine(acte, jeu, imports),
          { term: "Calcul", description: "Aucun : la valeur est reprise telle que le producteur la publie." },
          ...entriesNotice(notice),
          { term: "Qui peut la lire", description: "Toute personne qui lit les pages des territoires." },
        ]}
      />
    </>
  );
}
