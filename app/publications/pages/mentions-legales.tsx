import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getTextes } from "../textes/queries.server.ts";
import type { Route } from "./+types/mentions-legales.ts";

const TITRE = "Mentions légales";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  return getTextes(context.get(requestContext).db);
}

export default function MentionsLegales({ loaderData: textes }: Route.ComponentProps) {
  return (
    <>
      <PageTitle>{TITRE}</PageTitle>
      <dl className="anc-descriptions">
        <Mention titre="Entité responsable" texte={textes.editeur} />
        <Mention titre="Direction de la publication" texte={textes.directeur_publication} />
        <Mention titre="Hébergement" texte={textes.hebergeur} />
        <Mention
          titre="Contact"
          texte={[textes.contact_courriel, textes.contact_telephone].filter(Boolean).join(", ")}
        />
      </dl>
      <h2>Logiciel</h2>
      <p>
        Ancrage est un logiciel libre, sous licence publique de l’Union européenne (EUPL 1.2). Les données
        ouvertes qu’il présente viennent du ministère de l’Éducation nationale (DEPP, DGESCO) et de l’Insee,
        sous Licence Ouverte 2.0 ; chaque chiffre dit son origine.
      </p>
      <h2>Témoins de connexion et traceurs</h2>
      <p>
        Le service dépose un témoin de connexion quand vous entrez, un autre le temps de passer par
        ProConnect, et un dernier pour l’affichage que vous avez choisi. Tous sont nécessaires à ce que vous
        demandez. Aucun ne mesure l’audience, aucun ne vient d’un tiers.
      </p>
      <p>
        Voir aussi <a href="/vie-privee">vos données personnelles</a> et{" "}
        <a href="/accessibilite">l’accessibilité</a>.
      </p>
    </>
  );
}

/** What the operator did not fill in yet is said, rather than left out. */
function Mention({ titre, texte }: { titre: string; texte: string }) {
  return (
    <div>
      <dt>{titre}</dt>
      <dd>{texte || "À compléter par la personne qui administre le service."}</dd>
    </div>
  );
}
