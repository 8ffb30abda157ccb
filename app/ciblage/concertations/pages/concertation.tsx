import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { getConcertation } from "../queries.server.ts";
import {
  type Concertation,
  canConsigner,
  compterPositions,
  GENRES_CONCERTATION,
  POSITIONS,
} from "../rules.ts";
import type { Route } from "./+types/concertation.ts";

const titreOf = ({ instance, tenueLe }: Concertation) => `${instance}, le ${formatDate(tenueLe)}`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.concertation) : "Concertation");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const cible = { campagneId: campagne.id, id: params.concertation };
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    concertation: await getConcertation(current.db, cible),
    consigne: hasPermission(actor, "ciblage.consigner") && canConsigner(campagne).ok,
  };
}

export default function PageConcertation({ loaderData }: Route.ComponentProps) {
  const { campagne, concertation, consigne } = loaderData;
  const base = `/ciblage/${campagne.id}/concertations`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Concertations", href: base },
          { label: concertation.instance },
        ]}
      />
      <PageTitle
        overline={<Badge>{GENRES_CONCERTATION[concertation.genre]}</Badge>}
        actions={
          consigne && (
            <a className="fr-btn fr-btn--secondary" href={`${base}/${concertation.id}/modification`}>
              Corriger
            </a>
          )
        }
      >
        {titreOf(concertation)}
      </PageTitle>
      <Texte titre="Qualités représentées" texte={concertation.participants} />
      <Texte titre="Compte rendu" texte={concertation.compteRendu} />
      <Positions concertation={concertation} />
    </>
  );
}

function Texte({ titre, texte }: { titre: string; texte: string }) {
  return (
    <section>
      <h2>{titre}</h2>
      <p className="anc-texte-saisi">{texte || "Rien n’est écrit pour l’instant."}</p>
    </section>
  );
}

function Positions({ concertation: { positions } }: { concertation: Concertation }) {
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">Position de chaque organisation</h2>
      {positions.length === 0 ? (
        <p>Aucune position n’est consignée.</p>
      ) : (
        <>
          <p>
            {pluriel(positions.length, "organisation")} :{" "}
            {compterPositions(positions)
              .map(({ position, n }) => `${POSITIONS[position].toLowerCase()} : ${n}`)
              .join(", ")}
            . Le nombre de sièges n’est pas compté ici.
          </p>
          <dl className="anc-descriptions">
            {positions.map(({ organisation, position, texte }) => (
              <div key={organisation}>
                <dt>{organisation}</dt>
                <dd>
                  {POSITIONS[position]}
                  {texte && <span className="fr-hint-text anc-texte-saisi">{texte}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}
