import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { etatFonction } from "../../fonctions/rules.ts";
import { listInvitations } from "../../invitations/queries.server.ts";
import { listPortees } from "../../portees/queries.server.ts";
import { porteeKey } from "../../portees/rules.ts";
import { getActor } from "../../queries.server.ts";
import { hasPermission, scopeOf } from "../../rules.ts";
import { ComptePersonne } from "../components/compte-personne.tsx";
import { FonctionsPersonne } from "../components/fonctions-personne.tsx";
import { friseOf } from "../components/frise.ts";
import { getEtatCompte, getIdentite, getPersonneAGerer, listFonctions } from "../queries.server.ts";
import { canAttribuer, canGererCompte } from "../rules.ts";
import type { Route } from "./+types/personne.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => [
  {
    title: `${loaderData ? `${loaderData.personne.prenom} ${loaderData.personne.nom}` : "Personne"} — Ancrage`,
  },
];

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const scope = scopeOf(actor, "agent.lire");
  const personne = await getIdentite(current.db, scope, params.agent);
  const jour = civilDay(current.now());
  const [fonctions, invitations, compte, aGerer] = [
    await listFonctions(current.db, scope, params.agent),
    await listInvitations(current, params.agent),
    await getEtatCompte(current, params.agent),
    await getPersonneAGerer(current, current.db, params.agent),
  ];
  const portees = await listPortees(
    current.db,
    fonctions.map(({ porteeType, porteeCode }) => ({ type: porteeType, code: porteeCode })),
  );
  const isAGerer = ({ fonction, porteeType, porteeCode }: (typeof fonctions)[number]) => {
    const portee = portees.get(porteeKey({ type: porteeType, code: porteeCode }));
    return portee !== undefined && canAttribuer(actor, { fonction, portee, agentId: params.agent }).ok;
  };
  return {
    personne,
    fonctions: fonctions.map((fonction) => ({
      ...fonction,
      etat: etatFonction(fonction, jour),
      aGerer: isAGerer(fonction),
    })),
    invitations,
    compte,
    jour,
    gerer: hasPermission(actor, "agent.gerer") && actor.agentId !== params.agent,
    gererCompte: canGererCompte(actor, aGerer),
    journal: hasPermission(actor, "journal.lire"),
  };
}

export default function PagePersonne({ loaderData }: Route.ComponentProps) {
  const { personne, fonctions, invitations, compte, jour, gerer, gererCompte, journal } = loaderData;
  const nomComplet = `${personne.prenom} ${personne.nom}`;
  const page = `/personnes/${personne.id}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: nomComplet },
        ]}
      />
      <PageTitle
        overline={personne.fermeLe ? "Compte fermé" : "Personne"}
        lead={personne.courriel ?? "Adresse effacée au terme de sa conservation"}
        actions={
          gerer &&
          !personne.fermeLe && (
            <a className="fr-btn" href={`${page}/fonction`}>
              Confier une fonction
            </a>
          )
        }
      >
        {nomComplet}
      </PageTitle>
      <FonctionsPersonne page={page} fonctions={fonctions} />
      <ComptePersonne
        page={page}
        compte={compte}
        ferme={personne.fermeLe !== null}
        invitation={invitations[0]}
        gerer={gererCompte}
      />
      <Timeline titre="Ce qui s’est passé" jour={jour} {...friseOf(personne, fonctions, invitations)} />
      {journal && (
        <p>
          <a className="fr-link" href={`/journal?objet=agent:${personne.id}`}>
            Lire le journal de cette personne
          </a>
        </p>
      )}
    </>
  );
}
