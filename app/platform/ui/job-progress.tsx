import { useId } from "react";
import { formatNombre, formatPourcent } from "../format/format.ts";

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

const STATES: Record<JobState, string> = {
  waiting: "En attente",
  running: "En cours",
  done: "Terminé",
  failed: "Interrompu",
  cancelled: "Annulé",
};

export interface JobProgressProps {
  label: string;
  state: JobState;
  /** Steps done and expected; `total` is null while it is not known. */
  done: number;
  total: number | null;
  /** What is being done, or what happened. */
  message?: string;
  /** URL that receives the POST of « Annuler »; absent when the work cannot be stopped. */
  cancelAction?: string;
}

/**
 * Long work that one may leave. Without JavaScript the page itself refreshes (`<meta http-equiv="refresh">` inside a
 * `<noscript>`, which only a page may print).
 */
export function JobProgress({ label, state, done, total, message, cancelAction }: JobProgressProps) {
  const id = useId();
  const ratio = state === "done" ? 1 : total ? Math.min(done / total, 1) : undefined;
  const active = state === "waiting" || state === "running";
  return (
    <div className="anc-travail">
      <div className="anc-travail__ligne">
        <p className="anc-travail__titre" id={id}>
          {label}
        </p>
        <p role="status">
          {STATES[state]}
          {ratio !== undefined && state === "running" && ` — ${formatPourcent(ratio)}`}
        </p>
      </div>
      <progress
        aria-labelledby={id}
        max={1}
        {...(ratio === undefined && active ? {} : { value: ratio ?? 0 })}
      />
      <div className="anc-travail__ligne">
        <p className="anc-travail__detail">
          {message}
          {message && total !== null && state === "running" && " "}
          {total !== null && state === "running" && `(${formatNombre(done)} sur ${formatNombre(total)})`}
        </p>
        {active && cancelAction && (
          <form method="post" action={cancelAction}>
            <button type="submit" className="fr-btn fr-btn--tertiary fr-btn--sm">
              Annuler
            </button>
          </form>
        )}
      </div>
    </div>
  );
}
