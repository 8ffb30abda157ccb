import { Badge } from "../../platform/ui/badge.tsx";
import { Breadcrumb } from "../../platform/ui/breadcrumb.tsx";
import { DescriptionList } from "../../platform/ui/description-list.tsx";
import { EmptyState } from "../../platform/ui/empty-state.tsx";
import { JobProgress } from "../../platform/ui/job-progress.tsx";
import { Notification } from "../../platform/ui/notification.tsx";
import { Section } from "./section.tsx";

export function Messages() {
  return (
    <>
      <Section id="fil" title="Fil d’Ariane">
        <Breadcrumb
          steps={[
            { label: "Accueil", href: "/" },
            { label: "Dossiers", href: "/dossiers" },
            { label: "Collège des Tilleuls" },
          ]}
        />
      </Section>
      <Section id="notifications" title="Notifications">
        <Notification tone="success" title="Le projet est transmis">
          L’équipe départementale en est informée par courriel.
        </Notification>
        <br />
        <Notification tone="info" title="Une nouvelle campagne est ouverte">
          Les équipes peuvent préparer leur diagnostic jusqu’au 30 janvier.
        </Notification>
        <br />
        <Notification tone="warning" title="La visite approche">
          La grille d’observation n’est pas encore partagée.
        </Notification>
        <br />
        <Notification tone="error">
          Le fichier n’a pas pu être lu. Il peut être déposé à nouveau.
        </Notification>
      </Section>
      <Section id="badges" title="Étiquettes d’état">
        <p>
          <Badge>Brouillon</Badge> <Badge tone="info">En instruction</Badge> <Badge tone="new">Nouveau</Badge>{" "}
          <Badge tone="success">Signé</Badge> <Badge tone="warning">À compléter</Badge>{" "}
          <Badge tone="error">Échec de l’envoi</Badge>
        </p>
      </Section>
      <Section id="descriptions" title="Liste de descriptions">
        <DescriptionList
          entries={[
            { term: "Établissement", description: "Collège des Tilleuls, 12 rue des Écoles" },
            {
              term: "Référente de proximité",
              description: "Claire Moreau, inspectrice de l’éducation nationale",
            },
            { term: "Durée du contrat", description: "Trois ans, de septembre 2026 à août 2029" },
          ]}
        />
      </Section>
      <Section id="vide" title="Rien à montrer">
        <EmptyState
          title="Aucune visite prévue pour l’instant"
          action={
            <a className="fr-btn fr-btn--secondary" href="/dev/vitrine">
              Proposer une date
            </a>
          }
        >
          Les visites apparaîtront ici dès qu’une date aura été convenue avec l’équipe.
        </EmptyState>
      </Section>
      <Section id="travaux" title="Travaux longs">
        <div className="anc-vitrine__pile">
          <JobProgress label="Lecture du fichier des structures" state="waiting" done={0} total={null} />
          <JobProgress
            label="Génération de 300 contrats"
            state="running"
            done={124}
            total={300}
            message="Collège des Tilleuls"
          />
          <JobProgress
            label="Import des indicateurs"
            state="done"
            done={60000}
            total={60000}
            message="60 000 lignes lues."
          />
          <JobProgress
            label="Analyse de robustesse"
            state="failed"
            done={400}
            total={1000}
            message="Le serveur a redémarré : le travail reprendra de lui-même."
          />
        </div>
      </Section>
    </>
  );
}
