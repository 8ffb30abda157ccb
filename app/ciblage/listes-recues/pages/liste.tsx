import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDate, formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { listListesRecues } from "../queries.server.ts";
import { canRecevoir, ETATS_LISTE_RECUE } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Listes reçues";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const listes = await listListesRecues(current.db, campagne.id);
  return {
    campagne,
    listes: listes.map(({ lignes, ...liste }) => ({ ...liste, lignes: lignes.length })),
    depose: hasPermission(actor, "ciblage.proposer") && canRecevoir(campagne).ok,
  };
}

export default function PageListesRecues({ loaderData: { campagne, listes, depose } }: Route.ComponentProps) {
  const base = `/ciblage/${campagne.id}/listes-recues`;
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle lead="Une campagne peut partir d’une liste établie ailleurs, par exemple par le ministère. Elle se confronte d’abord aux données de l’académie ; rien n’entre sans que quelqu’un le décide.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      {depose && (
        <p>
          <a className="fr-btn" href={`${base}/nouvelle`}>
            Déposer une liste reçue
          </a>
        </p>
      )}
      {listes.length === 0 ? (
        <EmptyState title="Aucune liste reçue pour le moment">
          {depose
            ? "Si une liste vous est parvenue, déposez-la : chaque ligne sera relue avant d’entrer dans la campagne."
            : "Une liste déposée par l’académie ou le département paraîtra ici."}
        </EmptyState>
      ) : (
        <ul className="anc-campagnes">
          {listes.map(({ id, origine, recueLe, fichier, etat, lignes, deposeePar, enregistreeLe }) => (
            <li key={id} className="anc-campagne">
              <h2 className="fr-h5">
                <a href={`${base}/${id}`}>
                  {origine}, {formatDate(recueLe)}
                </a>
              </h2>
              <p>
                <Badge>{ETATS_LISTE_RECUE[etat]}</Badge> {pluriel(lignes, "ligne")}
              </p>
              <p className="fr-hint-text">
                {fichier}, déposé par {deposeePar} le{" "}
                {formatDateHeure(new Date(enregistreeLe), "Europe/Paris")}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
