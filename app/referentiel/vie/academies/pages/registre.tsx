import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listParticipations, type Participation } from "../queries.server.ts";
import { STATUTS_PARTICIPATION } from "../rules.ts";
import type { Route } from "./+types/registre.ts";

const TITRE = "Registre des académies participantes";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return {
    participations: await listParticipations(current.db),
    gere: hasPermission(getActor(current), "academie.gerer"),
  };
}

export default function PageRegistre({ loaderData: { participations, gere } }: Route.ComponentProps) {
  const dispositifs = [...new Set(participations.map(({ dispositif }) => dispositif))];
  return (
    <>
      <PageTitle
        lead="Quelles académies participent à chaque dispositif, depuis quand, et par quel acte."
        actions={
          gere && (
            <a className="fr-btn" href="/academies/registre/inscription">
              Inscrire une académie
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      {participations.length === 0 ? (
        <EmptyState title="Le registre est vide">
          {gere
            ? "Inscrivez une académie, ou reprenez les faits publics de 2021 et 2022."
            : "Le niveau national le tient : il apparaîtra ici."}
        </EmptyState>
      ) : (
        <ExportLinks href="/academies/registre/export" objet="le registre" />
      )}
      {dispositifs.map((dispositif, index) => (
        <Registre
          key={dispositif}
          id={`dispositif-${index}`}
          dispositif={dispositif}
          lignes={participations.filter((ligne) => ligne.dispositif === dispositif)}
        />
      ))}
      {gere && (
        <p>
          <a className="fr-link" href="/academies/registre/reprise">
            Reprendre le registre connu
          </a>
        </p>
      )}
    </>
  );
}

function Registre({
  id,
  dispositif,
  lignes,
}: {
  id: string;
  dispositif: string;
  lignes: readonly Participation[];
}) {
  const presentes = lignes.filter(({ statut, fin }) => fin === null && statut !== "sortie").length;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{dispositif}</h2>
      <p>
        {pluriel(presentes, "académie participe", "académies participent")} à ce jour d’après le registre.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-label={`Académies : ${dispositif}`} tabIndex={0}>
        <table>
          <caption className="fr-sr-only">Académies : {dispositif}</caption>
          <thead>
            <tr>
              <th scope="col">Académie</th>
              <th scope="col">Statut</th>
              <th scope="col">Depuis</th>
              <th scope="col">Jusqu’à (exclu)</th>
              <th scope="col">Acte</th>
              <th scope="col">Inscrit par</th>
            </tr>
          </thead>
          <tbody>
            {lignes.map(({ id: ligne, academie, statut, debut, fin, acte, auteur }) => (
              <tr key={ligne}>
                <th scope="row">{academie}</th>
                <td>{STATUTS_PARTICIPATION[statut]}</td>
                <td>{formatDate(debut)}</td>
                <td>{fin ? formatDate(fin) : "—"}</td>
                <td>{acte}</td>
                <td>{auteur ?? "Non précisé"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
