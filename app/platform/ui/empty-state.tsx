export interface EmptyStateProps {
  title: string;
  /** Why there is nothing, and what one may do. */
  children?: React.ReactNode;
  action?: React.ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="anc-vide">
      <p className="anc-vide__titre">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
