import { JobProgress, type JobState } from "#app/platform/ui/job-progress.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { TacheVue } from "../queries.server.ts";
import type { EtatImport } from "../rules.ts";

const STATES: Readonly<Record<TacheVue["etat"], JobState>> = {
  en_attente: "waiting",
  en_cours: "running",
  terminee: "done",
  echouee: "failed",
  annulee: "cancelled",
};

const LABELS: Readonly<Record<string, string>> = {
  "import.previsualiser": "Prévisualisation",
  "import.appliquer": "Application",
};

export interface TravailProps {
  importId: string;
  tache: TacheVue;
  etat: EtatImport;
  deposer: boolean;
}

/** The work that runs or ran last on an import: progress, way to stop it, or how it ended. */
export function TravailImport({ importId, tache, etat, deposer }: TravailProps) {
  if (tache.etat === "terminee") return <Fini etat={etat} />;
  if (tache.etat === "echouee") {
    return (
      <Notification tone="error" title={`${LABELS[tache.genre] ?? "Travail"} : arrêt`}>
        {tache.erreur ?? "Le travail s’est arrêté ; rien n’a été enregistré."}
      </Notification>
    );
  }
  if (tache.etat === "annulee") {
    return (
      <Notification tone="info" title={`${LABELS[tache.genre] ?? "Travail"} : annulation`}>
        Annulé à votre demande : rien n’a été enregistré.
      </Notification>
    );
  }
  return (
    <JobProgress
      label={LABELS[tache.genre] ?? "Travail en cours"}
      state={STATES[tache.etat]}
      done={tache.avancement}
      total={1000}
      message={tache.annulationDemandee ? "Annulation demandée…" : tache.etape}
      {...(deposer && !tache.annulationDemandee ? { cancelAction: `/imports/${importId}/arret` } : {})}
    />
  );
}

function Fini({ etat }: { etat: EtatImport }) {
  if (etat === "applique") {
    return (
      <Notification tone="success" title="Import appliqué">
        Les lignes acceptées sont dans le référentiel, les références sont recalculées.
      </Notification>
    );
  }
  if (etat !== "previsualise") return null;
  return (
    <Notification tone="info" title="Prévisualisation prête">
      Voici ce que l’application ferait. Rien n’est encore écrit.
    </Notification>
  );
}
