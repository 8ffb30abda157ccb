import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { hrefObjet, nomOf, Objet, Phrase } from "../components/ligne.tsx";
import { getLigne } from "../queries.server.ts";
import type { Route } from "./+types/ligne.ts";

const TITRE = "Ligne du journal";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "journal.lire");
  const { faits, avant, apres, ...ligne } = await getLigne(current.db, scope, params.evenement);
  return {
    ligne: { ...ligne, faits: {} },
    faits: listFaits(faits),
    avant: avant === null ? null : JSON.stringify(avant, null, 2),
    apres: apres === null ? null : JSON.stringify(apres, null, 2),
  };
}

function listFaits(faits: Readonly<Record<string, unknown>>): { nom: string; valeur: string }[] {
  return Object.entries(faits).map(([nom, valeur]) => ({
    nom,
    valeur: typeof valeur === "object" ? JSON.stringify(valeur) : String(valeur),
  }));
}

export default function PageLigne({ loaderData: { ligne, faits, avant, apres } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Journal", href: "/journal" }, { label: TITRE }]}
      />
      <PageTitle overline={`Ligne ${ligne.id}`} lead={<Phrase {...ligne} />}>
        {TITRE}
      </PageTitle>
      <DescriptionList
        entries={[
          { term: "Qui", description: <Qui agentId={ligne.agentId} agentNom={ligne.agentNom} /> },
          { term: "Quand", description: formatDateHeure(new Date(ligne.survenuLe), "Europe/Paris") },
          {
            term: "Sur quoi",
            description: (
              <>
                <Objet {...ligne} /> (<a href={hrefObjet(ligne)}>son historique</a>)
              </>
            ),
          },
          { term: "Identifiant de l’objet", description: ligne.objetId },
          { term: "Code de l’acte", description: ligne.evenement },
          { term: "Référence de la demande", description: ligne.requestId },
          ...faits.map(({ nom, valeur }) => ({ term: `Fait : ${nom}`, description: valeur })),
        ]}
      />
      <h2>Avant et après</h2>
      {avant === null && apres === null ? (
        <p>
          Aucune valeur n’est gardée : l’acte n’en change pas, ou leur durée de conservation (un an) est
          passée. La ligne elle-même reste.
        </p>
      ) : (
        <div className="anc-journal__deux">
          <Valeurs titre="Avant" texte={avant} />
          <Valeurs titre="Après" texte={apres} />
        </div>
      )}
    </>
  );
}

function Qui({ agentId, agentNom }: { agentId: string | null; agentNom: string | null }) {
  const nom = nomOf({ agentId, agentNom });
  if (agentId === null) return <>{nom}</>;
  return (
    <>
      {nom} (<a href={`/journal?agent=${agentId}`}>ses actes</a>)
    </>
  );
}

function Valeurs({ titre, texte }: { titre: string; texte: string | null }) {
  return (
    <section>
      <h3 className="fr-h6">{titre}</h3>
      {texte === null ? <p>Rien.</p> : <pre className="anc-journal__valeurs">{texte}</pre>}
    </section>
  );
}
