import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { type CampagneResumee, listCampagnes } from "../queries.server.ts";
import { ETATS_CAMPAGNE } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Campagnes de ciblage";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return {
    campagnes: await listCampagnes(current.db, actor),
    prepare: hasPermission(actor, "ciblage.preparer"),
  };
}

export default function PageCampagnes({ loaderData: { campagnes, prepare } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Une campagne choisit, pour un dispositif et une rentrée, les structures à accompagner : sa population, ses analyses, sa règle. Les nombres éclairent ; des personnes décident.">
        {TITRE}
      </PageTitle>
      {prepare && (
        <p>
          <a className="fr-btn" href="/ciblage/nouvelle">
            Ouvrir une campagne
          </a>
        </p>
      )}
      {campagnes.length === 0 ? (
        <EmptyState title="Aucune campagne pour le moment">
          {prepare
            ? "Ouvrez la première : le service propose une population et des exemples de règles, que vous réglez ensuite."
            : "Le pilote académique ou le service statistique ouvre la première ; elle paraîtra ici."}
        </EmptyState>
      ) : (
        <ul className="anc-campagnes">
          {campagnes.map((campagne) => (
            <Resume key={campagne.id} {...campagne} />
          ))}
        </ul>
      )}
    </>
  );
}

function Resume(campagne: CampagneResumee) {
  const { id, nom, academieNom, dispositifNom, annee, familles, etat, scenarios, calculs } = campagne;
  return (
    <li className="anc-campagne">
      <h2 className="fr-h5">
        <a href={`/ciblage/${id}`}>{nom}</a>
      </h2>
      <p>
        <Badge>{ETATS_CAMPAGNE[etat]}</Badge> {dispositifNom}, académie : {academieNom}, entrée en{" "}
        {formatAnneeScolaire(annee)}
      </p>
      <p className="fr-hint-text">
        {familles.map((famille) => FAMILLES_ANALYSE[famille].libelle).join(" · ")} —{" "}
        {pluriel(scenarios, "scénario", "scénarios")}, {pluriel(calculs, "calcul", "calculs")}
      </p>
    </li>
  );
}
