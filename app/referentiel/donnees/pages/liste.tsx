import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { type JeuResume, listJeux } from "../queries.server.ts";
import { ATTRIBUTION, commentObtenir, prochainePublication } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Données";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return {
    jeux: await listJeux(current.db, scopeOf(actor, "anomalie.lire")),
    jour: civilDay(current.now()),
    anomalies: hasPermission(actor, "anomalie.lire"),
  };
}

export default function ListeJeux({ loaderData: { jeux, jour, anomalies } }: Route.ComponentProps) {
  const imported = jeux.filter(({ importeLe }) => importeLe !== null);
  const others = jeux.filter(({ importeLe }) => importeLe === null);
  return (
    <>
      <PageTitle lead="Ce que les chiffres couvrent, d’où ils viennent, et ce qui manque encore.">
        {TITRE}
      </PageTitle>
      <section aria-labelledby="importes">
        <h2 id="importes">Jeux importés</h2>
        {imported.length === 0 ? (
          <p>Aucun jeu n’est importé pour l’instant : la liste ci-dessous dit comment les obtenir.</p>
        ) : (
          <TableJeux jeux={imported} jour={jour} anomalies={anomalies} />
        )}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="absents">
          <h2 id="absents">Jeux à importer</h2>
          <ul>
            {others.map((jeu) => (
              <JeuAbsent key={jeu.code} jeu={jeu} />
            ))}
          </ul>
        </section>
      )}
      <p className="fr-hint-text">{ATTRIBUTION}</p>
    </>
  );
}

function TableJeux({
  jeux,
  jour,
  anomalies,
}: {
  jeux: readonly JeuResume[];
  jour: string;
  anomalies: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-label="Tableau des jeux importés" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Jeu</th>
            <th scope="col">Dernière rentrée</th>
            <th scope="col" className="anc-nombre">
              Valeurs
            </th>
            <th scope="col" className="anc-nombre">
              Lignes du dernier fichier
            </th>
            <th scope="col">Importé le</th>
            <th scope="col">Prochaine publication</th>
            {anomalies && (
              <th scope="col" className="anc-nombre">
                Anomalies
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {jeux.map((jeu) => (
            <tr key={jeu.code}>
              <th scope="row">
                <a href={`/donnees/${jeu.code}`}>{jeu.libelle}</a>
              </th>
              <td>{jeu.derniereAnnee === null ? "Sans année" : formatAnneeScolaire(jeu.derniereAnnee)}</td>
              <td className="anc-nombre">{formatNombre(jeu.valeurs)}</td>
              <td className="anc-nombre">{formatNombre(jeu.lignes)}</td>
              <td>{jeu.importeLe && formatDate(new Date(jeu.importeLe), "Europe/Paris")}</td>
              <td>{prochainePublication(jeu.moisPublication, jour)}</td>
              {anomalies && (
                <td className="anc-nombre">
                  {jeu.anomalies > 0 ? (
                    <a href={`/anomalies?jeu=${jeu.code}`}>
                      {formatNombre(jeu.anomalies)}
                      <span className="fr-sr-only"> anomalies : {jeu.libelle}</span>
                    </a>
                  ) : (
                    "Aucune"
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function JeuAbsent({ jeu }: { jeu: JeuResume }) {
  const { commande, adresses } = commentObtenir(jeu.code, jeu.portail);
  return (
    <li>
      <a href={`/donnees/${jeu.code}`}>{jeu.libelle}</a>{" "}
      <span className="fr-hint-text">
        {commande ? (
          <>
            <code>{commande}</code>, ou {adresses.join(", ")}
          </>
        ) : (
          `Déposez le fichier du producteur (${jeu.source}).`
        )}
      </span>
    </li>
  );
}
