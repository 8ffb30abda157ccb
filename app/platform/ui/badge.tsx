export type BadgeTone = "neutral" | "info" | "new" | "success" | "warning" | "error";

const CLASSES: Record<BadgeTone, string> = {
  neutral: "",
  info: " fr-badge--info",
  new: " fr-badge--new",
  success: " fr-badge--success",
  warning: " fr-badge--warning",
  error: " fr-badge--error",
};

/** State of an act or a document. Never used on a school's results: they are neither good nor bad. */
export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: React.ReactNode }) {
  return <span className={`fr-badge fr-badge--sm fr-badge--no-icon${CLASSES[tone]}`}>{children}</span>;
}
