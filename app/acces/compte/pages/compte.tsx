import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { AssistancesList } from "../../assistance/components/assistances-list.tsx";
import { listAssistancesDeLAgent } from "../../assistance/queries.server.ts";
import { FONCTIONS, type FonctionExercee } from "../../fonctions/rules.ts";
import { getLibellePortee } from "../../portees/queries.server.ts";
import { getActor } from "../../queries.server.ts";
import { hasPermission } from "../../rules.ts";
import { MODES_SESSION } from "../../sessions/rules.ts";
import { getCompte } from "../queries.server.ts";
import type { Route } from "./+types/compte.ts";

export const meta = () => documentTitle("Mon compte");

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return {
    ...(await getCompte(current, actor.agentId)),
    fonctions: await Promise.all(
      actor.fonctions.map(async (own) => ({
        ...own,
        portee: await getLibellePortee(current.db, own.porteeType, own.porteeCode),
      })),
    ),
    mode: actor.session?.mode ?? null,
    assistances: await listAssistancesDeLAgent(current, actor.agentId),
    delegations: hasPermission(actor, "delegation.donner") || actor.fonctions.some((own) => own.delegation),
    jetons: hasPermission(actor, "jeton.gerer"),
  };
}

export default function PageCompte({ loaderData }: Route.ComponentProps) {
  const { nomComplet, courriel, secondFacteur, sessions, fonctions, mode } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: "Mon compte" }]} />
      <PageTitle lead="Qui vous êtes pour le service, comment vous y entrez et comment il vous écrit.">
        Mon compte
      </PageTitle>
      <DescriptionList
        entries={[
          { term: "Nom", description: nomComplet },
          { term: "Adresse", description: courriel },
          { term: "Connexion en cours par", description: mode ? MODES_SESSION[mode] : "" },
        ]}
      />
      <h2>Mes fonctions</h2>
      <Fonctions fonctions={fonctions} />
      <h2>La sécurité de mon compte</h2>
      <Liens
        liens={[
          {
            href: "/mon-compte/sessions",
            titre: "Mes sessions",
            texte:
              sessions > 1
                ? `Vous êtes connecté sur ${sessions} appareils ou navigateurs.`
                : "Vous n’êtes connecté qu’ici.",
          },
          {
            href: "/second-facteur",
            titre: "Mon second facteur",
            texte: secondFacteur
              ? "Enregistré : changer d’application, renouveler les codes de secours."
              : "Une preuve de plus, par votre téléphone.",
          },
        ]}
      />
      <h2>Mes droits, mes messages, mes données</h2>
      <Liens liens={resteOf(loaderData)} />
      <h2>Quand l’appui voit le service comme moi</h2>
      <AssistancesList assistances={loaderData.assistances} />
    </>
  );
}

interface Lien {
  readonly href: string;
  readonly titre: string;
  readonly texte: string;
}

function resteOf({ delegations, jetons }: { delegations: boolean; jetons: boolean }): Lien[] {
  return [
    { href: "/droits", titre: "Mes droits", texte: "Ce que vos fonctions vous ouvrent, et pourquoi." },
    {
      href: "/demande-acces",
      titre: "Demander un accès",
      texte: "Une fonction de plus, un autre périmètre.",
    },
    ...(delegations
      ? [{ href: "/delegations", titre: "Mes délégations", texte: "Données et reçues, avec leurs dates." }]
      : []),
    { href: "/messages", titre: "Mes messages", texte: "Ce que le service vous a dit." },
    {
      href: "/messages/preferences",
      titre: "Mes préférences de message",
      texte: "Tout de suite, dans le résumé du matin, ou ici seulement.",
    },
    {
      href: "/mes-donnees",
      titre: "Mes données",
      texte: "Les emporter, savoir pourquoi et combien de temps.",
    },
    ...(jetons
      ? [{ href: "/jetons", titre: "Mes jetons", texte: "Lire les données avec R, Python ou un tableur." }]
      : []),
  ];
}

function Fonctions({ fonctions }: { fonctions: readonly (FonctionExercee & { readonly portee: string })[] }) {
  if (fonctions.length === 0) {
    return (
      <EmptyState
        title="Aucune fonction ne vous est confiée pour le moment"
        action={
          <p>
            <a className="fr-btn" href="/demande-acces">
              Demander un accès
            </a>
          </p>
        }
      >
        Les pages s’ouvriront quand une personne habilitée vous en aura confié une.
      </EmptyState>
    );
  }
  return (
    <ul>
      {fonctions.map(({ fonction, portee, porteeCode, debut, fin, delegation }) => (
        <li key={`${fonction} ${porteeCode} ${debut} ${delegation?.id}`}>
          {FONCTIONS[fonction]}, {portee}, depuis le {formatDate(debut)}
          {fin && `, jusqu’au ${formatDate(fin)}`}
          {delegation && ` (par délégation de ${delegation.delegant})`}
        </li>
      ))}
    </ul>
  );
}

function Liens({ liens }: { liens: readonly Lien[] }) {
  return (
    <ul className="anc-hub">
      {liens.map(({ href, titre, texte }) => (
        <li key={href}>
          <a href={href}>{titre}</a>
          <p>{texte}</p>
        </li>
      ))}
    </ul>
  );
}
