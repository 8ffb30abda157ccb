import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Couverture } from "../components/couverture.tsx";
import { getJeu } from "../queries.server.ts";
import { ATTRIBUTION, commentObtenir, prochainePublication } from "../rules.ts";
import { readCouverture } from "../schema.ts";
import type { Route } from "./+types/jeu.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.vu.jeu.libelle ?? "Jeu de données");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const choix = readCouverture(new URL(request.url).searchParams);
  return {
    vu: await getJeu(current.db, scopeOf(actor, "anomalie.lire"), params.jeu, choix),
    choix,
    jour: civilDay(current.now()),
    anomalies: hasPermission(actor, "anomalie.lire"),
    imports: hasPermission(actor, "import.lire"),
  };
}

export default function PageJeu({ loaderData }: Route.ComponentProps) {
  const { vu, choix, jour, anomalies, imports } = loaderData;
  const { jeu, notices } = vu;
  const { commande, adresses } = commentObtenir(jeu.code, jeu.portail);
  const entries = [
    { term: "Producteur", description: jeu.source },
    { term: "Licence", description: jeu.licence },
    {
      term: "Dernière rentrée",
      description:
        jeu.derniereAnnee === null ? "Sans année, ou jamais importé" : formatAnneeScolaire(jeu.derniereAnnee),
    },
    { term: "Prochaine publication", description: prochainePublication(jeu.moisPublication, jour) },
    ...(commande
      ? [
          {
            term: "Comment l’obtenir",
            description: (
              <>
                <code>{commande}</code>, ou {adresses.join(", ")}
              </>
            ),
          },
        ]
      : []),
    ...(anomalies && jeu.anomalies > 0
      ? [
          {
            term: "Anomalies à examiner",
            description: <a href={`/anomalies?jeu=${jeu.code}`}>{formatNombre(jeu.anomalies)}</a>,
          },
        ]
      : []),
  ];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Données", href: "/donnees" },
          { label: jeu.libelle },
        ]}
      />
      <PageTitle overline="Jeu de données">{jeu.libelle}</PageTitle>
      <DescriptionList entries={entries} />
      {notices.length > 0 && (
        <section aria-labelledby="indicateurs">
          <h2 id="indicateurs">Indicateurs qu’il apporte</h2>
          <ul>
            {notices.map(({ code, libelle }) => (
              <li key={code}>
                <a href={`/indicateurs/${code}`}>{libelle}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Couverture vu={vu} choix={choix} />
      <section aria-labelledby="imports">
        <h2 id="imports">Imports</h2>
        {vu.imports.length === 0 ? (
          <p>Ce jeu n’a jamais été importé.</p>
        ) : (
          <ul>
            {vu.imports.map(({ id, appliqueLe, fichiers }) => {
              const date = formatDate(new Date(appliqueLe), "Europe/Paris");
              return (
                <li key={id}>
                  {imports ? <a href={`/imports/${id}`}>{date}</a> : date} : {fichiers.join(", ")}
                </li>
              );
            })}
          </ul>
        )}
      </section>
      <p className="fr-hint-text">{ATTRIBUTION}</p>
    </>
  );
}
