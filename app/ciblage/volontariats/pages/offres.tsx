import { getActor } from "#app/acces/queries.server.ts";
import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listOffres, type OffreVolontariat } from "../queries.server.ts";
import { canDeclarer, canRetirer } from "../rules.ts";
import type { Route } from "./+types/offres.ts";

const TITRE = "Se déclarer volontaire";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  return { offres: await listOffres(current.db, getActor(current)) };
}

export default function PageOffres({ loaderData: { offres } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="On entre librement dans un contrat : votre structure peut dire qu’elle est prête à s’engager. C’est noté et lu par ceux qui préparent la liste ; cela ne compte dans aucune règle, et ne pas se déclarer ne retire rien.">
        {TITRE}
      </PageTitle>
      {offres.length === 0 ? (
        <EmptyState title="Aucune campagne ouverte ne concerne votre structure">
          Quand l’académie en ouvrira une, elle paraîtra ici.
        </EmptyState>
      ) : (
        <ul className="anc-campagnes">
          {offres.map((offre) => (
            <Offre key={`${offre.campagneId}-${offre.uai}`} offre={offre} />
          ))}
        </ul>
      )}
    </>
  );
}

function Offre({ offre }: { offre: OffreVolontariat }) {
  const { campagneId, uai, nom, dispositifNom, annee, etat, structureNom, concernee, declaration } = offre;
  const base = `/ciblage/volontariat/${campagneId}/${uai}`;
  const declaree = declaration !== null && declaration.retireLe === null;
  return (
    <li className="anc-campagne">
      <h2 className="fr-h5">
        {nom} : {structureNom}
      </h2>
      <p>
        {dispositifNom}, entrée en {formatAnneeScolaire(annee)}
      </p>
      {declaration && (
        <>
          <p>
            <Badge>{declaree ? "Volontaire" : "Déclaration retirée"}</Badge>{" "}
            {declaree && `depuis le ${formatDate(new Date(declaration.declareLe), "Europe/Paris")}`}
          </p>
          {declaree && <p className="anc-texte-saisi">{declaration.texte}</p>}
        </>
      )}
      <ul className="fr-btns-group fr-btns-group--inline fr-btns-group--sm">
        {canDeclarer(etat, concernee).ok && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={base}>
              {declaree ? "Modifier la déclaration" : "Déclarer la structure volontaire"}
              <span className="fr-sr-only">
                {" "}
                : {nom}, {structureNom}
              </span>
            </a>
          </li>
        )}
        {canRetirer(etat, declaree).ok && (
          <li>
            <a className="fr-btn fr-btn--tertiary" href={`${base}/retrait`}>
              Retirer la déclaration
              <span className="fr-sr-only">
                {" "}
                : {nom}, {structureNom}
              </span>
            </a>
          </li>
        )}
      </ul>
    </li>
  );
}
