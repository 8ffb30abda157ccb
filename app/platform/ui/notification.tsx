export interface NotificationProps {
  tone: "info" | "success" | "warning" | "error";
  title?: string;
  children: React.ReactNode;
  /** Announced at once by screen readers: for what has just happened, not for what stands on the page. */
  live?: boolean;
}

export function Notification({ tone, title, children, live = false }: NotificationProps) {
  return (
    <div
      className={`fr-alert fr-alert--${tone}${title ? "" : " fr-alert--sm"}`}
      {...(live ? { role: tone === "error" ? "alert" : "status" } : {})}
    >
      {title && <p className="fr-alert__title">{title}</p>}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
