import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { findDataset } from "../../imports/datasets/catalogue.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import { getAnomalie, type ValeurConcernee } from "../queries.server.ts";
import { ETATS, GENRES } from "../rules.ts";
import type { Route } from "./+types/anomalie.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData ? GENRES[loaderData.anomalie.genre] : "Anomalie");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "anomalie.lire");
  const anomalie = await getAnomalie(current.db, scope, getLecteur(actor), params.anomalie);
  return {
    anomalie,
    jeuLibelle: findDataset(anomalie.jeu)?.libelle ?? anomalie.jeu,
    traiter: hasPermission(actor, "anomalie.traiter"),
    corriger: hasPermission(actor, "valeur.corriger"),
    gerer: hasPermission(actor, "structure.gerer"),
  };
}

export default function PageAnomalie({ loaderData }: Route.ComponentProps) {
  const { anomalie, jeuLibelle, traiter, corriger, gerer } = loaderData;
  const { uai, structure, genre, etat, jeu, detecteeLe, valeurs } = anomalie;
  const entries = [
    { term: "Constat", description: <strong>{anomalie.constat}</strong> },
    { term: "Que faire", description: anomalie.conseil },
    ...(uai ? [{ term: "Structure", description: <a href={`/structures/${uai}`}>{structure}</a> }] : []),
    ...(jeu ? [{ term: "Jeu de données", description: <a href={`/donnees/${jeu}`}>{jeuLibelle}</a> }] : []),
    { term: "Détectée le", description: formatDateHeure(new Date(detecteeLe), "Europe/Paris") },
    { term: "État", description: ETATS[etat] },
    ...(anomalie.justification
      ? [
          {
            term: "Justification",
            description: `${anomalie.justification} (${anomalie.justifieePar}, le ${formatDateHeure(new Date(anomalie.justifieeLe ?? detecteeLe), "Europe/Paris")})`,
          },
        ]
      : []),
  ];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Anomalies des données", href: "/anomalies" },
          { label: GENRES[genre] },
        ]}
      />
      <PageTitle overline={structure ?? "Ensemble des données"}>{GENRES[genre]}</PageTitle>
      <DescriptionList entries={entries} />
      {uai && valeurs.length > 0 && <Valeurs uai={uai} valeurs={valeurs} corriger={corriger} />}
      <ul className="fr-btns-group fr-btns-group--inline-md">
        {traiter && etat !== "disparue" && (
          <li>
            <a className="fr-btn" href={`/anomalies/${anomalie.id}/justification`}>
              {etat === "justifiee" ? "Changer la justification" : "Justifier"}
            </a>
          </li>
        )}
        {gerer && uai && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={`/structures/${uai}/vie`}>
              Noter un fait ou un rattachement
            </a>
          </li>
        )}
      </ul>
    </>
  );
}

function Valeurs({
  uai,
  valeurs,
  corriger,
}: {
  uai: string;
  valeurs: readonly ValeurConcernee[];
  corriger: boolean;
}) {
  return (
    <section aria-labelledby="valeurs">
      <h2 id="valeurs">Valeurs concernées</h2>
      <ul>
        {valeurs.map(({ id, libelle, annee, valeur, statut, decimales, unite }) => (
          <li key={id}>
            {libelle}, {formatAnneeScolaire(annee)} :{" "}
            <a href={`/structures/${uai}/valeurs/${id}`}>
              {valeur === null
                ? STATUTS_VALEUR[statut]
                : `${formatNombre(valeur, decimales)} ${unite}`.trim()}
            </a>
            {corriger && (
              <>
                {" "}
                (
                <a href={`/structures/${uai}/valeurs/${id}/correction`}>
                  proposer une valeur locale
                  <span className="fr-sr-only">
                    {" "}
                    pour {libelle}, {formatAnneeScolaire(annee)}
                  </span>
                </a>
                )
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
