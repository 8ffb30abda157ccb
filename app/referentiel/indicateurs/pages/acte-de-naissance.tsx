import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { HistoriqueLocal } from "../../corrections/components/historique-local.tsx";
import { listHistorique } from "../../corrections/queries.server.ts";
import { findDataset } from "../../imports/datasets/catalogue.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import { entriesNotice } from "../components/notice-indicateur.tsx";
import { entriesOrigine } from "../components/origine-fichier.tsx";
import { Versions } from "../components/versions.tsx";
import { getLecteur } from "../lecture/queries.server.ts";
import { type ActeDeNaissance, getActeDeNaissance, listVersions } from "../origine/queries.server.ts";
import { lecteursDe, lecteursDuSecret, phraseSecret } from "../origine/rules.ts";
import type { Route } from "./+types/acte-de-naissance.ts";

export const meta: Route.MetaFunction = ({ loaderData }) => documentTitle(titleOf(loaderData?.acte));

function titleOf(acte: ActeDeNaissance | undefined): string {
  return acte ? `${acte.notice.libelle} : d’où vient ce chiffre` : "Origine d’un chiffre";
}

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const lecteur = getLecteur(actor);
  if (!/^\d{1,15}$/.test(params.valeur)) throw new NotFound();
  const acte = await getActeDeNaissance(current.db, lecteur, params.uai, Number(params.valeur));
  const [versions, historique] = await Promise.all([
    listVersions(current.db, lecteur, acte),
    listHistorique(current.db, lecteur, { uai: acte.uai, indicateur: acte.notice.code, annee: acte.annee }),
  ]);
  const dataset = findDataset(acte.jeu);
  return {
    acte,
    versions,
    historique,
    jeu: dataset && {
      code: dataset.code,
      libelle: dataset.libelle,
      source: dataset.source,
      licence: dataset.licence,
    },
    lecteurs: lecteursDe(acte.notice.diffusion),
    secret: acte.statut === "masque" || acte.motifMasque ? lecteursDuSecret() : undefined,
    imports: hasPermission(actor, "import.lire"),
    corriger: hasPermission(actor, "valeur.corriger"),
  };
}

export default function PageActeDeNaissance({ loaderData }: Route.ComponentProps) {
  const { acte, versions, historique, jeu, lecteurs, secret, imports, corriger } = loaderData;
  const { notice } = acte;
  const value =
    acte.valeur === null
      ? STATUTS_VALEUR[acte.statut]
      : `${formatNombre(acte.valeur, notice.decimales)} ${notice.unite}`.trim();
  const entries = [
    { term: "Valeur", description: <strong>{value}</strong> },
    ...(secret
      ? [
          {
            term: "Secret statistique",
            description: `${phraseSecret(acte.motifMasque)} Qui la lit : ${secret}`,
          },
        ]
      : []),
    { term: "Période", description: formatAnneeScolaire(acte.annee) },
    ...entriesOrigine(acte, jeu, imports),
    { term: "Calcul", description: "Aucun : la valeur est reprise telle que le producteur la publie." },
    ...entriesNotice(notice),
    { term: "Qui peut la lire", description: lecteurs },
  ];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: acte.structure, href: `/structures/${acte.uai}` },
          { label: "D’où vient ce chiffre" },
        ]}
      />
      <PageTitle overline={acte.structure}>{titleOf(acte)}</PageTitle>
      <DescriptionList entries={entries} />
      <HistoriqueLocal corrections={historique} />
      {corriger && !acte.remplaceLe && (
        <p>
          <a className="fr-link" href={`/structures/${acte.uai}/valeurs/${acte.id}/correction`}>
            Proposer une valeur locale
          </a>
        </p>
      )}
      <Versions versions={versions} uai={acte.uai} decimales={notice.decimales} />
    </>
  );
}
