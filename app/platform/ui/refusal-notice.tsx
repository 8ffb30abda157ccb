import { useEffect, useRef } from "react";

/**
 * The reason why the métier said no, at the top of the form that asked. Nothing was written; the typed text is kept
 * underneath. Takes the focus when it appears, so that nobody looks for what happened.
 */
export function RefusalNotice({ reason }: { reason: string | null | undefined }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reason) notice.current?.focus();
  }, [reason]);
  if (!reason) return null;
  return (
    <div
      ref={notice}
      role="alert"
      tabIndex={-1}
      className="fr-alert fr-alert--warning anc-message-formulaire"
    >
      <p className="fr-alert__title">Ce n’est pas possible pour le moment</p>
      <p>{reason}</p>
    </div>
  );
}
