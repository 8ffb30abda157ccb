import { JobProgress, type JobState } from "#app/platform/ui/job-progress.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { useRefreshWhile } from "#app/platform/ui/refresh.ts";
import { isEnCours, type TacheCalcul } from "../suivi/rules.ts";

const STATES: Readonly<Record<TacheCalcul["etat"], JobState>> = {
  en_attente: "waiting",
  en_cours: "running",
  terminee: "done",
  echouee: "failed",
  annulee: "cancelled",
};

export interface TravailCalculProps {
  readonly calculId: string;
  readonly tache: TacheCalcul | null;
  /** What the work is: « Calcul », « Nouveau calcul à partir des données conservées ». */
  readonly label: string;
  readonly prepare: boolean;
}

/** The work in the background: progress and a way to stop it, or why it ended without a result. */
export function TravailCalcul({ calculId, tache, label, prepare }: TravailCalculProps) {
  const running = isEnCours(tache);
  useRefreshWhile(running);
  if (!tache || tache.etat === "terminee") return null;
  if (tache.etat === "echouee")
    return (
      <Notification tone="warning" title={`${label} : arrêt`}>
        {tache.erreur ?? "Le travail s’est arrêté ; rien n’a été enregistré. Relancez-le."}
      </Notification>
    );
  if (tache.etat === "annulee")
    return (
      <Notification tone="info" title={`${label} : arrêt demandé`}>
        Arrêté à votre demande : rien n’a été enregistré. Vous pouvez le relancer.
      </Notification>
    );
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <JobProgress
        label={label}
        state={STATES[tache.etat]}
        done={tache.avancement}
        total={1000}
        message={tache.annulationDemandee ? "Arrêt demandé…" : tache.etape}
        {...(prepare && !tache.annulationDemandee
          ? { cancelAction: `/ciblage/calculs/${calculId}/arret` }
          : {})}
      />
      <p className="fr-hint-text">Vous pouvez quitter cette page : le travail continue.</p>
    </>
  );
}
